/** Laying out blocks of known height on pages of a projector: read down, then across, and never cut off.
 *
 * A block is {key, height, heading?, fresh?, ...}. A heading goes with the block after it, and stands again on the next
 * page when its section goes on there; with `fresh` it begins a new page.
 *
 *   pack(blocks, {height, gap, columns, most}) -> [{columns: [[block]], wide}]
 *       at most `most` blocks that are no heading on a page; a block higher than a column has a page of its own (wide)
 *   packLanes(lanes, {height, gap, most, newestFirst}) -> the same, one column for each lane; null when a block fits in no lane
 *   pageNumber(wanted, pages) -> 1..pages
 *   partsOf(text, most) -> [text]     a long text in parts, cut after sentences, else between words, else anywhere
 *   columnsFor(width, height) -> how many columns of cards this picture has room for
 *   gridFor(count, width, height) -> columns of a grid in which `count` squares fit
 */

/** A picture wider than this has room for three columns of cards, a squarer one for two. */
const WIDE_PICTURE = 1.5;

export const columnsFor = (width, height) => (width / height >= WIDE_PICTURE ? 3 : 2);

const heightOf = (blocks, gap) => blocks.reduce((sum, block) => sum + block.height + gap, 0);

/** Fills one page after the other. Headings wait for the card that they go with. */
function filler({ height, gap, columns, most }) {
  const pages = [];
  let place = null;
  let section = null;
  let waiting = [];
  const turn = () => {
    place = { page: { columns: [[]], wide: false }, used: 0, count: 0 };
    pages.push(place.page);
  };
  const fits = (blocks) => place.used + heightOf(blocks, gap) - gap <= height;
  const put = (blocks) => {
    place.page.columns.at(-1).push(...blocks);
    place.used += heightOf(blocks, gap);
    place.count += 1;
  };
  /** The headings with their card; on a new page the heading of its section. As many as a column can hold. */
  const withHeadings = (card, again) => {
    let headings = waiting.length > 0 ? waiting : again && section ? [section] : [];
    while (heightOf([...headings, card], gap) - gap > height) headings = headings.slice(1);
    return [...headings, card];
  };
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
  return { pages, add: (block) => (block.heading ? waiting.push(block) : addCard(block)) };
}

export function pack(blocks, { height, gap, columns, most = 12 }) {
  const { pages, add } = filler({ height, gap, columns, most });
  blocks.forEach(add);
  return pages;
}

export function packLanes(lanes, { height, gap, most = 12, newestFirst = false }) {
  if (lanes.some((blocks) => blocks.some((block) => block.height > height))) return null;
  const each = Math.max(1, Math.floor(most / lanes.length));
  const packed = lanes.map((blocks) => pack(blocks, { height, gap, columns: 1, most: each }));
  const count = Math.max(1, ...packed.map((pages) => pages.length));
  return Array.from({ length: count }, (_, at) => ({
    wide: false,
    columns: packed.map((pages, lane) => {
      const page = newestFirst ? pages[pages.length - count + at] : pages[at];
      return page?.columns[0] ?? lanes[lane].filter((block) => block.heading).slice(0, 1);
    }),
  }));
}

export const pageNumber = (wanted, pages) => Math.min(Math.max(1, Math.trunc(Number(wanted)) || 1), Math.max(1, pages));

/** Where to cut a text that is too long: after a sentence, else between words, else anywhere. */
function cutAt(letters, most) {
  const from = Math.floor(most / 3);
  for (let at = most; at > from; at -= 1) if (/[.!?\n]/.test(letters[at - 1]) && /\s/.test(letters[at] ?? " ")) return at;
  for (let at = most; at > from; at -= 1) if (/\s/.test(letters[at])) return at;
  return most;
}

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

export function gridFor(count, width, height) {
  let columns = 1;
  while (Math.ceil(count / columns) * (width / columns) > height && columns < count) columns += 1;
  return columns;
}
