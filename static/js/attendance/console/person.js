/** One person in the list at the door. */
import { html } from "htm/preact";
import { formatTime, t } from "../../lib/i18n.js";
import { roleWords } from "../../people/words.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand } from "../../ui/command.js";
import { Dialog } from "../../ui/dialog.js";
import { Icon } from "../../ui/icon.js";
import { Menu } from "../../ui/menu.js";
import { Trouble } from "../../ui/page.js";
import { ReasonForm } from "../../ui/reason.js";
import { flagWords, sourceWords } from "../words.js";

const namelessOf = (person) =>
  person.removed
    ? t("Removed at their request")
    : person.staff
      ? t("No name yet · number {n}", { n: person.id })
      : person.walk_in
        ? t("Present, not by name")
        : t("No name · phone {n}", { n: person.id });
export const nameOf = (person) => person.name || namelessOf(person);

/** One person: a tap on the button is the whole act. What the server says no to stands in the row. */
export function PersonRow({ app, person, gathering, areas, onAnnul, onRemove }) {
  const command = useCommand(app);
  const present = person.status === "present";
  const press = () =>
    command.send(present ? "check_out_person" : "check_in_person", { gathering: gathering.id, person: person.id });
  const more = [
    ...(person.entries.length > 0 && !person.removed
      ? [
          {
            label: t("Came on paper too"),
            icon: "check",
            onSelect: () =>
              command.send("check_in_person", { gathering: gathering.id, person: person.id, source: "paper" }),
          },
        ]
      : []),
    ...(person.entries.length > 0
      ? [{ label: t("Annul this check-in…"), icon: "undo", danger: true, onSelect: () => onAnnul(person) }]
      : []),
    ...(app.isOrganiser && !person.removed
      ? [{ label: t("Remove at their request…"), icon: "close", danger: true, onSelect: () => onRemove(person) }]
      : []),
  ];
  const area = areas.find((one) => one.id === person.area)?.name;
  const facts = [person.party_role && roleWords(person.party_role), area, person.sources.map(sourceWords).join(", ")]
    .filter(Boolean)
    .join(" · ");
  return html`<li class=${`person${present ? " person--present" : ""}`}>
    <div class="person__who">
      <p class="person__name" dir="auto">
        ${person.staff ? html`${nameOf(person)} <${Chip}>${t("team")}<//>` : nameOf(person)}
      </p>
      <p class="small soft">
        ${facts}
        ${person.flags.map((flag) => html` <${Chip} key=${flag} kind="waiting">${flagWords(flag)}<//>`)}
      </p>
      <${Trouble} text=${command.error} onClose=${command.clear} />
    </div>
    <p class="person__since small">
      ${
        present
          ? html`<${Icon} name="check" /> ${t("in since {time}", { time: formatTime(person.since) })}`
          : person.status === "left"
            ? t("left at {time}", { time: formatTime(person.since) })
            : ""
      }
    </p>
    ${
      person.removed
        ? html`<span></span>`
        : html`<${Button}
            kind=${present ? undefined : "primary"}
            busy=${command.busy}
            onClick=${press}
            aria-label=${
              present ? t("Check out {name}", { name: nameOf(person) }) : t("Check in {name}", { name: nameOf(person) })
            }
          >
            ${present ? t("Check out") : t("Check in")}
          <//>`
    }
    ${
      more.length > 0
        ? html`<${Menu} label=${t("More for {name}", { name: nameOf(person) })} items=${more} />`
        : html`<span></span>`
    }
  </li>`;
}

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
      name="annul"
      label=${t("Annul the check-in")}
      ask=${t("Why?")}
      type="annul_entry"
      fields=${{ entry: person.entries.at(-1) }}
      danger
      onDone=${done}
    />
  <//>`;
}
