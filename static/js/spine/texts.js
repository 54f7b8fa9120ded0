/** Text is what people see. All pure.
 *
 *   isBlank(text)        nobody can read anything in it: the rule of charrette/spine/texts.py
 *   hasText(text)        the opposite
 */
const SEEN = /[^\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{White_Space}\p{M}\u2800]/u;

/** @param {string | null | undefined} text */
export const hasText = (text) => SEEN.test(text ?? "");

/** @param {string | null | undefined} text */
export const isBlank = (text) => !hasText(text);
