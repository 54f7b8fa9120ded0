/** What participants read about their ideas; pages have the same in templates/attendance/_words.html. */
import { t } from "../../lib/i18n.js";

/** @param {string} outcome */
export const outcomeWords = (outcome) =>
  ({
    hidden: t("The facilitator took this idea off the board."),
    used: t("Used."),
    partly: t("Partly used."),
    parked: t("Kept for later."),
    not_used: t("Not used."),
    passed_on: t("Passed on."),
    duplicate: t("The same as another idea."),
    on_agenda: t("It is on an area agenda."),
    grouped: t("Put together with other ideas."),
  })[outcome] ?? "";

/** Who will read what is being written, said at the moment of writing.
 * @param {{ named: boolean, youth: boolean }} parts
 */
export function readersOfIdeas({ named, youth }) {
  if (youth) return t("Everybody can read it. Nobody sees who you are.");
  return named
    ? t("Everybody can read it, without your name. The facilitator can see that it is yours.")
    : t("Everybody can read it. You gave no name, so nobody sees one.");
}
