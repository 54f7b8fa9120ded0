/** Changing a round before it opens, and what to mind of it. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { useCommand } from "../../ui/command.js";
import { ChangeActions, sends } from "../../ui/change.js";
import { Choices, Select } from "../../ui/field.js";
import { useChange, useChoice } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { Trouble } from "../../ui/page.js";
import { wordOf } from "../../ui/words.js";
import { Writing } from "../../ui/writing.js";
import { isOver } from "../../week/state.js";
import { REVIEWABLE, roundChoice, roundTroubles } from "../state.js";
import { versionWords } from "./plan.js";

/** @param {any} trouble */
function troubleWords({ title, why, number, state }) {
  if (why === "dropped") return t("“{title}” was dropped. Take it out of this round.", { title });
  if (why === "old")
    return t("There is a version {number} of “{title}”. Change the round, so that the hall gets that one.", {
      title,
      number,
    });
  return t("“{title}” cannot be put to the hall now: {state}.", { title, state: wordOf("item_state", state) });
}

/** @param {{ versions: Version[], items: DesignItem[] }} props */
export function RoundTroubles({ versions, items }) {
  const troubles = roundTroubles(versions, items);
  if (troubles.length === 0) return null;
  return html`<div class="note note--live">
    <${Icon} name="warning" />
    <div class="note__body">${troubles.map((one, at) => html`<p key=${at}>${troubleWords(one)}</p>`)}</div>
  </div>`;
}

/** What is chosen now: what was there, with what this person put in and without what they took out. So what a colleague
 * puts in or takes out meanwhile shows here too.
 * @param {string[]} kept
 * @param {{ on?: string[], off?: string[] }} ticks
 */
const ticked = (kept, { on = [], off = [] }) => [...new Set([...kept, ...on])].filter((id) => !off.includes(id));

/**
 * @param {string[]} kept
 * @param {string[]} chosen
 */
const ticksOf = (kept, chosen) => ({
  on: chosen.filter((id) => !kept.includes(id)),
  off: kept.filter((id) => !chosen.includes(id)),
});

/**
 * @param {Version[]} versions
 * @param {string[]} chosen
 */
const sameVersions = (versions, chosen) =>
  versions.length === chosen.length && versions.every((version) => chosen.includes(String(version.id)));

/** Under what the title of a round is kept while it is changed.
 * @param {any} round
 */
export const titleKey = (round) => `round:${round.id}:title`;

/** What was typed; the rest is as the round is, also when somebody else changes it meanwhile.
 * @param {ConsoleApp} app
 * @param {any} round
 * @param {{ versions: Version[], kept: string[], onDone: () => void }} parts
 */
function useChanges(app, round, { versions, kept, onDone }) {
  const [typed, setTyped] = useChoice(app.client, titleKey(round), "round", {});
  const title = useChange(app.client, titleKey(round), round.title);
  const command = useCommand(app);
  /** @param {string} name */
  const set = (name) => (/** @type {any} */ value) => setTyped({ ...typed, [name]: value });
  const chosen = ticked(kept, typed.ticks ?? {});
  const choose = (/** @type {string[]} */ now) => set("ticks")(ticksOf(kept, now));
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    if (!sends(title)) return;
    const { gathering = round.gathering } = typed;
    const answer = await command.send("change_round", {
      round: round.id,
      ...(title.changed ? { title: title.text, before: { title: title.base } } : {}),
      ...(Number(gathering) === round.gathering ? {} : { gathering: Number(gathering) }),
      ...(sameVersions(versions, chosen) || (chosen.length === 0 && !typed.ticks)
        ? {}
        : { versions: chosen.map(Number), versions_before: versions.map(({ id }) => id) }),
    });
    if (!answer.ok) return;
    if (title.settle()) onDone();
    app.say({ text: t("The round is changed.") });
  };
  return { typed, title, set, chosen, choose, command, submit };
}

/**
 * @param {{
 *   app: ConsoleApp, week: WeekPicture, round: any, versions: Version[], onDone: () => void,
 * }} props
 */
export function ChangeRound({ app, week, round, versions, onDone }) {
  const items = week.items.filter((item) => REVIEWABLE.includes(item.state));
  const form = useChanges(app, round, { versions, kept: roundChoice(versions, week.items).map(String), onDone });
  const { command } = form;
  /** @param {string} field */
  const wrong = (field) => (command.field === field ? command.error : null);
  return html`<form noValidate class="panel stack" onSubmit=${form.submit}>
    <h2>${t("Change the round")}</h2>
    <${Writing}
      draft=${form.title}
      name="change-title"
      label=${t("Title of the round")}
      error=${wrong("title")}
      gone=${round.state !== "planned" && t("The round has opened or was cancelled, so it cannot be changed any more.")}
    />
    <${Select}
      name="change-gathering"
      label=${t("At which session?")}
      value=${form.typed.gathering ?? String(round.gathering)}
      options=${week.gatherings
        .filter((one) => one.id === round.gathering || !isOver(one))
        .map((one) => [one.id, one.title])}
      onChange=${form.set("gathering")}
      error=${wrong("gathering")}
    />
    ${
      items.length === 0
        ? html`<p class="soft">${t("There is no item to put to the hall now. Make one first.")}</p>`
        : html`<${Choices}
            name="change-items"
            kind="checkbox"
            label=${t("What is put to the hall?")}
            options=${items.map((item) => [String(item.version.id), versionWords(item)])}
            value=${form.chosen}
            onChange=${form.choose}
            error=${wrong("versions")}
          />`
    }
    <${Trouble}
      text=${["title", "gathering", "versions"].includes(command.field ?? "") ? null : command.error}
      onClose=${command.clear}
    />
    ${round.state === "planned" && html`<${ChangeActions}
      changes=${[form.title]}
      label=${t("Keep")}
      busy=${command.busy}
      onDone=${onDone}
    />`}
  </form>`;
}
