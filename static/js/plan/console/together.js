/** One answer for all who support a version without a word: thirty of those need no thirty answers.
 *
 *   wordlessOf(remarks) -> those that wait for an answer and have nothing to answer to but that they agree
 *   <Together app version remarks>list</Together>    the list is for who wants to answer one of them apart
 */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.js";
import { ChangeActions } from "../../ui/change.js";
import { useCommand } from "../../ui/command.js";
import { Choices } from "../../ui/field.js";
import { useChoice } from "../../ui/hooks.js";
import { titleOf } from "../../ui/words.js";
import { useWords, Writing } from "../../ui/writing.js";
import { outcomesFor } from "./answer.js";

/** @param {Remark[]} remarks */
export const wordlessOf = (remarks) =>
  remarks.filter(({ kind, text, alternative, outcome }) => kind === "support" && !text && !alternative && !outcome);

/** Under what the one answer is kept while it is written.
 * @param {{ id: number }} version
 */
export const togetherKey = (version) => `answer:support-${version.id}`;

/** @param {{ app: ConsoleApp, version: any, remarks: Remark[], children: Markup }} props */
export function Together({ app, version, remarks, children }) {
  const key = togetherKey(version);
  const text = useWords(app.client, key);
  const [outcome, setOutcome] = useChoice(app.client, key, "outcome", null);
  const [missed, setMissed] = useState(false);
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    setMissed(!outcome);
    if (!outcome) return;
    const ids = remarks.map((remark) => remark.id);
    const answer = await command.send("answer_remarks", { remarks: ids, outcome, text: text.text });
    if (!answer.ok) return;
    text.settle();
    app.say({ text: tn("{n} remark is answered.", "{n} remarks are answered.", answer.result.remarks.length) });
  };
  return html`<section class="panel panel--given stack">
    <h3>
      ${tn("{n} person supports it without a word", "{n} people support it without a word", remarks.length)}
    </h3>
    <form noValidate class="stack" onSubmit=${submit}>
      <${Choices}
        name=${`together-${version.id}`}
        label=${t("What do we do with it?")}
        row
        options=${outcomesFor("support").map((one) => [one, titleOf("remark_outcome", one)])}
        value=${outcome}
        onChange=${setOutcome}
        error=${missed && !outcome ? t("Choose one of these.") : null}
      />
      <${Writing}
        draft=${text}
        name=${`together-answer-${version.id}`}
        label=${t("Our answer")}
        hint=${t("Each of them reads this same answer.")}
        rows=${2}
        onSubmit=${submit}
        error=${command.error}
        gone=${remarks.length === 0 && t("These remarks have their answer by now.")}
      />
      ${remarks.length > 0 && html`<${ChangeActions}
        changes=${[text]}
        label=${tn("Answer {n} remark at once", "Answer {n} remarks at once", remarks.length)}
        busy=${command.busy}
        onDone=${() => {}}
        cancel=${null}
      />`}
    </form>
    ${remarks.length > 0 && html`<details class="more">
      <summary>${t("Answer them one by one")}</summary>
      <div class="more__body">${children}</div>
    </details>`}
  </section>`;
}
