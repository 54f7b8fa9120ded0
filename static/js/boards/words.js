/** The words for the closed lists of boards, as staff say them. */
import { t } from "../lib/i18n.js";
import { pick } from "../spine/lists.js";

export const phaseWords = pick(() => ({
  collecting: t("Collecting"),
  grouping: t("Grouping"),
  voting: t("Voting"),
  closed: t("Closed"),
}));

export const fateWords = pick(() => ({
  used: t("Used"),
  partly: t("Partly used"),
  parked: t("Parked"),
  not_used: t("Not used"),
  passed_on: t("Passed on"),
  duplicate: t("Double"),
}));
