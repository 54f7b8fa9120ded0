/** Words for the closed lists of the domain; pages have the same in templates/phones/_words.html. */
import { t } from "../../lib/i18n.js";

export const gatheringWords = (state) =>
  ({
    planned: t("not begun yet"),
    doors_open: t("doors open"),
    running: t("going on now"),
    paused: t("break"),
    closed: t("closed"),
    minutes_drafted: t("closed"),
    minutes_agreed: t("closed"),
    cancelled: t("cancelled"),
    moved: t("moved to another day"),
  })[state] ?? "";

export const gatheringChip = (state) => ({ doors_open: "live", running: "live", paused: "waiting" })[state];

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

export const remarkKinds = () => [
  ["support", t("I support this")],
  ["improvement", t("This can be better")],
  ["objection", t("This cannot be done")],
  ["question", t("I have a question")],
  ["critical_point", t("Mind this point")],
];

export const remarkWords = (kind) => new Map(remarkKinds()).get(kind) ?? "";

export const remarkOutcomeWords = (outcome) =>
  ({
    adopted: t("taken over"),
    partly: t("partly taken over"),
    not_adopted: t("not taken over"),
    passed_on: t("passed on"),
  })[outcome] ?? "";

/** Who will read what is being written, said at the moment of writing. */
export function readersOfIdeas({ named, youth }) {
  if (youth) return t("Everybody can read it. Nobody sees who you are.");
  return named
    ? t("Everybody can read it, without your name. The facilitator can see that it is yours.")
    : t("Everybody can read it. You gave no name, so nobody sees one.");
}

export function readersOfRemarks({ named, youth }) {
  return named && !youth
    ? t("At the report back everybody reads it, without your name. The facilitator can see that it is yours.")
    : t("At the report back everybody reads it. You gave no name, so nobody sees one.");
}

/** What is said aloud when the server has it, and not a moment before. */
export const savedWords = (type) =>
  ({
    post_idea: t("Sent. It stands under your ideas."),
    add_remark: t("Sent. It stands under your remarks."),
    cast_vote: t("Voted."),
    take_back_vote: t("Vote taken back."),
    check_in: t("You are checked in."),
    check_out: t("You are checked out. See you soon."),
    edit_idea: t("Saved."),
    withdraw_idea: t("Taken back."),
  })[type] ?? null;

/** A press of an earlier visit that the server refused: what it was about. */
export const refusedWords = (type) =>
  ({
    cast_vote: t("Your vote was not counted."),
    take_back_vote: t("Your vote was not taken back."),
    check_in: t("You are not checked in."),
    check_out: t("You are not checked out."),
    edit_idea: t("Your idea was not changed."),
    withdraw_idea: t("Your idea was not taken back."),
  })[type] ?? t("That did not work.");
