/** What happened with an idea: the author reads it. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { Dialog, DialogActions } from "../../ui/dialog.js";
import { Choices } from "../../ui/field.js";
import { sends } from "../../ui/change.js";
import { useChange, useChoice } from "../../ui/hooks.js";
import { Trouble } from "../../ui/page.js";
import { titleOf, valuesOf } from "../../ui/words.js";
import { foldedOf } from "../../spine/finding.js";
import { useWords, Writing } from "../../ui/writing.js";
import { hasText } from "../../spine/texts.js";

/** The number of an idea as people type it: "7", "#7", "nr. 7".
 * @param {string} typed
 */
const numberIn = (typed) => Number(/\d{1,9}/.exec(foldedOf(typed))?.[0] ?? 0) || null;

/** Choosing, and sending it: without a choice the mistake is told, not sent.
 * @param {{ app: ConsoleApp, idea: Idea, onClose: () => void }} parts
 */
function useAnswer({ app, idea, onClose }) {
  const [outcome, setOutcome] = useChoice(app.client, `fate:${idea.id}`, "outcome", idea.fate ?? null);
  const [missed, setMissed] = useState(false);
  const change = useChange(app.client, `fate:${idea.id}`, idea.fate_reason ?? "");
  const other = useWords(app.client, `twin:${idea.id}`);
  const command = useCommand(app);
  const save = async () => {
    setMissed(!outcome);
    if (!outcome || !sends(change)) return;
    const twin = numberIn(other.text);
    const answer = await command.send("answer_idea", {
      idea: idea.id,
      outcome,
      ...(hasText(change.text) ? { reason: change.text } : {}),
      before: { reason: change.base },
      ...(outcome === "duplicate" && twin ? { duplicate_number: twin } : {}),
    });
    if (!answer.ok) return;
    other.clear();
    if (change.settle()) onClose();
  };
  const leave = () => {
    change.putAway();
    other.clear();
    onClose();
  };
  return { outcome, setOutcome, missed: missed && !outcome, change, other, command, save, leave };
}

/** @param {{ app: ConsoleApp, idea: Idea, onClose: () => void }} props */
export function Answer({ app, idea, onClose }) {
  const { command, outcome, change, ...form } = useAnswer({ app, idea, onClose });
  /** @param {string} field */
  const wrong = (field) => (command.field === field ? command.error : null);
  return html`<${Dialog}
    title=${t("What happened with idea {n}?", { n: idea.number })}
    open=${true}
    onClose=${form.leave}
  >
    <div class="stack">
      <p class="note__kept" dir="auto">${idea.text}</p>
      <${Choices}
        name="fate"
        label=${t("Answer")}
        row
        options=${valuesOf("idea_fate").map((key) => [key, titleOf("idea_fate", key)])}
        value=${outcome}
        onChange=${form.setOutcome}
        error=${form.missed ? t("Choose one of these.") : null}
      />
      ${outcome === "duplicate" && html`<${Writing}
        draft=${form.other}
        name="duplicate-of"
        label=${t("Double of idea number")}
        inputmode="numeric"
        error=${wrong("duplicate_of")}
      />`}
      <${Writing}
        draft=${change}
        rows=${3}
        name="fate-reason"
        label=${outcome === "not_used" ? t("Why not?") : t("What the author should know")}
        required=${outcome === "not_used"}
        error=${wrong("reason")}
        hint=${t("The author reads this.")}
      />
      <${Trouble}
        text=${["reason", "duplicate_of"].includes(command.field ?? "") ? null : command.error}
        onClose=${command.clear}
      />
    </div>
    <${DialogActions}>
      <${Button} onClick=${form.leave}>${t("Cancel")}<//>
      <${Button} kind="primary" busy=${command.busy} disabled=${!sends(change)} onClick=${form.save}>
        ${t("Keep the answer")}
      <//>
    <//>
  <//>`;
}
