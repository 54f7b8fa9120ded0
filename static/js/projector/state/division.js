/** Texts that are too high for their place, in parts that are not. What is high is measured, never reckoned by letters:
 * whoever asks gives `fits(from, to)`, which looks at those letters as they are drawn. All pure.
 *
 *   divideText(text, fits) -> [{from, to}]     cut after a sentence, else between words, else after a letter as people
 *       count them; only white space falls between two parts, and a part has at least one letter
 *   textBlock({key, sig, words, draw, ...}) -> a block that can be divided;  draw(from, to, part) -> its markup;
 *       part {n, of} | null when it is whole
 *   fit(blocks, {height, look, wide}) -> {blocks, unknown}
 *       blocks of which none is higher than `height`. Too high for a column: over the whole width (with `wide`), on
 *       a page of its own; too high for that: its `pieces`, or parts of its words, in columns unless those are more.
 *       look(block, how, height) -> what was measured, or undefined: then `unknown` has {block, how, height}
 *           how "column" | "wide" -> {height};  "column parts" | "parts" -> {parts: [{from, to, height}]}
 *   directionOf(text, part) -> "rtl" | "ltr" | "auto"     of all of the text, also for a part of it
 */
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const SENTENCE_ENDS = /[。！？]$|[.!?…]["')\]”’]?$|\n$/;

/** What a part may be shorter than it could be, to end with a sentence or a word. */
const LEAST_PART = 0.5;

/** Where the letters of a text end, as people count them: an emoji of a family is one, a letter with its marks too.
 * @param {string} text
 */
function letterEnds(text) {
  if (!("Segmenter" in Intl))
    return [...text].map(
      (
        (at) => (/** @type {string} */ one) =>
          (at += one.length)
      )(0),
    );
  const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text);
  return Array.from(letters, ({ index, segment }) => index + segment.length);
}

/** The highest index of which `holds` is true; those after the first that is not are not either. At least the first.
 * @param {number} first
 * @param {number} last
 * @param {(index: number) => boolean} holds
 */
export function highest(first, last, holds) {
  let low = first;
  let step = 64;
  while (low + step <= last && holds(low + step)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(last, low + step - 1);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The end of a part that may go on until `most`: after a sentence, else between words, else just there.
 * @param {string} text
 * @param {number} from
 * @param {number} most
 */
function goodEnd(text, from, most) {
  const least = from + (most - from) * LEAST_PART;
  let word = 0;
  for (let at = most; at > least; at -= 1) {
    const before = text.slice(Math.max(from, at - 2), at);
    const between = /\s/.test(text[at] ?? " ") || /[\s。！？]$/.test(before);
    if (between && (text[at] === "\n" || SENTENCE_ENDS.test(before))) return at;
    if (between && word === 0) word = at;
  }
  return word || most;
}

/**
 * @param {string} text
 * @param {(from: number, to: number) => boolean} fits
 * @returns {{ from: number, to: number }[]}
 */
export function divideText(text, fits) {
  const ends = letterEnds(text);
  const parts = [];
  let from = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  let letter = 0;
  while (from < end) {
    while (ends[letter] <= from) letter += 1;
    const start = from;
    const most = fits(from, end)
      ? end
      : Math.min(end, ends[highest(letter, ends.length - 1, (index) => fits(start, Math.min(end, ends[index])))]);
    const to = most < end ? goodEnd(text, from, most) : end;
    parts.push({ from, to: from + text.slice(from, to).trimEnd().length });
    from = to + (text.slice(to).length - text.slice(to).trimStart().length);
  }
  return parts;
}

/**
 * @param {string} text
 * @param {Part | null} part
 */
export function directionOf(text, part) {
  const letter = part && text.match(/\p{L}/u)?.[0];
  if (!letter) return "auto";
  return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}

/** @param {Omit<Block, "height" | "node"> & { words: string, draw: DrawPart }} parts */
export const textBlock = (parts) => ({ ...parts, node: parts.draw(0, parts.words.length, null) });

/** A part of a block. A heading that is too high for a column stands once, on its own.
 * @param {any} block
 * @param {any} more
 */
const standing = (block, more) => ({ ...block, heading: false, ends: Boolean(block.heading), wide: true, ...more });

/**
 * @param {any} block
 * @param {{ parts: { from: number, to: number, height: number }[] }} found
 * @param {boolean} wide
 */
function partsOf(block, { parts }, wide) {
  return parts.map(({ from, to, height }, at) =>
    standing(block, {
      key: `${block.key}/${at + 1}`,
      height,
      wide,
      fresh: block.fresh && at === 0,
      node: block.draw(from, to, parts.length > 1 ? { n: at + 1, of: parts.length } : null),
    }),
  );
}

/** What a heading takes of the page when it stands above; one that would take half of it stands apart.
 * @param {any[]} headings
 * @param {{ height: number, gap: number }} room
 */
function under(headings, { height, gap }) {
  const taken = headings.reduce((sum, one) => sum + one.height + gap, 0);
  return taken > height / 2 ? height : height - taken;
}

/**
 * @param {any[]} blocks
 * @param {{
 *   height: number, gap: number, wide: boolean,
 *   look: (block: any, how: string, height: number) => any,
 * }} room
 */
export function fit(blocks, { height, gap, wide, look }) {
  /** @type {{ block: any, how: string, height: number }[]} */
  const unknown = [];
  /** @type {any[]} */
  const fitted = [];
  /** @type {any[]} */
  let above = [];
  /**
   * @param {any} block
   * @param {string} how
   * @param {number} most
   */
  const ask = (block, how, most) => {
    const found = look(block, how, most);
    if (!found) unknown.push({ block, how, height: most });
    return found;
  };
  /** @param {any} block @returns {any[]} */
  const fitOne = (block) => {
    const column = ask(block, "column", height);
    if (!column) return [];
    if (column.height <= height) return [{ ...block, height: column.height }];
    const whole = wide && ask(block, "wide", height);
    if (wide && !whole) return [];
    if (wide && whole.height <= height) return [standing(block, { height: whole.height })];
    if (block.pieces) return block.pieces.flatMap(fitOne);
    if (!block.draw) return [standing(block, { height: wide ? whole.height : column.height, wide })];
    const room = under(above, { height, gap });
    const inColumn = ask(block, "column parts", room);
    const across = wide && ask(block, "parts", room);
    if (!inColumn || (wide && !across)) return [];
    const isWide = wide && across.parts.length < inColumn.parts.length;
    return partsOf(block, isWide ? across : inColumn, isWide);
  };
  for (const block of blocks) {
    const placed = fitOne(block);
    fitted.push(...placed);
    if (block.heading && placed[0]?.heading) above = fitted.at(-2)?.heading ? [...above, ...placed] : placed;
    else if (block.heading) above = [];
    else above = above.slice(-1);
  }
  return { blocks: unknown.length > 0 ? null : fitted, unknown };
}
