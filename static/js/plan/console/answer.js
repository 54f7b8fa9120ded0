/** One remark of a round, and writing the answer to it. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand } from "../../ui/command.js";
import { Choices } from "../../ui/field.js";
import { ChangeActions, sends } from "../../ui/change.js";
import { useChange, useChoice } from "../../ui/hooks.js";
import { titleOf, toneOf, valuesOf, wordOf } from "../../ui/words.js";
import { useUnsent, Writing } from "../../ui/writing.js";
import { saidOf } from "../words.js";

/** A question can be answered too; that is nothing for what asks to be taken over.
 * @param {string} kind
 */
export const outcomesFor = (kind) =>
  valuesOf("remark_outcome").filter((outcome) => outcome !== "answered" || kind === "question");

/** Under what an answer to a remark is kept while it is written.
 * @param {Remark} remark
 */
const answerKey = (remark) => `answer:${remark.id}`;

/** Whether the answers of a round in this state are being written.
 * @param {string} state
 */
export const isAnswerable = (state) => ["closed", "answered"].includes(state);

/** @param {{ app: ConsoleApp, remark: Remark, answerable: boolean, onDone: () => void }} props */
function AnswerForm({ app, remark, answerable, onDone }) {
  const [outcome, setOutcome] = useChoice(app.client, answerKey(remark), "outcome", remark.outcome ?? null);
  const [missed, setMissed] = useState(false);
  const change = useChange(app.client, answerKey(remark), remark.answer ?? "");
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    setMissed(!outcome);
    if (!outcome || !sends(change)) return;
    const said = { outcome, text: change.text, before: { text: change.base } };
    const answer = await command.send("answer_remark", { remark: remark.id, ...said });
    if (!answer.ok) return;
    if (change.settle()) onDone();
  };
  return html`<form noValidate class="stack" onSubmit=${submit}>
    <${Choices}
      name=${`outcome-${remark.id}`}
      label=${t("What do we do with it?")}
      row
      options=${outcomesFor(remark.kind).map((key) => [key, titleOf("remark_outcome", key)])}
      value=${outcome}
      onChange=${setOutcome}
      error=${missed && !outcome ? t("Choose one of these.") : null}
    />
    <${Writing}
      draft=${change}
      name=${`answer-${remark.id}`}
      label=${t("Our answer")}
      hint=${outcome === "passed_on" && t("Say to whom it is passed on.")}
      rows=${2}
      onSubmit=${submit}
      error=${command.error}
      gone=${!answerable && t("The answers of this round are fixed now, so this one cannot be kept any more.")}
    />
    ${answerable && html`<${ChangeActions}
      changes=${[change]}
      label=${t("Keep the answer")}
      busy=${command.busy}
      onDone=${onDone}
      cancel=${remark.outcome && t("Cancel")}
    />`}
  </form>`;
}

/** @param {{ app: ConsoleApp, remark: Remark, state: string }} props */
export function Remark({ app, remark, state }) {
  const [changing, setChanging] = useState(false);
  const answerable = isAnswerable(state) || (state === "reported_back" && !remark.outcome);
  // Words that wait in the form keep it here, also when somebody else answers meanwhile or the round goes on.
  const asks = useUnsent(app, answerKey(remark)) || (answerable && (changing || !remark.outcome));
  return html`<li class="remark panel">
    <div class="row">
      <span class="card__number">${remark.number}</span>
      <${Chip} kind=${remark.kind === "support" ? "good" : "waiting"}>${wordOf("remark_kind", remark.kind)}<//>
      <span class="small soft" dir="auto">
        ${remark.origin === "paper" ? t("from paper") : (remark.author?.name ?? t("no name"))}
      </span>
      ${remark.outcome && html`<${Chip} kind=${toneOf("remark_outcome", remark.outcome)}>
        ${wordOf("remark_outcome", remark.outcome)}
      <//>`}
    </div>
    <p class="remark__text" dir="auto">${saidOf(remark)}</p>
    ${remark.alternative && html`<p dir="auto"><span class="soft">${t("Rather:")}</span> ${remark.alternative}</p>`}
    ${
      asks
        ? html`<${AnswerForm} ...${{ app, remark, answerable }} onDone=${() => setChanging(false)} />`
        : remark.outcome &&
          html`
            <p class="remark__answer" dir="auto"><span class="soft">${t("Our answer:")}</span> ${remark.answer}</p>
            ${answerable && html`<div>
              <${Button} kind="ghost" onClick=${() => setChanging(true)}>${t("Change the answer")}<//>
            </div>`}
          `
    }
  </li>`;
}
