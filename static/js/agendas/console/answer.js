/** What a party says to the part of the Trits that names it. It has no sign-in: an organiser notes its answer. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand } from "../../ui/command.js";
import { Choices } from "../../ui/field.js";
import { ChangeActions, sends } from "../../ui/change.js";
import { useChange, useChoice } from "../../ui/hooks.js";
import { Trouble } from "../../ui/page.js";
import { toneOf, wordOf } from "../../ui/words.js";
import { Writing } from "../../ui/writing.js";
import { hasText } from "../../spine/texts.js";

/** Under what the answer of a party is kept while it is noted.
 * @param {Topic} topic
 * @param {string} part
 */
export const answerKey = (topic, part) => `answer:${topic.id}:${part}`;

/** @param {{ app: ConsoleApp, topic: Topic, part: TritsPart, held: Trits, onDone: () => void }} props */
function AnswerForm({ app, topic, part, held, onDone }) {
  const key = answerKey(topic, part);
  const given = held.state !== "asked";
  const [answer, setAnswer] = useChoice(app.client, key, "answer", given ? held.state : null);
  const [missed, setMissed] = useState(false);
  const change = useChange(app.client, key, held.party_text ?? "");
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    setMissed(!answer);
    if (!answer || !sends(change)) return;
    const sent = await command.send("answer_trits", {
      topic: topic.id,
      part,
      answer,
      ...(hasText(change.text) ? { text: change.text } : {}),
      before: { text: change.base },
    });
    if (!sent.ok) return;
    if (change.settle()) onDone();
  };
  const options = [
    ["accepted", wordOf("party_answer", "accepted")],
    ["declined", wordOf("party_answer", "declined")],
    ...(given ? [["asked", t("No answer yet")]] : []),
  ];
  const atText = command.field === "text";
  return html`<form noValidate class="stack" onSubmit=${submit}>
    <${Choices}
      name=${key}
      label=${t("What does {party} say?", { party: held.party })}
      options=${options}
      value=${answer}
      onChange=${(/** @type {any} */ next) => {
        setAnswer(next);
        command.clear();
      }}
      error=${missed && !answer ? t("Choose one of these.") : null}
    />
    ${(change.changed || ["accepted", "declined"].includes(answer ?? "")) && html`<${Writing}
      draft=${change}
      name=${`${key}-text`}
      label=${answer === "declined" ? t("Why not?") : t("Is there anything they add?")}
      hint=${t("Everybody can read it on the agenda.")}
      rows=${2}
      required=${answer === "declined"}
      error=${atText ? command.error : null}
      onSubmit=${submit}
    />`}
    <${Trouble} text=${atText ? null : command.error} onClose=${command.clear} />
    <${ChangeActions} changes=${[change]} label=${t("Keep the answer")} busy=${command.busy} onDone=${onDone} />
  </form>`;
}

/** @param {{ state: string }} props */
const Answered = ({ state }) =>
  html`<${Chip} kind=${toneOf("party_answer", state)}>${wordOf("party_answer", state)}<//>`;

/** Who is asked and what they said; while an organiser notes it, the form.
 * @param {{ app: ConsoleApp, topic: Topic, part: TritsPart, held: Trits, noting: boolean, onDone: () => void }} props
 */
export function PartyAnswer({ app, topic, part, held, noting, onDone }) {
  if (!held.party) return null;
  return html`
    <p class="small">
      <span class="soft">${t("By:")}</span> ${held.party} ${held.state && html`<${Answered} state=${held.state} />`}
    </p>
    ${
      noting
        ? html`<${AnswerForm} app=${app} topic=${topic} part=${part} held=${held} onDone=${onDone} />`
        : held.party_text && html`<p class="small version__text" dir="auto">${held.party_text}</p>`
    }
  `;
}

/** @param {{ part: TritsPart, held: Trits, onClick: () => void }} props */
export function NoteAnswer({ part, held, onClick }) {
  const words = wordOf("trits_part", part);
  return held.state === "asked"
    ? html`<${Button} icon="check" onClick=${onClick} aria-label=${t("Note the answer: {part}", { part: words })}>
        ${t("Note the answer")}
      <//>`
    : html`<${Button} onClick=${onClick} aria-label=${t("Change the answer: {part}", { part: words })}>
        ${t("Change the answer")}
      <//>`;
}
