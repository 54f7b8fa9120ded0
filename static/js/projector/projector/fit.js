/** One text as large as its place allows, never below the size that the back row can read: what is too long for that
 * goes on pages.
 *
 *   <Fit stage page sizes=["idea--xl", "idea--l", "idea--m", "idea--s"] class="idea" words />
 * Titles that were cut above (title.js) stand whole on pages after it.
 */
import { html } from "htm/preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import { directionOf } from "../state/division.js";
import { pageNumber } from "../state/flow.js";
import { dividedAt, Said, useBox } from "./measure.js";
import { LongTitles } from "./title.js";

/** The pages of one text: all of it in the largest letters that fit, else parts of it in the smallest.
 * @param {HTMLElement} probe
 * @param {string} words
 * @param {{ height: number, sizes: string[], name: string }} room
 */
function pagesOf(probe, words, { height, sizes, name }) {
  for (const size of sizes) {
    probe.className = `${name} ${size}`;
    if (probe.getBoundingClientRect().height <= height) return [{ words, size, direction: "auto" }];
  }
  const parts = dividedAt(probe, height);
  return parts.map(({ from, to }, at) => ({
    words: words.slice(from, to),
    size: sizes[sizes.length - 1],
    direction: directionOf(words, { n: at + 1, of: parts.length }),
  }));
}

/** @param {{ stage: Stage, page: number, sizes: string[], class: string, words: string }} props */
export function Fit({ stage, page, sizes, class: name, words }) {
  const outer = useRef(/** @type {any} */ (null));
  const probes = useRef(/** @type {any} */ (null));
  const box = useBox(outer);
  const texts = [words, ...useContext(LongTitles)];
  const sig = box && JSON.stringify([box, texts]);
  const [laid, setLaid] = useState(/** @type {any} */ (null));
  useLayoutEffect(() => {
    if (!box) return;
    const room = { height: box.height, sizes, name };
    const pages = texts.flatMap((text, at) => pagesOf(probes.current.children[at], text, room));
    setLaid({ sig, pages });
  }, [sig]);
  const number = laid ? pageNumber(page, laid.pages.length) : 1;
  useLayoutEffect(() => {
    if (laid && laid.sig === sig) stage.pages({ page: number, pages: laid.pages.length, asked: page });
  });
  const shown = laid?.pages[number - 1];
  return html`<div class="fit" ref=${outer}>
    ${(!laid || laid.sig !== sig) && html`<div class="fit__measure" aria-hidden="true" ref=${probes}>
      ${texts.map((text, at) => html`<div class=${name} key=${at}><p dir="auto"><${Said} words=${text} /></p></div>`)}
    </div>`}
    ${shown && html`<div class=${`${name} ${shown.size}`}>
      <p dir=${shown.direction}><${Said} words=${shown.words} /></p>
    </div>`}
  </div>`;
}
