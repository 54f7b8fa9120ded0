/** Ideas that their authors took back at the very moment: what was made of the others goes on without, and says so.
 *
 *   sayLeftOut(app, answer)     answer: of a command whose result has `left_out`
 */
import { t } from "../lib/i18n.js";

/**
 * @param {ConsoleApp} app
 * @param {Answer} answer
 */
export function sayLeftOut(app, { result }) {
  const numbers = (result?.left_out ?? []).map((/** @type {number} */ number) => `#${number}`).join(" ");
  if (numbers) app.say({ text: t("Taken back just now by who wrote it, so left out: {numbers}.", { numbers }) });
}
