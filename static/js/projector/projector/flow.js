/** Blocks laid out on pages, measured in the very type they are drawn in: nothing is cut off, nothing shrinks.
 *
 *   <Flow key=subject stage page turn blocks=[{key, sig, node, words?, draw?, pieces?, heading?, fresh?}]
 *       lanes=[[block]]|null columns=0 most=12 newestFirst grows />
 *     sig      what the height depends on (the words); a block is measured again when it changes
 *     draw     a block that may be higher than the page is drawn in parts (state/division.js)
 *     reserve  drawn so while it is measured: with room for what comes and goes, so that nothing moves when it does
 *     lanes    one column for each list, when the picture has room for them; else `blocks` flow through the columns
 *     columns  0: as many as the picture has room for
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
import { dividedAt, useBox } from "./measure.js";

/** Heights by width and words; one picture rarely has more than a few hundred. */
const CACHE_LIMIT = 4000;

/** How much larger the words of a page may be than those it was laid out in. */
const GROWTH = [1.4, 1.32, 1.25, 1.18, 1.12, 1.06, 1];

/** Stands in for the numbers of a part while it is measured: none is wider. */
const WIDEST_PART = { n: 88, of: 88 };

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

/** What was measured of a block, by what its height depends on. */
function createSizes() {
  const known = new Map();
  /**
   * @param {any} box
   * @param {number} columns
   */
  const of = (box, columns) => {
    /**
     * @param {Block} block
     * @param {string} how
     * @param {number} height
     */
    const name = (block, how, height) =>
      [box.fonts, box.letters, box.width, columns, how, how.endsWith("parts") ? height : "", block.key, block.sig].join(
        "|",
      );
    return {
      look: (/** @type {Block} */ block, /** @type {string} */ how, /** @type {number} */ height) =>
        known.get(name(block, how, height)),
      /** @param {Unmeasured} asked @param {HTMLElement} element */
      measure: ({ block, how, height }, element) =>
        known.set(
          name(block, how, height),
          how.endsWith("parts")
            ? { parts: dividedAt(element, height) }
            : { height: element.getBoundingClientRect().height },
        ),
    };
  };
  return {
    of,
    /** Before measuring: what is known is thrown away when it is much. */
    tidy: () => known.size > CACHE_LIMIT && known.clear(),
  };
}

/** Measures what it has not seen, lays out when everything is known, and keeps the last layout until then.
 * @param {{
 *   lanes: Block[][] | null, blocks: Block[], columns: number, most: number, page: any, newestFirst: boolean,
 *   grows: boolean,
 * }} parts
 */
function useLayout({ lanes, blocks, columns, most, page, newestFirst, grows }) {
  const frame = useRef(/** @type {any} */ (null));
  const sizes = useRef(/** @type {any} */ (null));
  const last = useRef(/** @type {any} */ (null));
  const box = useBox(frame);
  const [, measured] = useState(0);
  sizes.current ??= createSizes();
  if (!box) return { frame, box, unknown: [], last, measure: () => {} };

  const { lists, inLanes, columns: count } = plan({ lanes, blocks, columns });
  const sized = sizes.current.of(box, count);
  const { height, gap } = box;
  const fitted = lists.map((list) => fit(list, { height, gap, wide: !inLanes, look: sized.look }));
  /** @type {Unmeasured[]} */
  const unknown = fitted.flatMap((list) => list.unknown);
  if (unknown.length === 0) {
    const wanted = { page, newestFirst, inLanes };
    const pins = pinsOf(last.current, wanted);
    const started = fitted.map((list) => startingAt(list.blocks ?? [], pins));
    const pages = packed(started, { inLanes, grows, height, gap, columns: count, most, newestFirst });
    last.current = { pages, columns: count, asked: page, ...shownPage(pages, pins, wanted) };
  }
  /** @param {HTMLElement[]} elements */
  const measure = (elements) => {
    sizes.current.tidy();
    unknown.forEach((asked, at) => sized.measure(asked, elements[at]));
    measured((times) => times + 1);
  };
  return { frame, box, unknown, last, measure, width: widthOf(box, count) };
}

/** What has to be measured, drawn out of sight: as it stands in a column, or over the whole width.
 * @param {{ unknown: Unmeasured[], width: number, full: number, measure: (elements: HTMLElement[]) => void }} props
 */
function Measuring({ unknown, width, full, measure }) {
  const layers = useRef(/** @type {any} */ ({}));
  useLayoutEffect(() => {
    layers.current.narrow?.style.setProperty("width", `${width}px`);
    layers.current.wide?.style.setProperty("width", `${full}px`);
    const drawn = {
      narrow: [...(layers.current.narrow?.children ?? [])],
      wide: [...(layers.current.wide?.children ?? [])],
    };
    measure(unknown.map((asked) => (isWide(asked) ? drawn.wide : drawn.narrow).shift()));
  });
  /** @param {boolean} wide */
  const layer = (wide) => {
    const asked = unknown.filter((one) => isWide(one) === wide);
    /** @param {HTMLElement | null} element */
    const keep = (element) => {
      layers.current[wide ? "wide" : "narrow"] = element;
    };
    return html`<ul class=${`flow__measure${wide ? " flow__page--wide" : ""}`} aria-hidden="true" ref=${keep}>
      ${asked.map(
        ({ block, how }) => html`<li class="flow__block" key=${`${block.key} ${how}`}>
          ${asMeasured(block, how)}
        </li>`,
      )}
    </ul>`;
  };
  return html`${layer(false)}${layer(true)}`;
}

/**
 * @param {Block} block
 * @param {string} how
 */
function asMeasured({ node, words = "", draw, reserve }, how) {
  const drawn = reserve ?? draw;
  if (!drawn) return node;
  return drawn(0, words.length, how.endsWith("parts") ? WIDEST_PART : null);
}

/** @param {Unmeasured} asked */
const isWide = ({ how }) => how === "wide" || how === "parts";

/**
 * @param {{
 *   stage: Stage, page: any, blocks: Block[], lanes?: Block[][] | null, columns?: number,
 *   most?: number, newestFirst?: boolean, grows?: boolean,
 * }} props
 */
export function Flow({
  stage,
  page,
  blocks,
  lanes = null,
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
    blocks: titled(blocks),
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
    ${unknown.length > 0 && html`<${Measuring}
      unknown=${unknown}
      width=${layout.width}
      full=${box.width}
      measure=${layout.measure}
    />`}
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
  const count = page.wide ? 1 : columns;
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
