/** Who may be the same person, by their names. All pure.
 *
 *   isAlike(name, other) -> bool
 *
 * tests/data/text/names.json has examples.
 */
import { wordsIn } from "./finding.js";

/** Of shorter words one letter more or less is another name: Jan and Jana. */
const LEAST_LETTERS_OF_A_SLIP = 4;
/** Before a surname, and often written or heard as another one. */
const PREFIXES = new Set("van de den der des het t ten ter te v d von zu du di del della dos el al bin ibn".split(" "));
/** As they stand on a list of paper. */
const TITLES = new Set("dhr heer meneer mevr mevrouw mw mej mr mrs ms dr drs ir ing prof fam familie".split(" "));

/** Whether one letter was added, left out, changed, or swapped with the next.
 * @param {string} a
 * @param {string} b
 */
function isSlip(a, b) {
  if (Math.min(a.length, b.length) < LEAST_LETTERS_OF_A_SLIP || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)) return true;
  const [left, right] = [a.slice(at), b.slice(at)];
  return left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1);
}

/** What a name is known by: without prefixes and titles, unless it has nothing else.
 * @param {string[]} words
 */
function coreOf(words) {
  const core = words.filter((word) => !PREFIXES.has(word) && !TITLES.has(word));
  return core.length > 0 ? core : words;
}

/** @param {string} a @param {string} b */
const isInitialOf = (a, b) => a.length === 1 && /\p{L}/u.test(a) && b.startsWith(a);

/** @param {string} a @param {string} b */
const fits = (a, b) => a === b || isInitialOf(a, b) || isInitialOf(b, a);

/** @param {string[]} name @param {string[]} other */
function sameWords(name, other) {
  if (name.length === 0 || other.length === 0) return false;
  if (name.join("") === other.join("")) return true;
  const [some, more] = [coreOf(name), coreOf(other)].sort((a, b) => a.length - b.length);
  const missing = some.filter((word) => !more.some((one) => fits(word, one)));
  const known = some.some((word) => word.length > 1 && more.includes(word));
  if (missing.length === 0) return known || some.every((word) => more.includes(word));
  const others = more.filter((word) => !some.includes(word));
  return missing.length === 1 && some.length > 1 && others.some((word) => isSlip(word, missing[0]));
}

/** All words of the one are in the other: "Truus" and "Truus Bakker", not "Truus" and "Geertruus". Beside a word that
 * is the same, initials are enough. Of two words or more one may be a letter apart.
 * @param {string | null | undefined} name
 * @param {string | null | undefined} other
 */
export function isAlike(name, other) {
  const others = wordsIn(other);
  return wordsIn(name).some((one) => others.some((two) => sameWords(one, two)));
}
