/** Reporting a round back to the hall: asked once, as it cannot be undone. */
import { html } from "htm/preact";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { ConfirmInline } from "../../ui/confirm.js";

/** What stands where the progress of no remarks would.
 * @param {string} state
 */
export const noneWords = (state) =>
  ["planned", "open"].includes(state) ? t("No remark to answer yet") : t("There were no remarks in this round.");

/** @param {number} remarks */
const reportQuestion = (remarks) =>
  `${
    remarks === 0
      ? t("Everybody reads that there were no remarks.")
      : tn(
          "Everybody reads {n} remark with our answer, in the hall and outside it.",
          "Everybody reads {n} remarks with our answer, in the hall and outside it.",
          remarks,
        )
  } ${t("Nothing can be changed then. Report back now?")}`;

/** @param {{ tally: RoundTally, onReport: () => void }} props */
export function ReportBack({ tally, onReport }) {
  const left = tally.remarks - tally.answered;
  return html`<div class="row">
    ${
      left > 0
        ? html`<${Button} kind="primary" icon="send" disabled>${t("Report back to the hall")}<//>`
        : html`<${ConfirmInline}
            label=${t("Report back to the hall")}
            icon="send"
            kind="primary"
            question=${reportQuestion(tally.remarks)}
            confirmLabel=${t("Yes, report back")}
            onConfirm=${onReport}
          />`
    }
    ${left > 0 && html`<span class="soft small">
      ${tn("{n} remark has no answer yet.", "{n} remarks have no answer yet.", left)}
    </span>`}
  </div>`;
}
