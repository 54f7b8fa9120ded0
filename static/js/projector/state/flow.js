/** Laying out blocks of known height on pages of a projector: read down, then across, and never cut off.
 *
 * A block is {key, height, heading?, fresh?, wide?, starts?, ...}, none higher than the page (division.js). A heading
 * goes with the block after it, and stands again on the next page when its section goes on there; with `fresh` it
 * begins a new page. What is `wide` has a page of its own; what `starts` begins one, whatever stood before it.
 *
 *   pack(blocks, {height, gap, columns, most}) -> [{columns: [[block]], wide}]
 *       at most `most` blocks that are no heading on a page
 *   packNewest(blocks, {height, gap, columns, most}) -> the same, oldest page first and the newest
 *       full: it moves on by a whole column at a time, and the oldest page is the one that may be short
 *   packLanes(lanes, {height, gap, most, newestFirst}) -> the same, one column for each lane.
 *       Newest first, a lane whose last cards are few keeps half of those before them in sight
 *   balance(page, {height, gap, columns}) -> the same page with
 *       columns of about the same height, so that it can be larger
 *   pageNumber(wanted, pages) -> 1..pages
 *   beginningOf(page) -> key    its first card, or a heading that stands apart before it
 *   firstOf(page) -> [key]      the first cards of its columns
 *   startingAt(blocks, keys) -> blocks, of which those start
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

/** Fills one page after the other. Headings wait for the card that they go with. */
class Filler {
  /** @type {FlowPage[]} */
  pages = [];
  /** @type {any} */
  #place = null;
  /** @type {Block | null} */
  #section = null;
  /** @type {Block[]} */
  #waiting = [];

  /** @param {{ height: number, gap: number, columns: any, most: number }} room */
  constructor(room) {
    this.room = room;
  }

  /** @param {Block} block */
  add(block) {
    if (block.heading) this.#waiting.push(block);
    else this.#addCard(block);
  }

  /** @param {Block} card */
  #addCard(card) {
    const begins = this.#waiting.some((heading) => heading.fresh);
    this.#headingsApart(card);
    const starts = card.starts || (begins && this.#waiting.length > 0);
    this.#section = card.ends ? null : (this.#waiting.at(-1) ?? this.#section);
    if (card.wide || card.height > this.room.height) {
      this.pages.push({ columns: [this.#withHeadings(card, true)], wide: true });
      this.#place = null;
    } else this.#addNarrow(card, starts);
    this.#waiting = [];
  }

  /** Headings that no column holds together with their card stand before it, each once.
   * @param {Block} card
   */
  #headingsApart(card) {
    while (this.#waiting.length > 0 && !this.#together([...this.#waiting, card])) {
      const [heading, ...rest] = this.#waiting;
      this.#waiting = [];
      this.#section = heading;
      this.#addNarrow(heading, heading.fresh || heading.starts);
      this.#waiting = rest;
    }
  }

  /**
   * @param {Block} card
   * @param {boolean | undefined} starts
   */
  #addNarrow(card, starts) {
    const { columns, most } = this.room;
    const place = this.#place;
    if (!place || starts || place.count >= most) {
      this.#turn();
      this.#put(this.#withHeadings(card, true));
    } else if (place.used + this.#heightOf(this.#withHeadings(card, false)) <= this.room.height) {
      this.#put(this.#withHeadings(card, false));
    } else {
      const turned = place.page.columns.length >= columns;
      if (turned) this.#turn();
      else {
        place.page.columns.push([]);
        place.used = 0;
      }
      this.#put(this.#withHeadings(card, turned));
    }
  }

  #turn() {
    this.#place = { page: { columns: [[]], wide: false }, used: 0, count: 0 };
    this.pages.push(this.#place.page);
  }

  /** @param {Block[]} blocks */
  #put(blocks) {
    this.#place.page.columns.at(-1).push(...blocks);
    this.#place.used += this.#heightOf(blocks) + this.room.gap;
    this.#place.count += 1;
  }

  /** The headings with their card; on a new page the heading of its section, when there is room for it.
   * @param {Block} card
   * @param {boolean} again
   */
  #withHeadings(card, again) {
    if (card.heading) return [card];
    const headings = this.#waiting.length > 0 ? this.#waiting : again && this.#section ? [this.#section] : [];
    return this.#together([...headings, card]) ? [...headings, card] : [card];
  }

  /** @param {Block[]} blocks */
  #heightOf(blocks) {
    return heightOf(blocks, this.room.gap) - this.room.gap;
  }

  /** @param {Block[]} blocks */
  #together(blocks) {
    return this.#heightOf(blocks) <= this.room.height;
  }
}

