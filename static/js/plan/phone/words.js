/** What participants read about their remarks. */
import { t } from "../../lib/i18n.js";

/** Who will read what is being written, said at the moment of writing.
 * @param {{ named: boolean, youth: boolean }} parts
 */
export function readersOfRemarks({ named, youth }) {
  return named && !youth
    ? t("At the report back everybody reads it, without your name. The facilitator can see that it is yours.")
    : t("At the report back everybody reads it. You gave no name, so nobody sees one.");
}
