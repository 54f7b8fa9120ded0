/** Blocks laid out on pages, measured in the very type they are drawn in: nothing is cut off, nothing shrinks.
 *
 *   <Flow stage page turn blocks=[{key, sig, node, heading?, fresh?}]
 *       lanes=[[block]]|null columns=0 most=12 newestFirst grows />
 *     sig      what the height depends on (the words); a block is measured again when it changes
 *     lanes    one column for each list, when the picture has room for them; else `blocks` flow through the columns
 *     columns  0: as many as the picture has room for
 *     grows    a page that is not full is drawn larger, as far as it fits; for pictures that stand still
 * The arithmetic is projector/state/flow.js. Pages are told to the stage, for the keys and for "page 2 of 4".
 */
import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { balance, columnsFor, pack, packLanes, packNewest, pageNumber } from "../state/flow.js";

/** Heights by width and words; one picture rarely has more than a few hundred. */
const CACHE_LIMIT = 4000;

/** How much larger the words of a page may be than those it was laid out in. */
const GROWTH = [1.4, 1.32, 1.25, 1.18, 1.12, 1.06, 1];

/** @param {Ref<HTMLElement>} ref */
function useBox(ref) {
  const [box, setBox] = useState(/** @type {any} */ (null));
  useLayoutEffect(() => {
    const element = ref.current;
    const look = () => {
      const style = getComputedStyle(element);
      /** @type {{ [name: string]: any }} */
      const next = {
        width: element.clientWidth,
        height: element.clientHeight,
        gap: parseFloat(style.rowGap) || 0,
        columnGap: parseFloat(style.columnGap) || 0,
        fonts: document.fonts?.status ?? "loaded",
      };
      setBox((/** @type {any} */ before) =>
        before && Object.keys(next).every((name) => before[name] === next[name]) ? before : next,
      );
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    document.fonts?.addEventListener?.("loadingdone", look);
    return () => {
      observer.disconnect();
      document.fonts?.removeEventListener?.("loadingdone", look);
    };
  }, []);
  return box;
}

/**
 * @param {any} box
 * @param {number} columns
 */
const widthOf = (box, columns) => Math.floor((box.width - (columns - 1) * box.columnGap) / columns);
/**
 * @param {Block} block
 * @param {number | null} width
 * @param {string} fonts
 */
const signature = (block, width, fonts) => `${fonts}|${width}|${block.key}|${block.sig}`;

/** Which blocks to lay out, in how many columns.
 * @param {{ lanes: Block[][] | null, blocks: Block[], columns: number, laneless: boolean }} parts
 */
function plan({ lanes, blocks, columns, laneless }) {
  const room = columns || columnsFor(innerWidth, innerHeight);
  if (lanes && lanes.length > 1 && lanes.length <= room && !laneless)
    return { lanes, columns: lanes.length, all: lanes.flat() };
  return { lanes: null, columns: room, all: blocks };
}

/** Pages of blocks whose heights are known; null when a block fits in no lane.
 * @param {{ lanes: Block[][] | null, all: any }} parts
 * @param {{ sized: (block: Block) => Block, grows: boolean } & FlowOptions & { columns: number }} options
 */
function packed({ lanes, all }, { sized, grows, ...options }) {
  if (lanes)
    return packLanes(
      lanes.map((lane) => lane.map(sized)),
      options,
    );
  const pages = (options.newestFirst ? packNewest : pack)(all.map(sized), options);
  return grows ? pages.map((page) => balance(page, options)) : pages;
}

/** Measures what it has not seen, lays out when everything is known, and keeps the last layout until then.
 * @param {{
 *   lanes: Block[][] | null, blocks: Block[], columns: number, most: number, page: any, newestFirst: boolean,
 *   grows: boolean,
 * }} parts
 */
function useLayout({ lanes, blocks, columns, most, page, newestFirst, grows }) {
  const frame = useRef(/** @type {any} */ (null));
  const layer = useRef(/** @type {any} */ (null));
  const heights = useRef(new Map());
  const last = useRef(/** @type {any} */ (null));
  const box = useBox(frame);
  const [, measured] = useState(0);
  const [laneless, setLaneless] = useState(/** @type {any} */ (null));
  const key = box && `${box.width}x${box.height}`;
  const chosen = box && plan({ lanes, blocks, columns, laneless: laneless === key });
  const width = box && widthOf(box, chosen.columns);
  /** @param {Block} block */
  const nameOf = (block) => signature(block, width, box.fonts);
  const unknown = box ? chosen.all.filter((/** @type {Block} */ block) => !heights.current.has(nameOf(block))) : [];

  if (box && unknown.length === 0) {
    /** @param {Block} block */
    const sized = (block) => ({ ...block, height: heights.current.get(nameOf(block)) });
    const { height, gap } = box;
    const pages = packed(chosen, { sized, grows, height, gap, columns: chosen.columns, most, newestFirst });
    last.current = pages
      ? { pages, columns: chosen.columns, number: pageNumber(page, pages.length) }
      : { ...last.current, tooHigh: true };
  }
  function measure() {
    if (heights.current.size > CACHE_LIMIT) heights.current.clear();
    layer.current.style.setProperty("width", `${width}px`);
    [...layer.current.children].forEach((element, at) =>
      heights.current.set(nameOf(unknown[at]), element.getBoundingClientRect().height),
    );
    measured((count) => count + 1);
  }
  return { frame, layer, unknown, last, ready: box !== null, measure, giveUpLanes: () => setLaneless(key) };
}

/**
 * @param {{
 *   stage: Stage, page: any, turn?: number, blocks: Block[], lanes?: Block[][] | null, columns?: number,
 *   most?: number, newestFirst?: boolean, grows?: boolean,
 * }} props
 */
export function Flow({
  stage,
  page,
  turn = 0,
  blocks,
  lanes = null,
  columns = 0,
  most = 12,
  newestFirst = false,
  grows = false,
}) {
  const layout = useLayout({ lanes, blocks, columns, most, page, newestFirst, grows });
  const { frame, layer, unknown, last } = layout;
  useLayoutEffect(() => {
    if (!layout.ready) return;
    if (unknown.length > 0) layout.measure();
    else if (last.current?.tooHigh) layout.giveUpLanes();
    else if (last.current?.pages)
      stage.pages({ page: last.current.number, pages: last.current.pages.length, base: page - turn });
  });
  return html`<div class="flow" ref=${frame}>
    ${unknown.length > 0 && html`<ul class="flow__measure" aria-hidden="true" ref=${layer}>
      ${unknown.map((/** @type {Block} */ block) => html`<li class="flow__block" key=${block.key}>${block.node}</li>`)}
    </ul>`}
    ${last.current?.pages && html`<${Page} ...${last.current} newestFirst=${newestFirst} grows=${grows} />`}
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

/** @param {{ pages: any, number: number, columns: number, newestFirst: boolean, grows: boolean }} props */
function Page({ pages, number, columns, newestFirst, grows }) {
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