/**
 * @param {Block[]} blocks
 * @param {{ height: number, gap: number, columns: any, most?: number }} options
 */
export function pack(blocks, { height, gap, columns, most = 12 }) {
  const filler = new Filler({ height, gap, columns, most });
  blocks.forEach((block) => filler.add(block));
  return filler.pages;
}

/**
 * @param {any} page
 * @param {{ height: number, gap: number, columns: any }} options
 */
export function balance(page, { height, gap, columns }) {
  const blocks = page.columns.flat().map((/** @type {Block} */ block) => ({ ...block, fresh: false, starts: false }));
  let best = page;
  for (let percent = 95; percent >= 20 && !page.wide; percent -= 5) {
    const [tried, ...rest] = pack(blocks, { height: (height * percent) / 100, gap, columns, most: Infinity });
    if (!tried || tried.wide || rest.length > 0 || tried.columns.flat().length !== blocks.length) break;
    if (tried.columns.some((/** @type {Block[]} */ column) => column.at(-1)?.heading)) break;
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
  const start = single.findIndex((page) => page.columns[0].some((block) => block.starts));
  const older = start < 0 ? single : single.slice(0, start);
  /** @type {FlowPage[]} */
  const pages = [];
  for (const page of older.reverse()) {
    const next = pages[0];
    if (!page.wide && next && !next.wide && next.columns.length < columns) next.columns.unshift(...page.columns);
    else pages.unshift({ columns: [...page.columns], wide: page.wide });
  }
  const newer = start < 0 ? [] : single.slice(start);
  newer.forEach((page, at) => {
    const last = pages.at(-1);
    if (at > 0 && !page.wide && last && !last.wide && last.columns.length < columns) last.columns.push(...page.columns);
    else pages.push({ columns: [...page.columns], wide: page.wide });
  });
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

/** How many pages of each lane come before those that start together.
 * @param {FlowPage[][]} packed
 * @param {boolean} newestFirst
 */
function startsOf(packed, newestFirst) {
  const starts = packed.map((pages) => pages.findIndex((page) => page.columns[0].some((block) => block.starts)));
  if (starts.every((start) => start < 0)) return packed.map((pages) => (newestFirst ? pages.length : 0));
  return starts.map((start, lane) => (start >= 0 || newestFirst ? start : packed[lane].length));
}

/**
 * @param {Block[][]} lanes
 * @param {{ height: number, gap: number, most?: number, newestFirst?: boolean }} options
 */
export function packLanes(lanes, { height, gap, most = 12, newestFirst = false }) {
  const each = Math.max(1, Math.floor(most / lanes.length));
  const packed = lanes.map((blocks) => {
    const pages = pack(blocks, { height, gap, columns: 1, most: each });
    return newestFirst ? withHalfBefore(pages, { height, gap, most: each }) : pages;
  });
  const before = startsOf(packed, newestFirst);
  const first = Math.max(0, ...before);
  const count = Math.max(1, first + Math.max(...packed.map((pages, lane) => pages.length - before[lane])));
  return Array.from({ length: count }, (_, at) => ({
    wide: false,
    columns: packed.map(
      (pages, lane) =>
        pages[at - first + before[lane]]?.columns[0] ?? lanes[lane].filter((block) => block.heading).slice(0, 1),
    ),
  }));
}

/** @param {FlowPage} page */
export const beginningOf = ({ columns: [first] }) => (first.find((block) => !block.heading) ?? first[0]).key;

/** @param {FlowPage | undefined} page */
export const firstOf = (page) =>
  (page?.columns ?? []).flatMap((column) => column.find((block) => !block.heading)?.key ?? []);

/**
 * @param {Block[]} blocks
 * @param {string[]} keys
 */
export const startingAt = (blocks, keys) =>
  blocks.map((block) => (keys.includes(block.key) ? { ...block, starts: true } : block));

/**
 * @param {any} wanted
 * @param {any} pages
 */
export const pageNumber = (wanted, pages) => Math.min(Math.max(1, Math.trunc(Number(wanted)) || 1), Math.max(1, pages));

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
