/** Text is what people see. All pure.
 *
 *   isBlank(text)        nobody can read anything in it: the rule of charrette/spine/texts.py
 *   hasText(text)        the opposite
 *   lettersIn(text)      how many letters the server counts, as it keeps what is sent: composed, nothing around it
 */
const SEEN = /[^\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{White_Space}\p{M}\u2800]/u;

/** @param {string | null | undefined} text */
export const hasText = (text) => SEEN.test(text ?? "");

/** @param {string | null | undefined} text */
export const isBlank = (text) => !hasText(text);

/** @param {string | null | undefined} text */
export const lettersIn = (text) => [...(text ?? "").trim().normalize("NFC")].length;
