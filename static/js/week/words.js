/** The words for the closed lists, as people say them. */
import { t } from "../lib/i18n.js";

const pick = (make) => (key) => make()[key] ?? key ?? "";

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
export const phaseWords = pick(() => ({
  collecting: t("Collecting"),
  grouping: t("Grouping"),
  voting: t("Voting"),
  closed: t("Closed"),
}));
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
export const fateWords = pick(() => ({
  used: t("Used"),
  partly: t("Partly used"),
  parked: t("Parked"),
  not_used: t("Not used"),
  passed_on: t("Passed on"),
  duplicate: t("Double"),
}));
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
export const roleWords = pick(() => ({
  resident: t("Resident"),
  planner: t("Planner"),
  investor: t("Investor"),
  decision_maker: t("Decision maker"),
  policy_maker: t("Policy maker"),
  user: t("User"),
  caretaker: t("Caretaker"),
  worker: t("Worker"),
}));
export const sourceWords = pick(() => ({
  room_qr: t("code on the wall"),
  phone: t("phone"),
  badge_scan: t("badge"),
  manual: t("list"),
  paper: t("paper"),
  kiosk: t("kiosk"),
}));
export const flagWords = pick(() => ({
  auto_exit: t("left at the close"),
  exit_without_entry: t("left without coming in"),
  clock_off: t("clock of the phone is off"),
}));
export const partWords = pick(() => ({
  ourselves: t("We do this ourselves"),
  with_help: t("We need help with this"),
  to_others: t("We leave this to others"),
}));
export const staffWords = pick(() => ({
  facilitator: t("facilitator"),
  organiser: t("organiser"),
  screen: t("projector"),
}));
export const answerWords = pick(() => ({
  asked: t("asked"),
  accepted: t("takes it on"),
  declined: t("does not take it on"),
}));
export const warningWords = pick(() => ({
  fewer_than_three_loops: t("Fewer than three rounds of remarks."),
  loops_less_than_a_day_apart: t("Two rounds were less than a day apart."),
}));

export const GATHERING_CHIP = {
  doors_open: "live",
  running: "live",
  paused: "live",
  planned: undefined,
  closed: undefined,
};
export const ITEM_CHIP = {
  in_review: "live",
  agreed: "good",
  in_framework: "good",
  remarks_in: "given",
  revising: "given",
  dropped: undefined,
};
export const ROUND_CHIP = { open: "live", closed: "given", answered: "given", reported_back: "good" };

const EXAMPLE = /^(Voorbeeld|Example): */;

/** A title where there is little room: the name first, that it is an example after it. */
export const shortTitle = (title) =>
  EXAMPLE.test(title) ? t("{title} (example)", { title: title.replace(EXAMPLE, "") }) : title;
