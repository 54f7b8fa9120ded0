/** The door: who is in, checking in and out by tap, walk-ins, a head count, the code of this minute. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.js";
import { Idle, useIdle } from "../../crowds/console/crowd.js";
import { Rush, SetAside } from "../../crowds/console/rush.js";
import { RemoveDialog } from "../../privacy/console.js";
import { Papers, SessionViews } from "../../running/console/session.js";
import { Button } from "../../ui/button.js";
import { Icon } from "../../ui/icon.js";
import { Numbers, PageTitle, Search } from "../../ui/page.js";
import { EmptyState } from "../../ui/status.js";
import { useSteadyOrder } from "../../ui/steady.js";
import { isLive, isOver } from "../../week/state.js";
import { useWords } from "../../ui/writing.js";
import { attendanceNumbers } from "../words.js";
import { DoorCode } from "./code.js";
import { HeadCount, WalkIn, walkInKey } from "./counting.js";
import { alikeOf, peopleOf } from "./people.js";
import { AnnulDialog, nameOf, PersonRow } from "./person.js";

const MOST_IDLE_SHOWN = 100;

/** Who stands where on the list: those who count, who did nothing, who was set aside.
 * @param {Person[]} people
 * @param {Set<number>} still
 */
function sortedOut(people, still) {
  /** @param {Person} person */
  const isIdle = (person) =>
    still.has(person.id) && person.set_aside === null && person.status === "absent" && !person.name;
  return {
    rest: people.filter((person) => person.set_aside === null && !isIdle(person)),
    idle: people.filter(isIdle),
    aside: people.filter((person) => person.set_aside !== null),
  };
}

/** Names alone: who was set aside is not checked in by the way.
 * @param {{ people: Person[] }} props
 */
const Names = ({ people }) => html`<ul class="people">
  ${people.map(
    (person) =>
      html`<li key=${person.id} class="person">
        <p class="person__name" dir="auto" translate=${!person.name}>${nameOf(person)}</p>
      </li>`,
  )}
</ul>`;

/** Who comes without a phone, above the list. Who is searched in vain stands in the form at once, as it was typed.
 * @param {{ app: ConsoleApp, week: WeekPicture, picture: GatheringPicture, query: string, onDone: () => void }} props
 */
function DoorForms({ app, week, picture, query, onDone }) {
  const { gathering, people } = picture;
  const draft = useWords(app.client, walkInKey(gathering));
  const [own, setOwn] = useState(draft.text !== "");
  const [opened, setOpened] = useState(draft.text !== "");
  const missed = query.trim() !== "" && peopleOf(people, app.client.boot.lang, query).length === 0;
  const name = own || !missed ? draft.text : query.trim();
  /** @param {string} typed */
  const set = (typed) => {
    setOwn(true);
    draft.set(typed);
  };
  const done = () => {
    setOwn(false);
    draft.clear();
    onDone();
  };
  return html`<div class="door__forms">
    <${WalkIn}
      app=${app}
      gathering=${gathering}
      areas=${week.areas}
      people=${people}
      open=${opened || missed}
      onToggle=${setOpened}
      draft=${{ ...draft, text: name, set }}
      onDone=${done}
    />
    <${HeadCount} app=${app} gathering=${gathering} />
  </div>`;
}

/** Nobody was found, or nobody came yet. Who is alike may well be meant: *van der Berg* is written *van den Berg*.
 * @param {{ query: string, alike: Person[], row: (person: Person) => Markup }} props
 */
const Nobody = ({ query, alike, row }) => html`
  <${EmptyState}
    title=${query ? t("Nobody by that name") : t("Nobody yet")}
    text=${query ? t("Add them above, with or without a name.") : t("Who scans the code appears here.")}
  />
  ${alike.length > 0 && html`<h3>${t("Is it one of these?")}</h3><ul class="people">${alike.map(row)}</ul>`}
`;

