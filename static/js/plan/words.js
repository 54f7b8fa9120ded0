/** What several screens say of a remark. */
import { t } from "../lib/i18n.js";

/** What was said; who agrees may have ticked that alone.
 * @param {{ text: string }} remark
 */
export const saidOf = ({ text }) => text || t("(without an explanation)");
