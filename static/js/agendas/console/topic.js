/** One topic on an agenda, with its Trits: three parts, each filled or declared not applicable. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand } from "../../ui/command.js";
import { ChangeActions, sends } from "../../ui/change.js";
import { useChange, useChoice } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { Trouble } from "../../ui/page.js";
import { ReasonForm } from "../../ui/reason.js";
import { answerKey, NoteAnswer, PartyAnswer } from "./answer.js";
import { wordOf } from "../../ui/words.js";
import { useOpen, Writing } from "../../ui/writing.js";
import { hasText } from "../../spine/texts.js";

const PARTS = [
  ["ourselves", "flame"],
  ["with_help", "people"],
  ["to_others", "send"],
];

/** Under what a part is kept while it is written: what, and by whom.
 * @param {Topic} topic
 * @param {string} part
 */
const partKeys = (topic, part) => [`trits:${topic.id}:${part}`, `trits:${topic.id}:${part}:party`];

/** Under what a topic is kept while it is changed.
 * @param {Topic} topic
 */
const topicKeys = ({ id }) => [`topic:${id}:title`, `topic:${id}:why`];

/**
 * @param {{
 *   app: ConsoleApp, week: WeekPicture, topic: Topic, part: TritsPart, held: Trits, onDone: () => void,
 * }} props
 */
