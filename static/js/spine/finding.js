/** Finding by typed words, and who is alike. All pure.
 *
 *   foldedOf(text) -> "jan van den berg"    words without capitals, accents, apostrophes, dashes, or what nobody sees
 *   finds(query, ...texts) -> bool          each word of the query begins a word of a text, in any order
 *   findsInside(query, ...texts) -> bool    the same, also further on in a word: "brug" finds "voetgangersbrug"
 *   isAlike(name, other) -> bool            they may be names of the same person
 *   AT_A_GLANCE                             as many names as are not searched
 *
 * `charrette/spine/names.py` folds the same way; tests/data/text/names.json holds both to it.
 */

/** Letters that do not come apart in Unicode, as somebody without a key for them types them. */
const TYPED_AS = {
  ...{ ss: "ß", ae: "æ", oe: "œ", th: "þ", a: "ɑ", b: "ɓ", d: "đðɖɗ", e: "əɛ", g: "ɣ", h: "ħ" },
  ...{ i: "ıɨ", j: "ȷ", k: "ĸƙ", l: "ł", n: "ŋɲ", o: "øɔ", t: "ŧ", y: "ƴ", σ: "ς" },
  ...{ ك: "ک", ي: "یى", ه: "ة" },
};
const LETTERS = /** @type {Record<string, string>} */ (
  Object.fromEntries(Object.entries(TYPED_AS).flatMap(([plain, all]) => [...all].map((letter) => [letter, plain])))
);
const ODD_LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
/** Accents, and what takes no ink; white space parts words. The stretched line of Arabic is no letter. */
const DROPPED = /(?!\p{White_Space})[\p{M}\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\u0640\u2800]/gu;
/** Letters by Unicode that are apostrophes to who reads them. */
const LIKE_APOSTROPHES = /[\u02b9-\u02c8\ua78b\ua78c\u07f4\u07f5]/g;
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;
const WORD = /[\p{L}\p{N}]+/gu;
/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const NUMBER_SIGN = /(^|\s)(?:#|nr\.?|no\.?)\s*(?=\d)/giu;
/** Of shorter words one letter more or less is another name: Jan and Jana. */
const LEAST_LETTERS_OF_A_SLIP = 4;

/** @typedef {string | number | null | undefined} Searched   a number is found by its first digits: "#7", "7" */

/** @param {string} text */
function wordsOf(text) {
  const letters = text
    .normalize("NFKD")
    .replace(DROPPED, "")
    .toLowerCase()
    .replace(ODD_LETTER, (letter) => LETTERS[letter])
    .replace(LIKE_APOSTROPHES, "'")
    .replace(ARABIC_DIGIT, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
  return /** @type {string[]} */ (letters.match(WORD) ?? []);
}

/** What was folded before, as a list is searched anew at each letter that is typed.
 * @type {Map<string, string>}
 */
const known = new Map();
const MOST_KNOWN = 20_000;

/** @param {string | null | undefined} text */
export function foldedOf(text) {
  if (!text) return "";
  const before = known.get(text);
  if (before !== undefined) return before;
  const folded = wordsOf(text).join(" ");
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, folded);
  return folded;
}

/** What begins a word, also where the text has a space or an apostrophe more: "dhont" in "d hont".
 * @param {string} word
 */
const beginning = (word) => new RegExp(`(?:^| )${[...word].join(/\d/.test(word) ? "" : " ?")}`, "u");

/** How one stretch of typed letters is looked for in folded texts.
 * @param {string} typed
 * @param {boolean} inside
 * @returns {((text: string) => boolean) | null}   null: there are only signs in it
 */
function seeker(typed, inside) {
  const words = wordsOf(typed);
  if (words.length === 0) return null;
  const whole = beginning(words.join(""));
  const parts = words.map((word) => {
    const begins = beginning(word);
    const anywhere = UNSPACED.test(word) || (inside && /\p{L}/u.test(word));
    return (/** @type {string} */ text) => begins.test(text) || (anywhere && text.includes(word));
  });
  return (text) => whole.test(text) || parts.every((part) => part(text));
}

/** What is searched and seen as it is: of signs and emoji nothing is folded.
 * @param {Searched} text
 */
const signsOf = (text) =>
  String(text ?? "")
    .normalize("NFKC")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{White_Space}]/gu, "")
    .toLowerCase();

/** What is looked for, taken apart once for the whole list.
 * @param {string} query
 * @param {boolean} inside
 */
function asked(query, inside) {
  if (last.query === query && last.inside === inside) return last;
  const typed = query.normalize("NFKC").replace(NUMBER_SIGN, "$1#").split(/\s+/u);
  const words = typed.flatMap((word) => {
    const found = seeker(word, inside);
    return found ? [{ found, digits: foldedOf(word), signed: word.startsWith("#") }] : [];
  });
  last = { query, inside, words, whole: beginning(wordsOf(query).join("")) };
  return last;
}

/** @typedef {{ found: (text: string) => boolean, digits: string, signed: boolean }} Sought */
/** @type {{ query: string | null, inside: boolean, words: Sought[], whole: RegExp }} */
let last = { query: null, inside: false, words: [], whole: /(?:)/ };

/**
 * @param {string} query
 * @param {Searched[]} searched
 * @param {boolean} inside
 */
function look(query, searched, inside) {
  const numbers = searched.filter((one) => typeof one === "number").map(String);
  const texts = searched.filter((one) => typeof one === "string");
  const { words: sought, whole } = asked(query, inside);
  /** @param {Sought} word */
  const isNumber = (word) => word.signed && numbers.length > 0;
  if (sought.length === 0) {
    const signs = signsOf(query);
    return signs === "" || texts.some((text) => signsOf(text).includes(signs));
  }
  const folded = texts.map(foldedOf);
  if (!sought.some(isNumber) && folded.some((text) => whole.test(text))) return true;
  return sought.every(
    (word) =>
      numbers.some((number) => number.startsWith(word.digits)) ||
      (!isNumber(word) && folded.some((text) => word.found(text))),
  );
}

/**
 * @param {string} query
 * @param {Searched[]} texts
 */
export const finds = (query, ...texts) => look(query, texts, false);

/**
 * @param {string} query
 * @param {Searched[]} texts
 */
export const findsInside = (query, ...texts) => look(query, texts, true);

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

/** All words of the one are in the other: "Truus" and "Truus Bakker", not "Truus" and "Geertruus". Of two words or more
 * one may be a letter apart.
 * @param {string | null | undefined} name
 * @param {string | null | undefined} other
 */
export function isAlike(name, other) {
  const [some, more] = [wordsOf(name ?? ""), wordsOf(other ?? "")].sort((a, b) => a.length - b.length);
  if (some.length === 0) return false;
  if (some.join("") === more.join("")) return true;
  const missing = some.filter((word) => !more.includes(word));
  if (missing.length === 0) return true;
  const others = more.filter((word) => !some.includes(word));
  return missing.length === 1 && some.length > 1 && others.some((word) => isSlip(word, missing[0]));
}

/** As many names as one takes in at a glance; more are searched. */
export const AT_A_GLANCE = 8;
