/** The words for what a projector shows. */
import { t } from "../lib/i18n.js";
import { pick } from "../spine/lists.js";

export const viewWords = pick(() => ({
  join: t("Join"),
  board: t("Board"),
  idea: t("One idea"),
  results: t("Results"),
  step: t("Step"),
  round: t("Review round"),
  report: t("Report back"),
  black: t("Black"),
}));
