/** Who comes without a phone, and how many heads there are. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { formatTime, language, t } from "../../lib/i18n.js";
import { byName } from "../../spine/sorting.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { Select } from "../../ui/field.js";
import { useChoice } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { Trouble } from "../../ui/page.js";
import { titleOf, valuesOf } from "../../ui/words.js";
import { useOpen, useWords, Writing } from "../../ui/writing.js";
import { hasText } from "../../spine/texts.js";
import { alikeOf } from "./people.js";

/** As many as one reads while somebody waits. */
const MOST_ALIKE = 5;

/** @param {Person} person */
function whereabouts({ status, since }) {
  if (status === "present") return t("is in since {time}", { time: formatTime(since) });
  return status === "left" ? t("left at {time}", { time: formatTime(since) }) : t("is not checked in");
}

/** Who bears such a name already: perhaps it is the same person.
 * @param {{ app: ConsoleApp, gathering: Gathering, people: Person[], onIn: (name: string) => void }} props
 */
function OnTheList({ app, gathering, people, onIn }) {
  const command = useCommand(app);
  /** @param {Person} person */
  const checkIn = (person) => async () => {
    const answer = await command.send("check_in_person", { gathering: gathering.id, person: person.id });
    if (answer.ok) onIn(person.name ?? "");
  };
  return html`<div class="note note--live" role="status">
    <${Icon} name="warning" />
    <div class="note__body">
      <p class="note__title">${t("Was on the list already")}</p>
      <ul class="stack stack--small">
        ${people.slice(0, MOST_ALIKE).map(
          (person) => html`<li key=${person.id} class="row">
            <span><bdi>${person.name}</bdi> ${whereabouts(person)}</span>
            ${
              person.status === "present"
                ? html`<${Button} onClick=${() => onIn(person.name ?? "")}>
                    ${t("It is {name}", { name: person.name })}
                  <//>`
                : html`<${Button} busy=${command.busy} onClick=${checkIn(person)}>
                    ${t("Check in {name}", { name: person.name })}
                  <//>`
            }
          </li>`,
        )}
      </ul>
      ${people.length > MOST_ALIKE && html`<p>
        ${t("And {n} more: type more of the name, or look for it in the list.", { n: people.length - MOST_ALIKE })}
      </p>`}
      <p>${t("If it is somebody else of that name, add them all the same.")}</p>
      <${Trouble} text=${command.error} onClose=${command.clear} />
    </div>
  </div>`;
}

/** Under what a walk-in is kept while the name is typed.
 * @param {Gathering} gathering
 */
export const walkInKey = (gathering) => `walk-in:${gathering.id}`;

/** What is typed of a walk-in, and adding it: once it was said who is alike.
 * @param {{
 *   app: ConsoleApp, gathering: Gathering, people: Person[], draft: Change, onDone: () => void,
 * }} parts
 */
function useWalkIn({ app, gathering, people, draft, onDone }) {
  const name = draft.text;
  const key = walkInKey(gathering);
  const [role, setRole] = useChoice(app.client, key, "role", "");
  const [area, setArea] = useChoice(app.client, key, "area", "");
  const [warned, setWarned] = useState(/** @type {string | null} */ (null));
  const command = useCommand(app);
  const same = gathering.youth ? [] : alikeOf(people, app.client.boot.lang, name);
  const asks = warned === name && same.length > 0;
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    setWarned(name);
    if (same.length > 0 && !asks) return;
    const fields = {
      gathering: gathering.id,
      ...(hasText(name) ? { name } : {}),
      ...(role ? { party_role: role } : {}),
      ...(area ? { area: Number(area) } : {}),
    };
    const answer = await command.send("add_walk_in", fields);
    if (!answer.ok) return;
    app.say({ text: hasText(name) ? t("{name} is in.", { name: name.trim() }) : t("One more is in, not by name.") });
    setWarned(null);
    if (draft.settle()) onDone();
  };
  return { role, setRole, area, setArea, same: asks ? same : [], command, submit };
}

