/** The agendas of the areas: topics from the framework and from ideas, the Trits of each, what to take home. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { language, t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { sayLeftOut } from "../../ui/leftout.js";
import { ChangeActions } from "../../ui/change.js";
import { Select } from "../../ui/field.js";
import { Icon } from "../../ui/icon.js";
import { useChoice } from "../../ui/hooks.js";
import { Go, PageTitle, Progress, Search, Trouble } from "../../ui/page.js";
import { EmptyState } from "../../ui/status.js";
import { useOpen, useWords, Writing } from "../../ui/writing.js";
import { AT_A_GLANCE, findsInside } from "../../spine/finding.js";
import { byName } from "../../spine/sorting.js";
import { agendaOf, itemsFor, removedFrom } from "../state.js";
import { Topic } from "./topic.js";

/** @param {{ app: ConsoleApp }} props */
function AddArea({ app }) {
  const name = useWords(app.client, "area:name");
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send("add_area", { name: name.text });
    if (answer.ok) name.settle();
  };
  return html`<form noValidate class="inline-form" onSubmit=${submit}>
    <${Writing} draft=${name} name="area-name" label=${t("Another area")} error=${command.error} />
    <${Button} type="submit" icon="plus" busy=${command.busy}>${t("Add")}<//>
  </form>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture }} props */
export function Agendas({ app, week }) {
  const seeds = app.seeds.value;
  const [query, setQuery] = useState("");
  const found = byName(week.areas, language()).filter((area) => findsInside(query, area.name));
  return html`
    <${PageTitle}
      app=${app}
      extra=${html`<a class="button" href=${`${app.base}/agendas.zip`}>
        <${Icon} name="download" />
        ${t("All agendas in one file (ZIP)")}
      </a>`}
    >
      ${t("Agendas")}
    <//>
    ${seeds && html`<p class="note">
      <${Icon} name="info" />
      <span class="note__body">
        ${tn("{n} chosen idea goes along. Choose an area.", "{n} chosen ideas go along. Choose an area.", seeds.length)}
      </span>
    </p>`}
    ${app.isOrganiser && html`<${AddArea} app=${app} />`}
    ${week.areas.length === 0 && html`<${EmptyState}
      title=${t("No areas yet")}
      text=${t("Each area gets an agenda of its own.")}
    />`}
    ${week.areas.length > AT_A_GLANCE && html`<${Search}
      name="area-find"
      label=${t("Find an area")}
      value=${query}
      onInput=${setQuery}
    />`}
    ${week.areas.length > 0 && found.length === 0 && html`<p class="soft">${t("No area by that name.")}</p>`}
    <ul class="areas">
      ${found.map((area) => {
        const { topics, complete } = agendaOf(week, area.id);
        return html`<li class="panel areas__one" key=${area.id}>
          <h2><${Go} app=${app} to=${`/console/agendas/${area.slug}`}>${area.name}<//></h2>
          <p class="soft">${tn("{n} topic", "{n} topics", topics.length)}</p>
          <${Progress}
            done=${complete}
            total=${topics.length}
            none=${t("Nothing to complete yet")}
            words=${t("{done} of {all} complete", { done: complete, all: topics.length })}
          />
          <p class="small">
            ${["pdf", "html", "xlsx", "csv", "json"].map(
              (kind) =>
                html`<a key=${kind} class="areas__file" href=${`${app.base}/agendas/${area.slug}.${kind}`}>
                  ${kind.toUpperCase()}
                  <span class="visually-hidden"> ${area.name}</span>
                </a>`,
            )}
          </p>
        </li>`;
      })}
    </ul>
  `;
}

/** Under what a topic to be is kept while it is written.
 * @param {{ id: number }} area
 */
const topicKeys = ({ id }) => [`new-topic:${id}:title`, `new-topic:${id}:why`];

/** @param {{ app: ConsoleApp, week: WeekPicture, area: Area, onDone: () => void }} props */
function AddTopic({ app, week, area, onDone }) {
  const seeds = app.seeds.value ?? [];
  const items = itemsFor(week, area.id);
  const [titleKey, whyKey] = topicKeys(area);
  const [item, setItem] = useChoice(app.client, titleKey, "item", "");
  const title = useWords(app.client, titleKey);
  const why = useWords(app.client, whyKey);
  const command = useCommand(app);
  /** @param {string} id */
  const choose = (id) => {
    const from = items.find((one) => String(one.id) === id);
    setItem(id);
    if (from && !title.text) {
      title.set(from.title);
      if (!why.text) why.set(from.why);
    }
  };
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send("add_agenda_topic", {
      area: area.id,
      title: title.text,
      why: why.text,
      ...(item ? { from_item: Number(item) } : {}),
      from_ideas: seeds.map((idea) => idea.id),
    });
    if (!answer.ok) return;
    sayLeftOut(app, answer);
    app.seeds.value = null;
    if ([why.settle(), title.settle()].every(Boolean)) onDone();
  };
  return html`<form noValidate class="panel stack" onSubmit=${submit}>
    <h2>${t("New topic")}</h2>
    ${seeds.length > 0 && html`<p>
      <span class="soft">${t("From the ideas")}</span> ${seeds.map((idea) => `#${idea.number}`).join(" ")}
    </p>`}
    <${Select}
      name="topic-item"
      label=${t("From the framework")}
      required=${false}
      empty=${items.length === 0 ? t("Nothing adopted for this area yet") : t("Not from an item")}
      value=${item}
      options=${items.map((one) => [one.id, `${one.number}. ${one.title}`])}
      onChange=${choose}
    />
    <${Writing}
      draft=${title}
      name="topic-title"
      label=${t("Title")}
      error=${command.field === "title" ? command.error : null}
    />
    <${Writing} draft=${why} name="topic-why" label=${t("Why?")} rows=${2} required=${false} />
    <${Trouble} text=${command.field === "title" ? null : command.error} onClose=${command.clear} />
    <${ChangeActions} changes=${[title, why]} label=${t("Put on the agenda")} busy=${command.busy} onDone=${onDone} />
  </form>`;
}

