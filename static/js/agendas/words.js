/** The words for the closed lists of agendas. */
import { t } from "../lib/i18n.js";
import { pick } from "../spine/lists.js";

export const partWords = pick(() => ({
  ourselves: t("We do this ourselves"),
  with_help: t("We need help with this"),
  to_others: t("We leave this to others"),
}));

export const answerWords = pick(() => ({
  asked: t("asked"),
  accepted: t("takes it on"),
  declined: t("does not take it on"),
}));