/**
 * @param {string} name
 * @param {boolean} asked
 */
function addWords(name, asked) {
  if (asked) return t("Add all the same");
  return hasText(name) ? t("Add to the list") : t("Count one more person, without a name");
}

/** `draft` is the name; it comes from the list too: who is searched there in vain is added here.
 * @param {{
 *   app: ConsoleApp, gathering: Gathering, areas: Area[], people: Person[], open: boolean,
 *   onToggle: (open: boolean) => void, draft: Change, onDone: () => void,
 * }} props
 */
export function WalkIn({ app, gathering, areas, people, open, onToggle, draft, onDone }) {
  const name = draft.text;
  const form = useWalkIn({ app, gathering, people, draft, onDone });
  const { role, setRole, area, setArea, same, command, submit } = form;
  /** @param {string} known */
  const isIn = (known) => {
    app.say({ text: t("{name} is in.", { name: known }) });
    draft.clear();
    onDone();
  };
  return html`<details
    class="panel more"
    open=${open}
    onToggle=${(/** @type {any} */ event) => onToggle(event.currentTarget.open)}
  >
    <summary><h2>${t("Somebody without a phone")}</h2></summary>
    <form noValidate class="more__body door__form" onSubmit=${submit}>
      ${!gathering.youth && html`
        <${Writing}
          draft=${draft}
          name="walk-in"
          label=${t("Name")}
          required=${false}
          hint=${t("Leave it empty when you do not know it: then one person more counts as present, without a name.")}
          error=${command.error}
        />
        <div class="two">
          <${Select}
            name="walk-in-role"
            label=${t("Role")}
            required=${false}
            empty=${t("Not said")}
            value=${role}
            onChange=${setRole}
            options=${valuesOf("party_role").map((key) => [key, titleOf("party_role", key)])}
          />
          <${Select}
            name="walk-in-area"
            label=${t("Area")}
            required=${false}
            empty=${t("Not said")}
            value=${area}
            onChange=${setArea}
            options=${byName(areas, language()).map((one) => [one.id, one.name])}
          />
        </div>
      `}
      ${gathering.youth && html`<p class="soft">${t("In a youth session nobody is asked for a name.")}</p>`}
      ${gathering.youth && html`<${Trouble} text=${command.error} onClose=${command.clear} />`}
      ${same.length > 0 && html`<${OnTheList} app=${app} gathering=${gathering} people=${same} onIn=${isIn} />`}
      <div>
        <${Button} type="submit" icon="plus" kind=${same.length > 0 ? undefined : "primary"} busy=${command.busy}>
          ${addWords(name, same.length > 0)}
        <//>
      </div>
    </form>
  </details>`;
}

/** @param {{ app: ConsoleApp, gathering: Gathering }} props */
export function HeadCount({ app, gathering }) {
  const key = `heads:${gathering.id}`;
  const count = useWords(app.client, key);
  const [open, setOpen] = useOpen(app.client, key);
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send("count_heads", {
      gathering: gathering.id,
      count: Number.parseInt(count.text, 10) || 0,
    });
    if (answer.ok) {
      count.settle();
      app.say({ text: t("The head count is kept.") });
    }
  };
  return html`<details
    class="panel more"
    open=${open}
    onToggle=${(/** @type {any} */ { currentTarget }) => setOpen(currentTarget.open)}
  >
    <summary><h2>${t("Count heads")}</h2></summary>
    <form noValidate class="more__body door__form" onSubmit=${submit}>
      <${Writing}
        draft=${count}
        name="heads"
        label=${t("How many people are in the hall?")}
        type="number"
        min="0"
        inputmode="numeric"
        error=${command.error}
        hint=${t("Kept beside the check-ins, never added to them.")}
      />
      <div>
        <${Button} type="submit" busy=${command.busy} disabled=${count.text === ""}>${t("Keep this number")}<//>
      </div>
    </form>
  </details>`;
}
