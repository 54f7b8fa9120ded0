/** The words for the closed lists of the plan, as staff say them. */
import { t } from "../lib/i18n.js";
import { pick } from "../spine/lists.js";

export const itemWords = pick(() => ({
  draft: t("Draft"),
  in_review: t("In review"),
  remarks_in: t("Remarks are in"),
  revising: t("Being revised"),
  agreed: t("Agreed"),
  in_framework: t("In the framework"),
  dropped: t("Dropped"),
}));

export const roundWords = pick(() => ({
  planned: t("planned"),
  open: t("open"),
  closed: t("closed, waiting for answers"),
  answered: t("answered"),
  reported_back: t("reported back"),
}));

export const kindWords = pick(() => ({
  framework: t("Framework"),
  solution: t("Solution"),
  scenario: t("Scenario"),
  rule: t("Rule of the game"),
  building_block: t("Building block"),
}));

export const grainWords = pick(() => ({ coarse: t("Coarse: the big story"), fine: t("Fine: every day") }));
export const remarkWords = pick(() => ({
  support: t("Support"),
  improvement: t("Improvement"),
  objection: t("Objection"),
  question: t("Question"),
  critical_point: t("Critical point"),
}));

export const outcomeWords = pick(() => ({
  adopted: t("Adopted"),
  partly: t("Partly adopted"),
  not_adopted: t("Not adopted"),
  passed_on: t("Passed on"),
}));

export const warningWords = pick(() => ({
  fewer_than_three_loops: t("Fewer than three rounds of remarks."),
  loops_less_than_a_day_apart: t("Two rounds were less than a day apart."),
}));

/** @type {{ [state: string]: string | undefined }} */
export const ITEM_CHIP = {
  in_review: "live",
  agreed: "good",
  in_framework: "good",
  remarks_in: "given",
  revising: "given",
  dropped: undefined,
};

/** @type {{ [state: string]: string | undefined }} */
export const ROUND_CHIP = { open: "live", closed: "given", answered: "given", reported_back: "good" };
