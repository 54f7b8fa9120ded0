/** Laying out blocks of known height on pages of a projector: read down, then across, and never cut off.
 *
 * A block is {key, height, heading?, fresh?, ...}. A heading goes with the block after it, and stands again on the next
 * page when its section goes on there; with `fresh` it begins a new page.
 *
 *   pack(blocks, {height, gap, columns, most}) -> [{columns: [[block]], wide}]
 *       at most `most` blocks that are no heading on a page; a block higher than a column has a page of its own (wide)
 *   packNewest(blocks, {height, gap, columns, most}) -> the same, oldest page first and the newest
 *       full: it moves on by a whole column at a time, and the oldest page is the one that may be short
 *   packLanes(lanes, {height, gap, most, newestFirst}) -> the same, one column for each lane; null when a block
 *       fits in no lane. Newest first, a lane whose last cards are few keeps half of those before them in sight
 *   balance(page, {height, gap, columns}) -> the same page with
 *       columns of about the same height, so that it can be larger
 *   pageNumber(wanted, pages) -> 1..pages
 *   partsOf(text, most) -> [text]     a long text in parts, cut after sentences, else between words, else anywhere
 *   columnsFor(width, height) -> how many columns of cards this picture has room for
 *   gridFor(count, width, height) -> columns of a grid in which `count` squares fit
 */

/** A picture wider than this has room for three columns of cards, a squarer one for two. */
const WIDE_PICTURE = 1.5;

/**
 * @param {number} width
 * @param {number} height
 */
export const columnsFor = (width, height) => (width / height >= WIDE_PICTURE ? 3 : 2);

/**
 * @param {Block[]} blocks
 * @param {number} gap
 */
const heightOf = (blocks, gap) => blocks.reduce((sum, block) => sum + block.height + gap, 0);

/** Fills one page after the other. Headings wait for the card that they go with.
 * @param {{ height: number, gap: number, columns: any, most: number }} parts
 */
function filler({ height, gap, columns, most }) {
  /** @type {FlowPage[]} */
  const pages = [];
  /** @type {any} */
  let place = null;
  /** @type {any} */
  let section = null;
  /** @type {Block[]} */
  let waiting = [];
  const turn = () => {
    place = { page: { columns: [[]], wide: false }, used: 0, count: 0 };
    pages.push(place.page);
  };
  /** @param {Block[]} blocks */
  const fits = (blocks) => place.used + heightOf(blocks, gap) - gap <= height;
  /** @param {Block[]} blocks */
  const put = (blocks) => {
    place.page.columns.at(-1).push(...blocks);
    place.used += heightOf(blocks, gap);
    place.count += 1;
  };
  /** The headings with their card; on a new page the heading of its section. As many as a column can hold.
   * @param {Block} card
   * @param {any} again
   */
  const withHeadings = (card, again) => {
    let headings = waiting.length > 0 ? waiting : again && section ? [section] : [];
    while (heightOf([...headings, card], gap) - gap > height) headings = headings.slice(1);
    return [...headings, card];
  };
  /** @param {Block} card */
  function addCard(card) {
    const starts = waiting.some((heading) => heading.fresh);
    if (card.height > height) {
      pages.push({ columns: [[card]], wide: true });
      place = null;
    } else if (!place || starts || place.count >= most) {
      turn();
      put(withHeadings(card, true));
    } else if (fits(withHeadings(card, false))) {
      put(withHeadings(card, false));
    } else {
      const turned = place.page.columns.length >= columns;
      if (turned) turn();
      else {
        place.page.columns.push([]);
        place.used = 0;
      }
      put(withHeadings(card, turned));
    }
    section = waiting.at(-1) ?? section;
    waiting = [];
  }
  return {
    pages /** @param {Block} block */ /** @param {Block} block */,
    add: (/** @type {Block} */ block) => (block.heading ? waiting.push(block) : addCard(block)),
  };
}

/**
 * @param {Block[]} blocks
 * @param {{ height: number, gap: number, columns: any, most?: number }} options
 */
export function pack(blocks, { height, gap, columns, most = 12 }) {
  const { pages, add } = filler({ height, gap, columns, most });
  blocks.forEach(add);
  return pages;
}

/**
 * @param {any} page
 * @param {{ height: number, gap: number, columns: any }} options
 */
