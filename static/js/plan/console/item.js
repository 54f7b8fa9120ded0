/** One design item: where it came from, what it says now, agreeing, adopting. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand } from "../../ui/command.js";
import { ConfirmInline } from "../../ui/confirm.js";
import { Icon } from "../../ui/icon.js";
import { Go, PageTitle, Trouble } from "../../ui/page.js";
import { ReasonForm } from "../../ui/reason.js";
import { Reasons } from "../../week/card.js";
import { couldBeRemarkedOn, REVIEWABLE, wasReviewed } from "../state.js";
import { titleOf, toneOf, wordOf } from "../../ui/words.js";
import { useOpen, useUnsent } from "../../ui/writing.js";
import { AreaChoice, ChangeAreas } from "./areas.js";
import { Revise, revisionKeys } from "./revise.js";

/** @param {{ app: ConsoleApp, week: WeekPicture, item: DesignItem }} props */
function Adopt({ app, week, item }) {
  const [areas, setAreas] = useState(/** @type {"all" | number[]} */ ("all"));
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    await command.send("adopt_into_framework", { item: item.id, areas });
  };
  const wrong = command.field === "areas";
  return html`<form noValidate class="panel stack" onSubmit=${submit}>
    <h2>${t("Adopt into the framework")}</h2>
    <${AreaChoice}
      name="adopt"
      areas=${week.areas}
      value=${areas}
      onChange=${setAreas}
      error=${wrong ? command.error : null}
    />
    <${Trouble} text=${wrong ? null : command.error} onClose=${command.clear} />
    <div><${Button} type="submit" kind="primary" busy=${command.busy}>${t("Adopt")}<//></div>
  </form>`;
}

/** What is asked before agreeing: first all there is to mind, as it cannot be agreed twice.
 * @param {DesignItem} item
 * @param {boolean} seen
 */
function agreeQuestion(item, seen) {
  const { number: n } = item.version;
  const mind = (item.warnings ?? []).map((code) => wordOf("loop_warning", code));
  return [
    ...(seen ? [] : [t("Version {n} was in no round yet: nobody could send a remark on it.", { n })]),
    ...mind,
    ...(mind.length > 0 ? [t("Field practice asks for three rounds of remarks, a day apart.")] : []),
    t("Agree on version {n}? It is fixed then.", { n }),
  ].join(" ");
}

/** What was in no round cannot be agreed yet: then it says what comes first, and asks nothing.
 * @param {{ week: WeekPicture, item: DesignItem, onAgree: () => void, onEarly: () => void }} props
 */
function Agree({ week, item, onAgree, onEarly }) {
  if (!wasReviewed(week.rounds, item)) return html`<${Button} icon="check" onClick=${onEarly}>${t("Agree")}<//>`;
  return html`<${ConfirmInline}
    label=${t("Agree")}
    icon="check"
    question=${agreeQuestion(item, couldBeRemarkedOn(week.rounds, item.version.id))}
    about=${item.version.text}
    confirmLabel=${t("Yes, agree")}
    onConfirm=${onAgree}
  />`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, item: DesignItem, onRevise: () => void }} props */
function Steps({ app, week, item, onRevise }) {
  const command = useCommand(app);
  const [early, setEarly] = useState(false);
  const agree = () => command.send("agree_item", { item: item.id, version: item.version.id });
  const open = REVIEWABLE.includes(item.state);
  const first = open && early && !wasReviewed(week.rounds, item);
  return html`
    ${open && html`<div class="row">
      <${Button} kind="primary" icon="edit" onClick=${onRevise}>${t("Revise")}<//>
      <${Agree} week=${week} item=${item} onAgree=${agree} onEarly=${() => setEarly(true)} />
    </div>`}
    <div role="status">
      ${first && html`<p class="note note--live">
        <${Icon} name="info" />
        <span class="note__body">
          ${t("A round of remarks comes first: none with this item was closed yet. Then it can be agreed.")}${" "}
          <${Go} app=${app} to="/console/plan">${t("Plan a round")}<//>
        </span>
      </p>`}
    </div>
    <${Trouble} text=${command.error} onClose=${command.clear} />
    ${item.state === "in_review" && html`<p class="note">
      <${Icon} name="info" />
      <span class="note__body">
        ${t("This version is with the hall now. It can be revised when the round is closed.")}
      </span>
    </p>`}
  `;
}

/** The rounds that a version was in, each with a way there.
 * @param {{ app: ConsoleApp, week: WeekPicture, version: number }} props
 */
function RoundsOf({ app, week, version }) {
  const rounds = week.rounds.filter((round) => round.versions.includes(version));
  if (rounds.length === 0) return t("in no round");
  return rounds.map(
    (round) =>
      html`<${Go} key=${round.id} app=${app} to=${`/console/rounds/${round.id}`}>
        ${t("Round {n}", { n: round.number })} (${wordOf("round_state", round.state)})
      <//> `,
  );
}

/**
 * @param {DesignItem} item
 * @param {WeekPicture} week
 */
function areaWords(item, week) {
  if (item.areas === "all") return t("all areas");
  return item.areas?.map((id) => week.areas.find((area) => area.id === id)?.name).join(", ");
}

/** @param {{ numbers: number[] }} props */
const Sources = ({ numbers }) =>
  numbers.length === 0
    ? t("no ideas")
    : numbers.map((number) => html`<a key=${number} class="seed-link" href=${`/ideas/${number}`}>#${number}</a> `);