/** @param {{ topics: RemovedTopic[] }} props */
function TakenOff({ topics }) {
  if (topics.length === 0) return null;
  return html`<details class="more">
    <summary>${tn("{n} topic was taken off", "{n} topics were taken off", topics.length)}</summary>
    <ul class="rows more__body">
      ${topics.map(
        (topic) => html`<li key=${topic.id} class="rows__item">
          <div class="grow">
            <p dir="auto"><span class="number">${topic.number}</span> ${topic.title}</p>
            <p class="small" dir="auto"><span class="soft">${t("Why:")}</span> ${topic.reason}</p>
          </div>
        </li>`,
      )}
    </ul>
  </details>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, place: Place }} props */
export function Agenda({ app, week, place }) {
  const area = week.areas.find((one) => one.slug === place.area);
  const [waiting] = useOpen(app.client, ...topicKeys({ id: area?.id ?? 0 }));
  const [adding, setAdding] = useState((waiting || Boolean(app.seeds.value)) && app.isOrganiser);
  if (!area) return html`<${PageTitle} app=${app}>${t("This area does not exist.")}<//>`;
  const { topics, complete } = agendaOf(week, area.id);
  return html`
    <p class="small"><${Go} app=${app} to="/console/agendas">${t("Agendas")}<//></p>
    <${PageTitle}
      app=${app}
      extra=${html`<div class="button-group">
        <a class="button" href=${`${app.base}/agendas/${area.slug}.pdf`}><${Icon} name="print" />PDF</a>
        <a class="button" href=${`${app.base}/agendas/${area.slug}.html`}>${t("Online")}</a>
      </div>`}
    >
      ${area.name}
    <//>
    <${Progress}
      done=${complete}
      total=${topics.length}
      none=${t("Nothing to complete yet")}
      words=${t("{done} of {all} complete", { done: complete, all: topics.length })}
    />
    ${!app.isOrganiser && html`<p class="soft">${t("Only an organiser changes agendas.")}</p>`}
    ${app.isOrganiser && !adding && html`<div>
      <${Button} icon="plus" kind="primary" onClick=${() => setAdding(true)}>${t("New topic")}<//>
    </div>`}
    ${adding && html`<${AddTopic} app=${app} week=${week} area=${area} onDone=${() => setAdding(false)} />`}
    ${topics.length === 0 && !adding && html`<${EmptyState}
      title=${t("No topics yet")}
      text=${t("Take one from the framework, or from ideas on a board.")}
    />`}
    ${topics.map((topic, at) => html`<${Topic} key=${topic.id} ...${{ app, week, topic, at: at + 1 }} />`)}
    <${TakenOff} topics=${removedFrom(week, area.id)} />
  `;
}