export function balance(page, { height, gap, columns }) {
  const blocks = page.columns.flat().map((/** @type {Block} */ block) => ({ ...block, fresh: false }));
  let best = page;
  for (let percent = 95; percent >= 20 && !page.wide; percent -= 5) {
    const [tried, ...rest] = pack(blocks, { height: (height * percent) / 100, gap, columns, most: Infinity });
    if (!tried || tried.wide || rest.length > 0 || tried.columns.flat().length !== blocks.length) break;
    best = tried;
  }
  return best;
}

/**
 * @param {Block[]} blocks
 * @param {{ height: number, gap: number, columns: any, most?: number }} options
 */
export function packNewest(blocks, { height, gap, columns, most = 12 }) {
  const single = pack(blocks, { height, gap, columns: 1, most: Math.max(1, Math.floor(most / columns)) });
  const pages = [];
  for (const page of single.reverse()) {
    const last = pages[0];
    if (!page.wide && last && !last.wide && last.columns.length < columns) last.columns.unshift(...page.columns);
    else pages.unshift({ columns: [...page.columns], wide: page.wide });
  }
  return pages;
}

/** The last page of a lane, with half of the page before it in sight as long as its own cards are few.
 * @param {any} pages
 * @param {{ height: number, gap: number, most: number }} options
 */
function withHalfBefore(pages, { height, gap, most }) {
  if (pages.length < 2) return pages;
  const [before, last] = pages.slice(-2).map((/** @type {any} */ page) => page.columns[0]);
  const heading = last.filter((/** @type {Block} */ block) => block.heading);
  const own = last.filter((/** @type {Block} */ block) => !block.heading);
  const others = before.filter((/** @type {Block} */ block) => !block.heading);
  const column = [...heading, ...others.slice(others.length - Math.floor(others.length / 2)), ...own];
  const fits = column.length - heading.length <= most && heightOf(column, gap) - gap <= height;
  return fits ? [...pages.slice(0, -1), { columns: [column], wide: false }] : pages;
}

/**
 * @param {Block[][]} lanes
 * @param {{ height: number, gap: number, most?: number, newestFirst?: boolean }} options
 */
export function packLanes(lanes, { height, gap, most = 12, newestFirst = false }) {
  if (lanes.some((blocks) => blocks.some((block) => block.height > height))) return null;
  const each = Math.max(1, Math.floor(most / lanes.length));
  const packed = lanes.map((blocks) => {
    const pages = pack(blocks, { height, gap, columns: 1, most: each });
    return newestFirst ? withHalfBefore(pages, { height, gap, most: each }) : pages;
  });
  const count = Math.max(1, ...packed.map((pages) => pages.length));
  return Array.from({ length: count }, (_, at) => ({
    wide: false,
    columns: packed.map((pages, lane) => {
      const page = newestFirst ? pages[pages.length - count + at] : pages[at];
      return page?.columns[0] ?? lanes[lane].filter((block) => block.heading).slice(0, 1);
    }),
  }));
}

/**
 * @param {any} wanted
 * @param {any} pages
 */
export const pageNumber = (wanted, pages) => Math.min(Math.max(1, Math.trunc(Number(wanted)) || 1), Math.max(1, pages));

/** Where to cut a text that is too long: after a sentence, else between words, else anywhere.
 * @param {any} letters
 * @param {number} most
 */
function cutAt(letters, most) {
  const from = Math.floor(most / 3);
  for (let at = most; at > from; at -= 1)
    if (/[.!?\n]/.test(letters[at - 1]) && /\s/.test(letters[at] ?? " ")) return at;
  for (let at = most; at > from; at -= 1) if (/\s/.test(letters[at])) return at;
  return most;
}

/**
 * @param {string} text
 * @param {number} most
 */
export function partsOf(text, most) {
  const parts = [];
  let letters = [...String(text ?? "").trim()];
  while (letters.length > most) {
    const at = cutAt(letters, most);
    parts.push(letters.slice(0, at).join("").trim());
    letters = [...letters.slice(at).join("").trim()];
  }
  return [...parts, letters.join("")];
}

/**
 * @param {number} count
 * @param {number} width
 * @param {number} height
 */
export function gridFor(count, width, height) {
  let columns = 1;
  while (Math.ceil(count / columns) * (width / columns) > height && columns < count) columns += 1;
  return columns;
}