/** @param {{ app: ConsoleApp, week: WeekPicture, item: DesignItem }} props */
function Facts({ app, week, item }) {
  const rounds = week.rounds.filter((round) => round.versions.includes(item.version.id));
  const areas = areaWords(item, week);
  return html`<dl class="facts">
    <dt>${t("Kind")}</dt>
    <dd>${titleOf("item_kind", item.kind)}</dd>
    <dt>${t("Grain")}</dt>
    <dd>${titleOf("grain", item.grain)}</dd>
    <dt>${t("Made from")}</dt>
    <dd><${Sources} numbers=${item.from_ideas} /></dd>
    ${areas && html`
      <dt>${t("In the framework for")}</dt>
      <dd>${areas}</dd>
      <dt>${t("The framework holds")}</dt>
      <dd>${t("version {n}", { n: item.adopted })}</dd>
    `}
    ${item.dropped_reason && html`<dt>${t("Dropped because")}</dt><dd>${item.dropped_reason}</dd>`}
    ${rounds.length > 0 && html`
      <dt>${t("This version was in")}</dt>
      <dd><${RoundsOf} app=${app} week=${week} version=${item.version.id} /></dd>
    `}
    ${(item.earlier ?? []).map(
      (version) => html`
        <dt>${t("Version {n} was in", { n: version.number })}</dt>
        <dd><${RoundsOf} app=${app} week=${week} version=${version.id} /></dd>
      `,
    )}
  </dl>`;
}

/** @param {{ version: any }} props */
const VersionNow = ({ version }) => html`<section class="panel version">
  <p class="eyebrow">
    ${t("Version {n}", { n: version.number })}
    ${version.hash ? ` · ${t("fixed")}` : ""}
  </p>
  <p class="version__text lead" dir="auto">${version.text}</p>
  <h2 class="version__why">${t("Why")}</h2>
  <p class="version__text" dir="auto">${version.why}</p>
</section>`;

/** @param {{ app: ConsoleApp, item: DesignItem }} props */
const Drop = ({ app, item }) => html`<div>
  <${ReasonForm}
    app=${app}
    name=${`drop-${item.id}`}
    label=${t("Drop this item")}
    ask=${t("Why is it dropped?")}
    hint=${t("The reason stays readable.")}
    type="drop_item"
    fields=${{ item: item.id }}
    danger
    confirm=${t("Drop")}
  />
</div>`;

/** @param {{ app: ConsoleApp, item: DesignItem }} props */
const TakeBack = ({ app, item }) => html`<div>
  <${ReasonForm}
    app=${app}
    name=${`take-back-${item.id}`}
    label=${t("Revise it again")}
    ask=${t("Why is the agreement taken back?")}
    hint=${t("The team can read this. The framework keeps what it holds until another version is adopted.")}
    type="take_back_agreement"
    fields=${{ item: item.id }}
    icon="undo"
    confirm=${t("Take the agreement back")}
  />
</div>`;

const NOT_DROPPED = ["in_review", "in_framework", "dropped"];

/** @param {{ app: ConsoleApp, week: WeekPicture, place: Place }} props */
export function ItemPage({ app, week, place }) {
  const keys = revisionKeys({ id: place.item ?? 0 });
  const [opened, setRevising] = useOpen(app.client, ...keys);
  const typing = [useUnsent(app, keys[0]), useUnsent(app, keys[1])].includes(true);
  const item = week.items.find((one) => one.id === place.item);
  if (!item) return html`<${PageTitle} app=${app}>${t("This item does not exist.")}<//>`;
  const revising = opened && (typing || REVIEWABLE.includes(item.state));
  return html`
    <p class="small"><${Go} app=${app} to="/console/plan">${t("Plan and rounds")}<//></p>
    <${PageTitle}
      app=${app}
      extra=${html`<${Chip} kind=${toneOf("item_state", item.state)}>${wordOf("item_state", item.state)}<//>`}
    >
      ${item.number}. ${item.title}
    <//>
    <${Facts} app=${app} week=${week} item=${item} />
    ${
      revising
        ? html`<${Revise} key=${item.id} app=${app} item=${item} onDone=${() => setRevising(false)} />`
        : html`<${VersionNow} version=${item.version} />`
    }
    ${!revising && html`<${Steps} app=${app} week=${week} item=${item} onRevise=${() => setRevising(true)} />`}
    ${item.state === "agreed" && html`<${Adopt} app=${app} week=${week} item=${item} />`}
    ${item.state === "in_framework" && html`<p class="note note--good">
      <${Icon} name="check" />
      <span class="note__body">
        ${t("It is in the framework. What is to be done with it stands on the agenda of an area.")}${" "}
        <${Go} app=${app} to="/console/agendas">${t("To the agendas")}<//>
      </span>
    </p>`}
    ${item.areas && !revising && html`<${ChangeAreas} key=${item.id} app=${app} week=${week} item=${item} />`}
    ${["agreed", "in_framework"].includes(item.state) && html`<${TakeBack} app=${app} item=${item} />`}
    <${Reasons} week=${week} item=${item.id} />
    ${!revising && !NOT_DROPPED.includes(item.state) && html`<${Drop} app=${app} item=${item} />`}
  `;
}
