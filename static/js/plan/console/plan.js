/** The plan: design items by state, and the rounds in which the hall says what it thinks of them. */
import { html } from "htm/preact";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand } from "../../ui/command.js";
import { ChangeActions } from "../../ui/change.js";
import { Choices, Select } from "../../ui/field.js";
import { useChoice } from "../../ui/hooks.js";
import { Go, PageTitle, Trouble } from "../../ui/page.js";
import { EmptyState } from "../../ui/status.js";
import { useSteadyOrder } from "../../ui/steady.js";
import { liveOf } from "../../week/state.js";
import { itemsByState, REVIEWABLE } from "../state.js";
import { titleOf, toneOf, wordOf } from "../../ui/words.js";
import { useOpen, useWords, Writing } from "../../ui/writing.js";

/** @param {{ app: ConsoleApp, item: DesignItem }} props */
function ItemRow({ app, item }) {
  return html`<li class="rows__item plan__item">
    <span class="number plan__number">${item.number}</span>
    <div class="grow">
      <${Go} app=${app} to=${`/console/items/${item.id}`} class="plan__title" dir="auto">${item.title}<//>
      <p class="small soft">
        ${titleOf("item_kind", item.kind)} · ${titleOf("grain", item.grain)} ·${" "}
        ${t("version {n}", { n: item.version.number })}
        ${
          item.from_ideas.length > 0
            ? ` · ${t("from {numbers}", { numbers: item.from_ideas.map((number) => `#${number}`).join(" ") })}`
            : ""
        }
      </p>
    </div>
    <${Chip} kind=${toneOf("item_state", item.state)}>${wordOf("item_state", item.state)}<//>
  </li>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, round: any }} props */
function RoundRow({ app, week, round }) {
  const where = week.gatherings.find((gathering) => gathering.id === round.gathering)?.title;
  return html`<li class="rows__item plan__item">
    <span class="number plan__number">${round.number}</span>
    <div class="grow">
      <${Go} app=${app} to=${`/console/rounds/${round.id}`} class="plan__title" dir="auto">${round.title}<//>
      <p class="small soft">${where} · ${tn("{n} item", "{n} items", round.versions.length)}</p>
    </div>
    <${Chip} kind=${toneOf("round_state", round.state)}>${wordOf("round_state", round.state)}<//>
  </li>`;
}

/** Under what the title of a round to be is kept while it is typed. */
const TITLE = "round:title";

/** What is chosen for a round, and planning it.
 * @param {ConsoleApp} app
 * @param {WeekPicture} week
 * @param {DesignItem[]} items
 * @param {() => void} onDone
 */
function usePlanning(app, week, items, onDone) {
  const next = liveOf(week) ?? week.gatherings.find((one) => one.state === "planned");
  const all = items.map((item) => String(item.version.id));
  const [picked, setChosen] = useChoice(app.client, TITLE, "versions", all);
  const chosen = picked.filter((/** @type {string} */ id) => all.includes(id)); // there may be newer versions by now
  const [gathering, setGathering] = useChoice(app.client, TITLE, "gathering", String(next?.id ?? ""));
  const title = useWords(app.client, TITLE);
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const fields = { gathering: Number(gathering), versions: chosen.map(Number), title: title.text };
    const answer = await command.send("plan_round", fields);
    if (!answer.ok || !title.settle()) return;
    onDone();
    app.go(`/console/rounds/${answer.result.round}`);
  };
  return { chosen, setChosen, gathering, setGathering, title, command, submit };
}

/** @param {{ version: any, number: number, title: string }} parts */
export const versionWords = ({ version, number, title }) =>
  t("{number}. {title}, version {version}", { number, title, version: version.number });

/** @param {{ app: ConsoleApp, week: WeekPicture, onDone: () => void }} props */
function PlanRound({ app, week, onDone }) {
  const items = week.items.filter((item) => REVIEWABLE.includes(item.state));
  const { command, ...form } = usePlanning(app, week, items, onDone);
  const atTitle = command.field === "title";
  if (items.length === 0 && !form.title.changed)
    return html`<p class="note">
      <span class="note__body">${t("There is no item to put to the hall now. Make one first.")}</span>
    </p>`;
  return html`<form noValidate class="panel stack" onSubmit=${form.submit}>
    <h2>${t("Plan a round of remarks")}</h2>
    <${Writing}
      draft=${form.title}
      name="round-title"
      label=${t("Title of the round")}
      error=${atTitle ? command.error : null}
    />
    <${Select}
      name="round-gathering"
      label=${t("At which session?")}
      value=${form.gathering}
      options=${week.gatherings.map((one) => [one.id, one.title])}
      onChange=${form.setGathering}
    />
    <${Choices}
      name="round-items"
      kind="checkbox"
      label=${t("What is put to the hall?")}
      options=${items.map((item) => [String(item.version.id), versionWords(item)])}
      value=${form.chosen}
      onChange=${form.setChosen}
    />
    <${Trouble} text=${atTitle ? null : command.error} onClose=${command.clear} />
    <${ChangeActions} changes=${[form.title]} label=${t("Plan it")} busy=${command.busy} onDone=${onDone} />
  </form>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture }} props */
export function Plan({ app, week }) {
  const [planning, setPlanning] = useOpen(app.client, TITLE);
  const states = itemsByState(week.items);
  const { rows: rounds, grip } = useSteadyOrder([...week.rounds].sort((a, b) => b.number - a.number));
  return html`
    <${PageTitle}
      app=${app}
      extra=${html`<div class="button-group">
        <${Button}
          icon="plus"
          kind="primary"
          onClick=${() => {
            app.seeds.value = null;
            app.go("/console/items/new");
          }}
        >
          ${t("New item")}
        <//>
        <${Button} icon="question" onClick=${() => setPlanning(!planning)} aria-expanded=${String(planning)}>
          ${t("Plan a round")}
        <//>
      </div>`}
    >
      ${t("Plan and rounds")}
    <//>
    ${planning && html`<${PlanRound} app=${app} week=${week} onDone=${() => setPlanning(false)} />`}
    ${rounds.length > 0 && html`<section class="console__section">
      <h2>${t("Rounds of remarks")}</h2>
      <ul class="rows" ...${grip}>
        ${rounds.map((round) => html`<${RoundRow} key=${round.id} app=${app} week=${week} round=${round} />`)}
      </ul>
    </section>`}
    ${states.length === 0 && html`<${EmptyState}
      title=${t("No design items yet")}
      text=${t("Choose ideas on a board and make an item of them.")}
    />`}
    ${states.map(
      ({ state, items }) => html`<section class="console__section" key=${state}>
        <h2>${titleOf("item_state", state)} <span class="soft number">${items.length}</span></h2>
        <ul class="rows">${items.map((item) => html`<${ItemRow} key=${item.id} app=${app} item=${item} />`)}</ul>
      </section>`,
    )}
  `;
}
