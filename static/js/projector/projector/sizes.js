/** Blocks measured as they will stand on a page, each once as long as its words and the picture are the same.
 *
 *   createSizes() -> {of(box, columns) -> {look, measure}, tidy}
 *       look(block, how, height) -> what is known (state/division.js says what), or undefined
 *   <Measuring unknown full measure />   draws what is unknown out of sight, and gives the elements in the same order
 */
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { dividedAt } from "./measure.js";

/** Heights by width and words; one picture rarely has more than a few hundred. */
const CACHE_LIMIT = 4000;

/** Stands in for the numbers of a part while it is measured: none is wider. */
const WIDEST_PART = { n: 88, of: 88 };

/** What was measured of a block, by what its height depends on. */
export function createSizes() {
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

/** What has to be measured, drawn out of sight: as it stands in a column of its width, or over the whole width.
 * @param {{ unknown: Unmeasured[], full: number, measure: (elements: HTMLElement[]) => void }} props
 */
export function Measuring({ unknown, full, measure }) {
  const layers = useRef(/** @type {any} */ ({}));
  useLayoutEffect(() => {
    layers.current.narrow?.style.setProperty("width", `${full}px`);
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
        ({ block, how, width }) => html`<li
          class="flow__block"
          key=${`${block.key} ${how} ${width}`}
          ref=${(/** @type {HTMLElement | null} */ row) => row?.style.setProperty("width", `${wide ? full : width}px`)}
        >
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
