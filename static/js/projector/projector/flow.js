/** Blocks laid out on pages, measured in the very type they are drawn in: nothing is cut off, nothing shrinks.
 *
 *   <Flow key=subject stage page turn blocks=[{key, sig, node, words?, draw?, pieces?, heading?, fresh?}]
 *       lanes=[[block]]|null columns=0 most=12 newestFirst grows after=[block] />
 *     sig      what the height depends on (the words); a block is measured again when it changes
 *     draw     a block that may be higher than the page is drawn in parts (state/division.js)
 *     reserve  drawn so while it is measured: with room for what comes and goes, so that nothing moves when it does
 *     lanes    one column for each list, when the picture has room for them; else `blocks` flow through the columns
 *     columns  0: as many as the picture has room for
 *     after    short lines that come after the blocks: on their last page when they fit there, else on pages of their
 *              own in columns of lines, whichever takes fewer pages
 *     grows    a page that is not full is drawn larger, as far as it fits; for pictures that stand still
 * The arithmetic is projector/state/flow.js. Pages are told to the stage, for the keys and for "page 2 of 4".
 *
 * A page that is not the first stays the page one reads while words come in or go before it: it keeps beginning with
 * the same card, and only its number moves.
 */
import { html } from "htm/preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fit } from "../state/division.js";
import {
  balance,
  beginningOf,
  columnsFor,
  firstOf,
  pack,
  packLanes,
  packNewest,
  pageNumber,
  startingAt,
} from "../state/flow.js";
import { LongTitles, titleBlocks } from "./title.js";
import { useBox } from "./measure.js";
import { createSizes, Measuring } from "./sizes.js";

/** How much larger the words of a page may be than those it was laid out in. */
const GROWTH = [1.4, 1.32, 1.25, 1.18, 1.12, 1.06, 1];

/** Lines of `after` on a page of their own: cards are at most 12, these are as short as one reads in passing. */
const LINE_COLUMNS = 2;
const MOST_LINES = 24;
/** @type {Block[]} */
const NOTHING = [];

/**
 * @param {any} box
 * @param {number} columns
 */
const widthOf = (box, columns) => Math.floor((box.width - (columns - 1) * box.columnGap) / columns);

/** Which blocks to lay out, in how many columns.
 * @param {{ lanes: Block[][] | null, blocks: Block[], columns: number }} parts
 */
function plan({ lanes, blocks, columns }) {
  const room = columns || columnsFor(innerWidth, innerHeight);
  const inLanes = lanes !== null && lanes.length > 1 && lanes.length <= room;
  return inLanes ? { lists: lanes, inLanes, columns: lanes.length } : { lists: [blocks], inLanes, columns: room };
}

/** Pages of blocks that were measured.
 * @param {Block[][]} lists
 * @param {{ inLanes: boolean, grows: boolean } & FlowOptions & { columns: number }} options
 */
function packed(lists, { inLanes, grows, ...options }) {
  if (inLanes) return packLanes(lists, options);
  const pages = (options.newestFirst ? packNewest : pack)(lists[0], options);
  return grows ? pages.map((page) => balance(page, options)) : pages;
}

/** Short lines after the other blocks: below them in one column, or in columns on pages of their own.
 * @param {Block[]} blocks
 * @param {{ below: Block[], apart: Block[] }} after
 * @param {{ height: number, gap: number, columns: number, most: number }} options
 * @returns {FlowPage[]}
 */
function withAfter(blocks, { below, apart }, options) {
  const together = pack([...blocks, ...below], options);
  const lines = { ...options, columns: LINE_COLUMNS, most: MOST_LINES };
  const own = pack(apart, lines).map((page) => ({ ...page, count: LINE_COLUMNS }));
  const separate = [...pack(blocks, options), ...own];
  return separate.length < together.length ? separate : together;
}

/** Which page is shown: the one asked for, and while nothing else is asked the one that begins with the same card.
 * @param {any} last
 * @param {{ page: number, newestFirst: boolean, inLanes: boolean }} wanted
 */
function pinsOf(last, { page, newestFirst, inLanes }) {
  if (!last) return [];
  if (page === last.asked || page === last.number) return last.number > 1 ? last.pins : [];
  const number = pageNumber(page, last.pages.length);
  return number > 1 ? pinned(last.pages[newestFirst ? last.pages.length - number : number - 1], inLanes) : [];
}

/** What a page is known by: its first card, and in lanes that of each lane.
 * @param {FlowPage} page
 * @param {boolean} inLanes
 */
const pinned = (page, inLanes) => (inLanes ? firstOf(page) : [beginningOf(page)]);

/**
 * @param {FlowPage[]} pages
 * @param {string[]} pins
 * @param {{ page: number, newestFirst: boolean, inLanes: boolean }} wanted
 */
function shownPage(pages, pins, { page, newestFirst, inLanes }) {
  const at = pins.length > 0 ? pages.findIndex((one) => pinned(one, inLanes).some((key) => pins.includes(key))) : -1;
  const number = at < 0 ? pageNumber(page, pages.length) : newestFirst ? pages.length - at : at + 1;
  const shown = pages[newestFirst ? pages.length - number : number - 1];
  return { number, pins: number > 1 ? pinned(shown, inLanes) : [] };
}

