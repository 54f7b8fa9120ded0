/** What several screens say of remarks. */
import { t } from "../lib/i18n.js";

/** What was said; who agrees may have ticked that alone.
 * @param {{ text: string }} remark
 */
export const saidOf = ({ text }) => text || t("(without an explanation)");

/** Where a version has no remarks: "yet" as long as one may still come.
 * @param {string} state   of the round
 */
export const noRemarks = (state) => (["planned", "open"].includes(state) ? t("No remarks yet.") : t("No remarks."));
