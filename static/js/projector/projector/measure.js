/** Looking at words as they are drawn: in their own letters, at their own width, with what stands around them.
 *
 *   dividedAt(element, height) -> [{from, to, height}]     of the words in `[data-words]` of it, parts of which each
 *       leaves the element no higher than this; the element is drawn, though out of sight
 *   cutTo(element, text, height) -> how many letters of the text it has room for, with "…" after them
 *   <Said words>     words of a person, with room above and below for letters that stand higher or lower than theirs do
 *   <PartMark part>  "(1 of 2)" after a part
 *   useBox(ref) -> {width, height, gap, columnGap, fonts} | null     measured again when size or letters change
 */
import { html } from "htm/preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { divideText } from "../state/division.js";

/** Letters with more marks than the line has room for: only those are measured. */
const STACKED = /\p{Mn}{2}/u;

/** @param {HTMLElement} element */
const heightOf = (element) => element.getBoundingClientRect().height;

/** Where letter `at` of the words is: its text node, and its place there.
 * @param {Element} words
 */
function placesIn(words) {
  /** @type {{ node: Node, from: number, to: number }[]} */
  const nodes = [];
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  let from = 0;
  while (walker.nextNode()) {
    const { length } = walker.currentNode.textContent ?? "";
    nodes.push({ node: walker.currentNode, from, to: from + length });
    from += length;
  }
  /** @param {number} at */
  return (at) => {
    const found = nodes.find(({ to }) => at <= to) ?? nodes[nodes.length - 1];
    return { node: found.node, at: at - found.from };
  };
}

/**
 * @param {HTMLElement} element
 * @param {number} height
 */
export function dividedAt(element, height) {
  const words = /** @type {HTMLElement} */ (element.querySelector("[data-words]"));
  const text = words.textContent ?? "";
  const tried = /** @type {HTMLElement} */ (element.cloneNode(true));
  const slot = /** @type {HTMLElement} */ (tried.querySelector("[data-words]"));
  const place = placesIn(words);
  element.after(tried);
  /**
   * @param {number} from
   * @param {number} to
   */
  const drawn = (from, to) => {
    const range = document.createRange();
    const [start, end] = [place(from), place(to)];
    range.setStart(start.node, start.at);
    range.setEnd(end.node, end.at);
    slot.replaceChildren(range.cloneContents());
    makeRoom(slot);
    return heightOf(tried);
  };
  const parts = divideText(text, (from, to) => drawn(from, to) <= height);
  const sized = parts.map(({ from, to }) => ({ from, to, height: drawn(from, to) }));
  tried.remove();
  return sized;
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 * @param {number} height
 */
export function cutTo(element, text, height) {
  const tried = /** @type {HTMLElement} */ (element.cloneNode(false));
  tried.style.setProperty("position", "absolute");
  tried.style.setProperty("visibility", "hidden");
  tried.style.setProperty("width", `${element.clientWidth}px`);
  element.after(tried);
  /** @param {string} words */
  const fits = (words) => {
    tried.textContent = words;
    return heightOf(tried) <= height;
  };
  const most = fits(text)
    ? text.length
    : (divideText(text, (from, to) => fits(`${text.slice(from, to)}${to < text.length ? "…" : ""}`))[0]?.to ?? 0);
  tried.remove();
  return most;
}

/** @type {CanvasRenderingContext2D | null} */
let canvas = null;

/** Lines so far apart that letters with many marks stand whole between them. A font says how high its letters are;
 * marks that are stacked on them go beyond, and only drawing tells how far.
 * @param {HTMLElement | null} element
 */
function makeRoom(element) {
  if (!element) return;
  element.style.removeProperty("line-height");
  const text = element.textContent ?? "";
  if (!STACKED.test(text)) return;
  const style = getComputedStyle(element);
  canvas ??= document.createElement("canvas").getContext("2d");
  if (!canvas) return;
  canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const ink = canvas.measureText(text.replace(/\s+/g, " "));
  const apart = ink.fontBoundingBoxAscent - ink.fontBoundingBoxDescent;
  const needed = Math.max(2 * ink.actualBoundingBoxAscent - apart, 2 * ink.actualBoundingBoxDescent + apart);
  if (needed > parseFloat(style.lineHeight))
    element.style.setProperty("line-height", String(Math.ceil((100 * needed) / parseFloat(style.fontSize)) / 100));
}

/** @param {{ words: Markup }} props */
export const Said = ({ words }) =>
  html`<span data-words key=${typeof words === "string" ? words : null} ref=${makeRoom}>${words}</span>`;

/** @param {{ part: Part | null }} props */
export const PartMark = ({ part }) => part && html`<span class="tile__part"> ${t("({n} of {of})", part)}</span>`;

/** @param {Ref<HTMLElement>} ref */
export function useBox(ref) {
  const [box, setBox] = useState(/** @type {any} */ (null));
  useLayoutEffect(() => {
    const element = /** @type {HTMLElement} */ (ref.current);
    let loaded = 0;
    const look = () => {
      const style = getComputedStyle(element);
      /** @type {{ [name: string]: any }} */
      const next = {
        width: element.clientWidth,
        height: element.clientHeight,
        gap: parseFloat(style.rowGap) || 0,
        columnGap: parseFloat(style.columnGap) || 0,
        letters: style.fontSize,
        fonts: loaded,
      };
      setBox((/** @type {any} */ before) =>
        before && Object.keys(next).every((name) => before[name] === next[name]) ? before : next,
      );
    };
    const anew = () => {
      loaded += 1;
      look();
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    document.fonts?.addEventListener?.("loadingdone", anew);
    return () => {
      observer.disconnect();
      document.fonts?.removeEventListener?.("loadingdone", anew);
    };
  }, []);
  return box;
}
