/** What the phone says of a press: when the server has it, and when it was refused. */
import { t } from "../../lib/i18n.js";

/** What is said aloud when the server has it, and not a moment before.
 * @param {string} type
 */
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

/** A press of an earlier visit that the server refused: what it was about.
 * @param {string} type
 */
export const refusedWords = (type) =>
  ({
    cast_vote: t("Your vote was not counted."),
    take_back_vote: t("Your vote was not taken back."),
    check_in: t("You are not checked in."),
    check_out: t("You are not checked out."),
    edit_idea: t("Your idea was not changed."),
    withdraw_idea: t("Your idea was not taken back."),
  })[type] ?? t("That did not work.");
