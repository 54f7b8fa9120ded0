/** What is kept of one half-typed text (lib/drafts.js). All pure.
 *
 *   isDraft(kept)      there are words, or none that are to take the place of some
 *   choicesIn(kept)    what was chosen beside them, to compare
 *   isKept(kept)       there is either; what is neither is the mark of a text that is gone
 *   draftIn(stored)    the draft in what localStorage gave; null when there is none
 */

/** Nothing typed is no draft, unless it is to take the place of words that stand somewhere.
 * @param {Draft} kept
 */
export const isDraft = (kept) => kept.text !== "" || kept.base !== undefined;
/** Something was chosen beside the words, or before them.
 * @param {Draft | null} [kept]
 */
export const choicesIn = (kept) => JSON.stringify(Object.entries(kept?.chosen ?? {}).sort());
/** @param {Draft} kept */
export const isKept = (kept) => isDraft(kept) || choicesIn(kept) !== "[]";

/** @param {string | null} stored */
export function draftIn(stored) {
  try {
    const kept = JSON.parse(stored ?? "null");
    return typeof kept?.text === "string" && isKept(kept) ? /** @type {Draft} */ (kept) : null;
  } catch {
    return null;
  }
}
