/** One person in the list at the door. */
import { html } from "htm/preact";
import { formatTime, t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand } from "../../ui/command.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/icon.js";
import { Menu } from "../../ui/menu.js";
import { Trouble } from "../../ui/page.js";
import { ReasonForm } from "../../ui/reason.js";
import { titleOf, wordOf } from "../../ui/words.js";

/** @param {Person} person */
const namelessOf = (person) =>
  person.removed
    ? t("Removed at their request")
    : person.staff
      ? t("No name yet · number {n}", { n: person.id })
      : person.walk_in
        ? t("Present, not by name")
        : t("No name · phone {n}", { n: person.id });
/** @param {Person} person */
export const nameOf = (person) => person.name || namelessOf(person);

/** What can be done with somebody besides checking in and out.
 * @param {{
 *   app: ConsoleApp, person: Person, gathering: Gathering, send: CommandState["send"],
 *   onAnnul: (person: Person) => void, onRemove: (person: Person) => void,
 * }} parts
 */
function moreOf({ app, person, gathering, send, onAnnul, onRemove }) {
  const came = person.entries.length > 0;
  const paper = { gathering: gathering.id, person: person.id, source: "paper" };
  return [
    came &&
      !person.removed && {
        label: t("Came on paper too"),
        icon: "check",
        onSelect: () => send("check_in_person", paper),
      },
    came && { label: t("Annul this check-in…"), icon: "undo", danger: true, onSelect: () => onAnnul(person) },
    app.isOrganiser &&
      !person.removed && {
        label: t("Remove at their request…"),
        icon: "close",
        danger: true,
        onSelect: () => onRemove(person),
      },
  ].filter(Boolean);
}

/**
 * @param {Person} person
 * @param {Area[]} areas
 */
function factsOf(person, areas) {
  const area = areas.find((one) => one.id === person.area)?.name;
  const role = person.party_role && titleOf("party_role", person.party_role);
  return [role, area, person.sources.map((source) => wordOf("entry_source", source)).join(", ")]
    .filter(Boolean)
    .join(" · ");
}

/** @param {{ person: Person }} props */
function Since({ person }) {
  const time = () => formatTime(person.since);
  return html`<p class="person__since small">
    ${person.status === "present" && html`<${Icon} name="check" /> ${t("in since {time}", { time: time() })}`}
    ${person.status === "left" && t("left at {time}", { time: time() })}
  </p>`;
}

/** @param {{ person: Person, busy: boolean, onPress: () => void }} props */
function InOrOut({ person, busy, onPress }) {
  if (person.removed) return html`<span></span>`;
  const present = person.status === "present";
  const name = nameOf(person);
  return html`<${Button}
    kind=${present ? undefined : "primary"}
    busy=${busy}
    onClick=${onPress}
    aria-label=${present ? t("Check out {name}", { name }) : t("Check in {name}", { name })}
  >
    ${present ? t("Check out") : t("Check in")}
  <//>`;
}

/** One person: a tap on the button is the whole act. What the server says no to stands in the row.
 * @param {{
 *   app: ConsoleApp, person: Person, gathering: Gathering, areas: Area[],
 *   onAnnul: (person: Person) => void, onRemove: (person: Person) => void,
 * }} props
 */
export function PersonRow({ app, person, gathering, areas, onAnnul, onRemove }) {
  const command = useCommand(app);
  const present = person.status === "present";
  const press = () =>
    command.send(present ? "check_out_person" : "check_in_person", { gathering: gathering.id, person: person.id });
  const more = moreOf({ app, person, gathering, send: command.send, onAnnul, onRemove });
  return html`<li class=${`person${present ? " person--present" : ""}`}>
    <div class="person__who">
      <p class="person__name" dir="auto" translate=${!person.name}>
        ${person.staff ? html`${nameOf(person)} <${Chip}>${t("team")}<//>` : nameOf(person)}
      </p>
      <p class="small soft">
        ${factsOf(person, areas)}
        ${person.annulled.map(
          (reason, at) => html`<span key=${at} dir="auto"> · ${t("annulled: {reason}", { reason })}</span>`,
        )}
        ${person.flags.map((flag) => html` <${Chip} key=${flag} kind="waiting">${wordOf("attendance_flag", flag)}<//>`)}
      </p>
      <${Trouble} text=${command.error} onClose=${command.clear} />
    </div>
    <${Since} person=${person} />
    <${InOrOut} person=${person} busy=${command.busy} onPress=${press} />
    ${
      more.length > 0
        ? html`<${Menu} label=${t("More for {name}", { name: nameOf(person) })} items=${more} />`
        : html`<span></span>`
    }
  </li>`;
}

/** @param {{ app: ConsoleApp, person: Person, onClose: () => void }} props */
export function AnnulDialog({ app, person, onClose }) {
  const done = () => {
    onClose();
    app.say({ text: t("Annulled. Both lines stay in the log.") });
  };
  return html`<${Dialog}
    title=${t("Annul the check-in of {name}", { name: nameOf(person) })}
    open=${true}
    onClose=${onClose}
  >
    <p>${t("Only the last check-in is annulled. It counts nowhere any more; the log keeps both lines.")}</p>
    <${ReasonForm}
      app=${app}
      name=${`annul-${person.id}`}
      label=${t("Annul the check-in")}
      ask=${t("Why?")}
      type="annul_entry"
      fields=${{ entry: person.entries.at(-1) }}
      danger
      onDone=${done}
    />
  <//>`;
}
