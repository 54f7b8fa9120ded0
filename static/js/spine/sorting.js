/** The order of names. All pure.
 *
 *   compareNames(lang) -> (a, b) => number  the order of the language; who has no name comes last
 *   byName(things, lang) -> [thing]         things with a name in that order
 *
 * `charrette/spine/names.py` orders the same way; tests/data/text/names.json holds both to it.
 */
import { hasText } from "./texts.js";

/** A name without its signs: *’t Hart* stands with the t.
 * @param {string | null | undefined} name
 */
const lettersOf = (name) => (name ?? "").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim();

/** @param {string} lang */
export function compareNames(lang) {
  const { compare } = new Intl.Collator(lang, { numeric: true });
  /** @type {Map<string | null | undefined, string>} */
  const letters = new Map();
  /** @param {string | null | undefined} name */
  const keyOf = (name) => {
    if (!letters.has(name)) letters.set(name, lettersOf(name));
    return letters.get(name) ?? "";
  };
  /**
   * @param {string | null | undefined} a
   * @param {string | null | undefined} b
   */
  return (a, b) => Number(!hasText(a)) - Number(!hasText(b)) || compare(keyOf(a), keyOf(b));
}

/** Things with a name in the order in which the language sorts names.
 * @template {{ id: number, name: string }} T
 * @param {T[]} things
 * @param {string} lang
 */
export function byName(things, lang) {
  const compare = compareNames(lang);
  return [...things].sort((a, b) => compare(a.name, b.name) || a.id - b.id);
}