/** Measures what it has not seen, lays out when everything is known, and keeps the last layout until then.
 * @param {{
 *   lanes: Block[][] | null, blocks: Block[], after: Block[], columns: number, most: number, page: any,
 *   newestFirst: boolean, grows: boolean,
 * }} parts
 */
function useLayout({ lanes, blocks, after, columns, most, page, newestFirst, grows }) {
  const frame = useRef(/** @type {any} */ (null));
  const sizes = useRef(/** @type {any} */ (null));
  const last = useRef(/** @type {any} */ (null));
  const box = useBox(frame);
  const [, measured] = useState(0);
  sizes.current ??= createSizes();
  if (!box) return { frame, box, unknown: [], last, measure: () => {} };

  const { lists, inLanes, columns: count } = plan({ lanes, blocks, columns });
  const { height, gap } = box;
  /**
   * @param {Block[]} list
   * @param {number} across
   */
  const fitIn = (list, across) => {
    const { look, measure } = sizes.current.of(box, across);
    const { blocks: placed, unknown } = fit(list, { height, gap, wide: !inLanes, look });
    return { placed, unknown: unknown.map((asked) => ({ ...asked, measure, width: widthOf(box, across) })) };
  };
  const fitted = lists.map((list) => fitIn(list, count));
  const below = fitIn(after, count);
  const apart = fitIn(after, LINE_COLUMNS);
  /** @type {Unmeasured[]} */
  const unknown = [...fitted, below, apart].flatMap((list) => list.unknown);
  if (unknown.length === 0) {
    const wanted = { page, newestFirst, inLanes };
    const pins = pinsOf(last.current, wanted);
    /** @param {{ placed: Block[] | null }} list */
    const started = ({ placed }) => startingAt(placed ?? [], pins);
    const options = { inLanes, grows, height, gap, columns: count, most, newestFirst };
    const pages =
      after.length > 0
        ? withAfter(started(fitted[0]), { below: started(below), apart: started(apart) }, options)
        : packed(fitted.map(started), options);
    last.current = { pages, columns: count, asked: page, ...shownPage(pages, pins, wanted) };
  }
  /** @param {HTMLElement[]} elements */
  const measure = (elements) => {
    sizes.current.tidy();
    unknown.forEach((asked, at) => asked.measure(asked, elements[at]));
    measured((times) => times + 1);
  };
  return { frame, box, unknown, last, measure };
}

/**
 * @param {{
 *   stage: Stage, page: any, blocks: Block[], lanes?: Block[][] | null, columns?: number,
 *   after?: Block[], most?: number, newestFirst?: boolean, grows?: boolean,
 * }} props
 */
export function Flow({
  stage,
  page,
  blocks,
  lanes = null,
  after = NOTHING,
  columns = 0,
  most = 12,
  newestFirst = false,
  grows = false,
}) {
  const titles = titleBlocks(useContext(LongTitles));
  /** @param {Block[]} list */
  const titled = (list) => (newestFirst ? [...titles, ...list] : [...list, ...titles]);
  const layout = useLayout({
    lanes: lanes && lanes.map((lane, at) => (at === 0 ? titled(lane) : lane)),
    blocks: after.length > 0 ? blocks : titled(blocks),
    after: after.length > 0 ? titled(after) : after,
    columns,
    most,
    page,
    newestFirst,
    grows,
  });
  const { frame, box, unknown, last } = layout;
  useLayoutEffect(() => {
    const shown = last.current;
    if (box && unknown.length === 0 && shown)
      stage.pages({ page: shown.number, pages: shown.pages.length, asked: page });
  });
  return html`<div class="flow" ref=${frame}>
    ${unknown.length > 0 && html`<${Measuring} unknown=${unknown} full=${box.width} measure=${layout.measure} />`}
    ${last.current && html`<${Page} shown=${last.current} newestFirst=${newestFirst} grows=${grows} />`}
  </div>`;
}

/** Draw a page as large as its place allows; what it holds was decided before.
 * @param {HTMLElement} element
 */
function growInto(element) {
  for (const size of GROWTH) {
    element.style.setProperty("--grow", String(size));
    if ([...element.children].every((column) => column.getBoundingClientRect().height <= element.clientHeight)) return;
  }
}

/** @param {{ shown: any, newestFirst: boolean, grows: boolean }} props */
function Page({ shown: { pages, number, columns }, newestFirst, grows }) {
  const page = pages[newestFirst ? pages.length - number : number - 1];
  const drawn = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => {
    if (grows && page && !page.wide) growInto(drawn.current);
    else drawn.current?.style.removeProperty("--grow");
  });
  if (!page) return null;
  const count = page.wide ? 1 : (page.count ?? columns);
  /** @param {HTMLElement | null} element */
  const grid = (element) => {
    drawn.current = element;
    element?.style.setProperty("--columns", String(count));
  };
  return html`<div class=${`flow__page${page.wide ? " flow__page--wide" : ""}`} ref=${grid}>
    ${page.columns.map(
      (/** @type {any} */ column, /** @type {number} */ at) => html`<ul class="flow__column" key=${at}>
        ${column.map(
          (/** @type {Block} */ block, /** @type {number} */ index) =>
            html`<li class="flow__block" key=${`${block.key}/${index}`}>${block.node}</li>`,
        )}
      </ul>`,
    )}
  </div>`;
}
