/** Finding by typed words. All pure; who is alike is in alike.js.
 *
 *   foldedOf(text) -> "jan van den berg"    words without capitals, accents, apostrophes, dashes, or what nobody sees
 *   wordsIn(text) -> [["anna", "muller"], ["anna", "mueller"]]   its words, in each way in which they may be typed
 *   finds(query, ...texts) -> bool          each word of the query begins a word of a text, in any order; beside one
 *                                           that does, an initial is enough: "jan bakker" finds "J.P. Bakker"
 *   findsInside(query, ...texts) -> bool    the same, also further on in a word: "brug" finds "voetgangersbrug"
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
/** Letters that somebody without a key for them may type as two. */
const AS_TWO = /** @type {Record<string, string>} */ ({ ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" });
const TYPED_AS_TWO = new RegExp(`[${Object.keys(AS_TWO).join("")}]`, "g");
/** Prefixes of names that are written as one word. */
const CONTRACTED = /(^| )vd(?= |$)/g;

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

const MOST_KNOWN = 20_000;

/** What was folded before is known, as a list is searched anew at each letter that is typed.
 * @template T
 * @param {(text: string) => T} fold
 */
function knowing(fold) {
  /** @type {Map<string, T>} */
  const known = new Map();
  return (/** @type {string} */ text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const folded = fold(text);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, folded);
    return folded;
  };
}

const folded = knowing((text) => wordsOf(text).join(" "));

/** @param {string | null | undefined} text */
export const foldedOf = (text) => (text ? folded(text) : "");

/** The same words with what is contracted taken apart, and once more when letters in them may be typed as two. */
const foldings = knowing((text) => {
  const lower = text.normalize("NFC").toLowerCase();
  const asTwo = lower.replace(TYPED_AS_TWO, (letter) => AS_TWO[letter]);
  return (asTwo === lower ? [text] : [text, asTwo]).map((one) => foldedOf(one).replace(CONTRACTED, "$1v d"));
});

/** @param {string | null | undefined} text */
export const wordsIn = (text) => foldings(text ?? "").map((one) => one.split(" ").filter(Boolean));

/** What begins a word, also where the text has a space or an apostrophe more: "dhont" in "d hont".
 * @param {string} word
 */
const beginning = (word) => new RegExp(`(?:^| )${[...word].join(/\d/.test(word) ? "" : " ?")}`, "u");

/** Whether a text has the initial of each word, as a word.
 * @param {string[]} words
 */
function initials(words) {
  const each = words.map((word) => new RegExp(`(?:^| )${word.match(/^\p{L}/u) ?? "$^"}(?: |$)`, "u"));
  return (/** @type {string} */ text) => each.every((initial) => initial.test(text));
}

/** How one stretch of typed letters is looked for in folded texts.
 * @param {string[]} words
 * @param {boolean} inside
 * @returns {((text: string) => boolean) | null}   null: there are only signs in it
 */
function seeker(words, inside) {
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

/** @typedef {(text: string) => boolean} Look */
/** @typedef {{ found: Look, short: Look, digits: string, signed: boolean }} Sought */
/** @typedef {{ words: Sought[], whole: RegExp }} Asked */

/** A question in one of the ways in which it may be meant.
 * @param {string[][]} stretches the words of each stretch of letters
 * @param {boolean[]} signed which of these begin with the sign of a number
 * @param {boolean} inside
 * @returns {Asked}
 */
function asked(stretches, signed, inside) {
  const words = stretches.flatMap((one, at) => {
    const found = seeker(one, inside);
    return found ? [{ found, short: initials(one), digits: one.join(" "), signed: signed[at] }] : [];
  });
  return { words, whole: beginning(stretches.flat().join("")) };
}

/** What is looked for, taken apart once for the whole list: as it was typed, and with letters that are typed as two.
 * @param {string} query
 * @param {boolean} inside
 */
function waysOf(query, inside) {
  if (last.query === query && last.inside === inside) return last.ways;
  const typed = query.normalize("NFKC").replace(NUMBER_SIGN, "$1#").split(/\s+/u);
  const signed = typed.map((word) => word.startsWith("#"));
  const read = typed.map(wordsIn);
  const count = Math.max(...read.map((each) => each.length));
  const ways = Array.from({ length: count }, (_, at) =>
    asked(
      read.map((each) => each[at] ?? each[0]),
      signed,
      inside,
    ),
  );
  last = { query, inside, ways };
  return ways;
}

/** @type {{ query: string | null, inside: boolean, ways: Asked[] }} */
let last = { query: null, inside: false, ways: [] };

/** Whether all words are there, or beside some that are there the initials of the others.
 * @param {Asked} asked
 * @param {string[]} numbers
 * @param {string[]} texts
 */
function hasAll({ words, whole }, numbers, texts) {
  /** @param {Sought} word */
  const isNumber = (word) => word.signed && numbers.length > 0;
  if (!words.some(isNumber) && texts.some((text) => whole.test(text))) return true;
  const there = words.map(
    (word) =>
      numbers.some((number) => number.startsWith(word.digits)) ||
      (!isNumber(word) && texts.some((text) => word.found(text))),
  );
  if (!there.includes(true)) return false;
  return words.every((word, at) => there[at] || (!isNumber(word) && texts.some((text) => word.short(text))));
}

/**
 * @param {string} query
 * @param {Searched[]} searched
 * @param {boolean} inside
 */
function look(query, searched, inside) {
  const numbers = searched.filter((one) => typeof one === "number").map(String);
  const texts = searched.filter((one) => typeof one === "string");
  const ways = waysOf(query, inside);
  if (ways[0].words.length === 0) {
    const signs = signsOf(query);
    return signs === "" || texts.some((text) => signsOf(text).includes(signs));
  }
  const read = texts.flatMap(foldings);
  return ways.some((way) => hasAll(way, numbers, read));
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

/** As many names as one takes in at a glance; more are searched. */
export const AT_A_GLANCE = 8;
