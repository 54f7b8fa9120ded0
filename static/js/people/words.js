/** The words for roles. */
import { t } from "../lib/i18n.js";
import { pick } from "../spine/lists.js";

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

export const staffWords = pick(() => ({
  facilitator: t("facilitator"),
  organiser: t("organiser"),
  screen: t("projector"),
}));
