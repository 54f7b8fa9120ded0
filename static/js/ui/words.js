/** Words for the values of closed lists, in the language of the page.
 *
 *   wordOf("round_state", "open")             as staff read it, in the middle of a line
 *   titleOf("item_state", "draft")            the same with a capital, where it stands alone
 *   toldOf("gathering_state", "running")      as participants read it
 *   toneOf("round_state", "open")             the colour of its chip; undefined when it has none
 *   valuesOf("remark_kind")                   all values, in their order
 *   nameOf("Voorbeeld: Budgetten")            a title of the script, the name first: "Budgetten (voorbeeld)"
 *
 * A value that we do not know is shown as it is: the server may be newer than the page.
 */
import { t, word } from "../lib/i18n.js";
import { LISTS } from "../lists.js";

/** @typedef {string | null | undefined} Value */

/** @param {string} list @param {Value} value */
const known = (list, value) => (value ? LISTS[list]?.[value] : undefined);

/** @param {string} list @param {Value} value */
export function wordOf(list, value) {
  const found = known(list, value);
  return found ? word(list, found.words) : (value ?? "");
}

/** @param {string} list @param {Value} value */
export function titleOf(list, value) {
  const text = wordOf(list, value);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @param {string} list @param {Value} value */
export function toldOf(list, value) {
  const found = known(list, value);
  return found?.participants ? word(`${list}, participants`, found.participants) : wordOf(list, value);
}

/** @param {string} list @param {Value} value */
export const toneOf = (list, value) => known(list, value)?.tone;

/** @param {string} list */
export const valuesOf = (list) => Object.keys(LISTS[list] ?? {});

const EXAMPLE = /^(Voorbeeld|Example): */;

/** @param {string} title */
export const nameOf = (title) =>
  EXAMPLE.test(title) ? t("{title} (example)", { title: title.replace(EXAMPLE, "") }) : title;
