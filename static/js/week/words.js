/** The words for the closed lists of the week, as staff say them. */
import { t } from "../lib/i18n.js";
import { pick } from "../spine/lists.js";

export const gatheringWords = pick(() => ({
  planned: t("planned"),
  doors_open: t("doors open"),
  running: t("running"),
  paused: t("break"),
  closed: t("closed"),
  minutes_drafted: t("minutes drafted"),
  minutes_agreed: t("minutes agreed"),
  cancelled: t("cancelled"),
  moved: t("moved"),
}));

export const weekWords = pick(() => ({
  preparation: t("preparation"),
  week: t("the week"),
  aftercare: t("aftercare"),
  closed: t("closed"),
}));

/** @type {{ [state: string]: string | undefined }} */
export const GATHERING_CHIP = {
  doors_open: "live",
  running: "live",
  paused: "live",
  planned: undefined,
  closed: undefined,
};
