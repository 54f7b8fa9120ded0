/** Titles that people wrote: so many lines above the picture, and one that is longer whole on the last page.
 *
 *   <Clamped tag class words lines onCut />      the first lines of it, with "…" when there are more; onCut(words |
 *                                                null) hears it
 *   <LongTitles.Provider value=[words]>          around what has pages: the titles that were cut
 *   titleBlocks(words) -> blocks                 those titles, for its pages
 *   useLongTitles() -> [long, noting]            noting(name)(words | null) keeps what was cut
 */
import { createContext } from "preact";
import { html } from "htm/preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { directionOf, textBlock } from "../state/division.js";
import { cutTo, Said, useBox } from "./measure.js";

const FIRST_PART = { n: 1, of: 2 };

export const LongTitles = createContext(/** @type {string[]} */ ([]));

/**
 * @param {{
 *   tag: string, class: string, words: string, lines: number, onCut?: (words: string | null) => void,
 * }} props
 */
export function Clamped({ tag, class: name, words, lines, onCut = () => {} }) {
  const element = useRef(/** @type {any} */ (null));
  const box = useBox(element);
  const [cut, setCut] = useState({ words: "", at: 0 });
  const at = cut.words === words ? cut.at : words.length;
  useLayoutEffect(() => {
    if (!box) return;
    const room = parseFloat(getComputedStyle(element.current).lineHeight) * lines + 1;
    const length = cutTo(element.current, words, room);
    setCut((before) => (before.words === words && before.at === length ? before : { words, at: length }));
    onCut(length < words.length ? words : null);
  }, [words, lines, box?.width, box?.letters, box?.fonts]);
  return html`<${tag} class=${name} dir=${directionOf(words, at < words.length ? FIRST_PART : null)} ref=${element}>
    ${at < words.length ? `${words.slice(0, at)}…` : words}
  <//>`;
}

export function useLongTitles() {
  const [long, setLong] = useState(/** @type {{ [name: string]: string }} */ ({}));
  /** @param {string} name */
  const noting = (name) => (/** @type {string | null} */ words) =>
    setLong((before) => ((before[name] ?? null) === words ? before : { ...before, [name]: words ?? "" }));
  const names = Object.values(long).filter(Boolean);
  const kept = useRef(names);
  if (names.join("\n") !== kept.current.join("\n")) kept.current = names;
  return /** @type {const} */ ([kept.current, noting]);
}

/** @param {string[]} titles */
export const titleBlocks = (titles) =>
  titles.map((words, at) =>
    textBlock({
      key: `title-${at}`,
      sig: words,
      words,
      draw: (from, to, part) => html`<p class="flow__whole" dir=${directionOf(words, part)}>
        <${Said} words=${words.slice(from, to)} />
      </p>`,
    }),
  );