function PartForm({ app, week, topic, part, held, onDone }) {
  const [key, partyKey] = partKeys(topic, part);
  const change = useChange(app.client, key, held.text);
  const [none, setNone] = useChoice(app.client, key, "none", held.not_applicable);
  const party = useChange(app.client, partyKey, held.party ?? "");
  const command = useCommand(app);
  const list = `parties-${topic.id}-${part}`;
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    if (!sends(change, party)) return;
    const said = { text: change.text, ...(hasText(party.text) ? { party: party.text } : {}) };
    const before = { text: change.base, party: party.base, party_text: held.party_text ?? "" };
    const fields = { ...(none ? { not_applicable: true } : said), before };
    const answer = await command.send("fill_trits", { topic: topic.id, part, ...fields });
    if (!answer.ok) return;
    if ([party.settle(), change.settle()].every(Boolean)) onDone();
  };
  return html`<form noValidate class="stack stack--small" onSubmit=${submit}>
    <label class="choice choice--bare">
      <input
        type="checkbox"
        checked=${none}
        onChange=${(/** @type {any} */ event) => setNone(event.currentTarget.checked)}
      />
      <span>${t("Not applicable")}</span>
    </label>
    ${!none && html`
      <${Writing}
        draft=${change}
        name=${`trits-${topic.id}-${part}`}
        label=${t("What exactly?")}
        rows=${3}
        error=${command.error}
        onSubmit=${submit}
      />
      <${Writing}
        draft=${party}
        name=${`party-${topic.id}-${part}`}
        label=${t("By whom?")}
        required=${false}
        list=${list}
      />
      <datalist id=${list}>
        ${week.parties.map((one) => html`<option key=${one.id} value=${one.name}></option>`)}
      </datalist>
    `}
    ${["accepted", "declined"].includes(held.state ?? "") && html`<p class="small soft">
      ${t("With other words or another party the answer is open again.")}
      ${held.party_text && html`<span class="version__text" dir="auto"> “${held.party_text}”</span>`}
    </p>`}
    ${none && held.text && html`<p class="small" dir="auto">
      <span class="soft">${t("What stands here goes then:")}</span> ${held.text}
    </p>`}
    ${none && html`<${Trouble} text=${command.error} onClose=${command.clear} />`}
    <${ChangeActions} changes=${[change, party]} label=${t("Keep")} busy=${command.busy} onDone=${onDone} />
  </form>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, topic: Topic, part: TritsPart, icon: string }} props */
function Part({ app, week, topic, part, icon }) {
  const [editing, setEditing] = useOpen(app.client, ...partKeys(topic, part));
  const [noting, setNoting] = useOpen(app.client, answerKey(topic, part));
  const held = topic.trits[part];
  const filled = held.not_applicable || Boolean(held.text);
  return html`<section
    class=${`trits__part${filled ? " trits__part--filled" : ""}`}
    aria-label=${wordOf("trits_part", part)}
  >
    <h3 class="trits__name"><${Icon} name=${icon} />${wordOf("trits_part", part)}</h3>
    ${
      editing
        ? html`<${PartForm}
            app=${app}
            week=${week}
            topic=${topic}
            part=${part}
            held=${held}
            onDone=${() => setEditing(false)}
          />`
        : html`
            ${
              held.not_applicable
                ? html`<p class="soft">${t("Not applicable")}</p>`
                : held.text
                  ? html`<p class="version__text" dir="auto">${held.text}</p>`
                  : html`<p class="soft">${t("Still open")}</p>`
            }
            <${PartyAnswer}
              app=${app}
              topic=${topic}
              part=${part}
              held=${held}
              noting=${noting && Boolean(held.state)}
              onDone=${() => setNoting(false)}
            />
            ${app.isOrganiser && !(noting && held.state) && html`<div class="row trits__act">
              ${held.state && html`<${NoteAnswer} part=${part} held=${held} onClick=${() => setNoting(true)} />`}
              <${Button}
                icon="edit"
                onClick=${() => setEditing(true)}
                aria-label=${
                  filled
                    ? t("Change: {part}", { part: wordOf("trits_part", part) })
                    : t("Fill in: {part}", { part: wordOf("trits_part", part) })
                }
              >
                ${filled ? t("Change") : t("Fill in")}
              <//>
            </div>`}
          `
    }
  </section>`;
}

/** @param {{ app: ConsoleApp, topic: Topic, onDone: () => void }} props */
function EditTopic({ app, topic, onDone }) {
  const [titleKey, whyKey] = topicKeys(topic);
  const title = useChange(app.client, titleKey, topic.title);
  const why = useChange(app.client, whyKey, topic.why);
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    if (!sends(title, why)) return;
    const said = { title: title.text, why: why.text, before: { title: title.base, why: why.base } };
    const answer = await command.send("edit_agenda_topic", { topic: topic.id, ...said });
    if (!answer.ok) return;
    if ([title.settle(), why.settle()].every(Boolean)) onDone();
  };
  return html`<form noValidate class="stack stack--small" onSubmit=${submit}>
    <${Writing} draft=${title} name=${`topic-title-${topic.id}`} label=${t("Title")} error=${command.error} />
    <${Writing} draft=${why} name=${`topic-why-${topic.id}`} label=${t("Why?")} rows=${2} required=${false} />
    <${ChangeActions} changes=${[title, why]} label=${t("Keep")} busy=${command.busy} onDone=${onDone} />
  </form>`;
}

/** `at`: its place on this agenda, as it is printed; its own number, which no other topic has, stands below.
 * @param {{ app: ConsoleApp, week: WeekPicture, topic: Topic, at: number }} props
 */
export function Topic({ app, week, topic, at }) {
  const [editing, setEditing] = useOpen(app.client, ...topicKeys(topic));
  const from = [
    topic.from_item && t("item {n}", { n: topic.from_item }),
    ...topic.from_ideas.map((number) => `#${number}`),
  ]
    .filter(Boolean)
    .join(" ");
  return html`<article class="panel topic">
    ${
      editing
        ? html`<${EditTopic} app=${app} topic=${topic} onDone=${() => setEditing(false)} />`
        : html`
            <div class="row row--apart">
              <h2><span class="number soft">${at}.</span> ${topic.title}</h2>
              <${Chip} kind=${topic.complete ? "good" : "waiting"} icon=${topic.complete ? "check" : undefined}>
                ${topic.complete ? t("complete") : t("not complete")}
              <//>
            </div>
            ${topic.why && html`<p dir="auto">${topic.why}</p>`}
            <p class="small soft">
              ${t("number {n} of the week", { n: topic.number })}
              ${from ? `, ${t("from {numbers}", { numbers: from })}` : ""}
            </p>
          `
    }
    <div class="trits">
      ${PARTS.map(
        ([part, icon]) =>
          html`<${Part} key=${part} app=${app} week=${week} topic=${topic} part=${part} icon=${icon} />`,
      )}
    </div>
    ${app.isOrganiser && !editing && html`<div class="row">
      <${Button} kind="ghost" onClick=${() => setEditing(true)}>${t("Change title or why")}<//>
      <${ReasonForm}
        app=${app}
        name=${`remove-${topic.id}`}
        label=${t("Take off the agenda")}
        ask=${t("Why does it go off the agenda?")}
        type="remove_agenda_topic"
        fields=${{ topic: topic.id }}
        danger
        confirm=${t("Take off")}
      />
    </div>`}
  </article>`;
}
