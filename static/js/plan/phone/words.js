/** What participants read about remarks; pages have the same in templates/attendance/_words.html. */
import { t } from "../../lib/i18n.js";

/** @returns {[key: string, words: string][]} */
export const remarkKinds = () => [
  ["support", t("I support this")],
  ["improvement", t("This can be better")],
  ["objection", t("This cannot be done")],
  ["question", t("I have a question")],
  ["critical_point", t("Mind this point")],
];

/** @param {string} kind */
export const remarkWords = (kind) => new Map(remarkKinds()).get(kind) ?? "";

/** @param {string} outcome */
export const remarkOutcomeWords = (outcome) =>
  ({
    adopted: t("taken over"),
    partly: t("partly taken over"),
    not_adopted: t("not taken over"),
    passed_on: t("passed on"),
  })[outcome] ?? "";

/** @param {{ named: boolean, youth: boolean }} parts */
export function readersOfRemarks({ named, youth }) {
  return named && !youth
    ? t("At the report back everybody reads it, without your name. The facilitator can see that it is yours.")
    : t("At the report back everybody reads it. You gave no name, so nobody sees one.");
}