/**
 * @param {{
 *   app: ConsoleApp, week: WeekPicture, picture: GatheringPicture,
 *   onAnnul: (person: Person) => void, onRemove: (person: Person) => void,
 * }} props
 */
function PeopleList({ app, week, picture, onAnnul, onRemove }) {
  const [query, setQuery] = useState("");
  const still = useIdle(app, picture.people);
  const found = peopleOf(picture.people, app.client.boot.lang, query);
  const { rest, idle, aside } = sortedOut(found, still);
  const count = sortedOut(picture.people, still).rest.length;
  const likely = query === "" || found.length > 0 ? [] : alikeOf(picture.people, app.client.boot.lang, query);
  const alike = likely.filter((person) => person.set_aside === null);
  const listed = useSteadyOrder(rest, query);
  const idling = useSteadyOrder(idle, query);
  /** @param {Person} person */
  const row = (person) => html`<${PersonRow}
    key=${person.id}
    app=${app}
    person=${person}
    gathering=${picture.gathering}
    areas=${week.areas}
    onAnnul=${onAnnul}
    onRemove=${onRemove}
  />`;
  return html`<section class="stack">
    <div class="row row--apart">
      <h2>${tn("{n} person on the list", "{n} people on the list", count)}</h2>
      <${Search} name="find-person" label=${t("Find a name")} value=${query} onInput=${setQuery} />
    </div>
    <p class="soft" role="status">
      ${query.trim() !== "" && tn("{n} person found", "{n} people found", found.length)}
    </p>
    <${DoorForms} app=${app} week=${week} picture=${picture} query=${query} onDone=${() => setQuery("")} />
    ${(query === "" ? rest : found).length === 0 && html`<${Nobody} query=${query} alike=${alike} row=${row} />`}
    ${rest.length > 0 && html`<ul class="people" ...${listed.grip}>${listed.rows.map(row)}</ul>`}
    <${Idle} app=${app} count=${idle.length}>
      <ul class="people" ...${idling.grip}>${idling.rows.slice(0, MOST_IDLE_SHOWN).map(row)}</ul>
    <//>
    ${isOver(picture.gathering) && html`<${Rush} app=${app} week=${week} gathering=${picture.gathering} />`}
    <${SetAside} app=${app} week=${week} count=${aside.length}>
      <${Names} people=${aside.slice(0, MOST_IDLE_SHOWN)} />
    <//>
  </section>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, gathering: GatheringPicture | null}} props */
export function Door({ app, week, gathering: picture }) {
  const [codeOpen, setCodeOpen] = useState(false);
  const [annul, setAnnul] = useState(/** @type {any} */ (null));
  const [removal, setRemoval] = useState(/** @type {any} */ (null));
  if (!picture) return html`<${PageTitle} app=${app}>${t("Door")}<//>`;
  const { gathering } = picture;
  const open = () => setCodeOpen(true);
  const show = isLive(gathering) && html`<${Button} icon="door" onClick=${open}>${t("Show the code")}<//>`;
  return html`
    <${SessionViews} app=${app} week=${week} gathering=${gathering} />
    <${PageTitle} app=${app} extra=${show}>${t("Door")}<//>
    <${Numbers} list=${attendanceNumbers(picture)} />
    ${gathering.state === "planned" && html`<p class="note">
      <${Icon} name="info" />
      <span class="note__body">${t("Check-in opens with the doors.")}</span>
    </p>`}
    <${PeopleList} app=${app} week=${week} picture=${picture} onAnnul=${setAnnul} onRemove=${setRemoval} />
    <${Papers} app=${app} gathering=${gathering} />
    ${codeOpen && html`<${DoorCode} app=${app} gathering=${gathering} onClose=${() => setCodeOpen(false)} />`}
    ${annul && html`<${AnnulDialog} app=${app} person=${annul} onClose=${() => setAnnul(null)} />`}
    ${removal && html`<${RemoveDialog}
      app=${app}
      person=${removal}
      name=${nameOf(removal)}
      onClose=${() => setRemoval(null)}
    />`}
  `;
}
