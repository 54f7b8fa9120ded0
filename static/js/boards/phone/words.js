/** What participants read about their ideas. */
import { t } from "../../lib/i18n.js";

/** Who will read what is being written, said at the moment of writing.
 * @param {{ named: boolean, youth: boolean }} parts
 */
export function readersOfIdeas({ named, youth }) {
  if (youth) return t("Everybody can read it. Nobody sees who you are.");
  return named
    ? t("Everybody can read it, without your name. The facilitator can see that it is yours.")
    : t("Everybody can read it. You gave no name, so nobody sees one.");
}
