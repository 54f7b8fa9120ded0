/** The timer of a step: digits, a word and a colour; the same for all.
 *
 *   <Timer gathering step now={serverMs} large />      now: client.tick.value
 *   <LiveTimer app gathering step large />             the same, for the console
 * Not a live region: a reader asks for it. The overrun is in the words, not only in the colour.
 */
import { html } from "htm/preact";
import { t } from "../lib/i18n.js";
import { clockDigits, timerOf } from "./state.js";

/** @param {{ app: ConsoleApp, [more: string]: any }} props */
export const LiveTimer = ({ app, ...rest }) => html`<${Timer} ...${rest} now=${app.client.tick.value} />`;

/** @param {{ phase: string, overrun: boolean }} timer */
function wordsOf({ phase, overrun }) {
  if (phase === "paused") return overrun ? t("over time, paused") : t("paused");
  /** @type {{ [phase: string]: string }} */
  const words = { running: t("left"), soon: t("left, almost done"), over: t("over time") };
  return words[phase];
}

/** @param {{ gathering: any, step: any, now: number, large?: boolean }} props */
export function Timer({ gathering, step, now, large = false }) {
  const timer = timerOf(gathering, step, now);
  if (!timer) return null;
  const sign = timer.overrun ? "+" : "";
  return html`<span class=${`timer timer--${timer.phase}${large ? " timer--large" : ""}`} role="timer" aria-live="off">
    <span class="timer__time">${sign}${clockDigits(timer.seconds)}</span>
    <span class="timer__word">${wordsOf(timer)}</span>
  </span>`;
}
