/** For which areas an item counts: all, or some of many, found by typing; and changing that in the framework. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { language, t } from "../../lib/i18n.js";
import { AT_A_GLANCE, findsInside } from "../../spine/finding.js";
import { byName } from "../../spine/sorting.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { ChangeActions } from "../../ui/change.js";
import { Choices } from "../../ui/field.js";
import { useChoice } from "../../ui/hooks.js";
import { Search, Trouble } from "../../ui/page.js";
import { useOpen, useWords, Writing } from "../../ui/writing.js";

/** `value`: "all", or the ids of areas. `name` begins the names of the fields.
 * @param {{
 *   name: string, areas: Area[], value: "all" | number[], onChange: (value: "all" | number[]) => void,
 *   error?: string | null,
 * }} props
 */
export function AreaChoice({ name, areas, value, onChange, error }) {
  const [query, setQuery] = useState("");
  const [some, setSome] = useState(/** @type {number[]} */ (value === "all" ? [] : value));
  const chosen = value === "all" ? [] : value;
  const found = byName(areas, language()).filter((area) => findsInside(query, area.name));
  /** @param {string} kind */
  const pickKind = (kind) => {
    if (value !== "all") setSome(value);
    onChange(kind === "all" ? "all" : some);
  };
  return html`
    <${Choices}
      name=${`${name}-for`}
      label=${t("For which areas?")}
      row
      options=${[
        ["all", t("For all areas")],
        ["some", t("For some areas")],
      ]}
      value=${value === "all" ? "all" : "some"}
      onChange=${pickKind}
      error=${value === "all" ? error : null}
    />
    ${value !== "all" && html`<div class="stack stack--small">
      ${areas.length > AT_A_GLANCE && html`<${Search}
        name=${`${name}-find`}
        label=${t("Find an area")}
        value=${query}
        onInput=${setQuery}
      />`}
      <${Choices}
        name=${`${name}-areas`}
        kind="checkbox"
        row
        label=${t("Areas")}
        hint=${
          areas.length > AT_A_GLANCE &&
          chosen.length > 0 &&
          t("Chosen: {names}", {
            names: areas
              .filter((area) => chosen.includes(area.id))
              .map((area) => area.name)
              .join(", "),
          })
        }
        options=${found.map((area) => [String(area.id), area.name])}
        value=${chosen.map(String)}
        onChange=${(/** @type {string[]} */ ids) => onChange(ids.map(Number))}
        error=${error}
      />
      ${found.length === 0 && html`<p class="soft">${t("No area by that name.")}</p>`}
    </div>`}
  `;
}

/** @param {DesignItem} item */
const whyAreas = (item) => `reason:areas-${item.id}`;

/** @param {{ app: ConsoleApp, week: WeekPicture, item: DesignItem, onDone: () => void }} props */
function AreasForm({ app, week, item, onDone }) {
  const [areas, setAreas] = useChoice(app.client, whyAreas(item), "areas", /** @type {any} */ (item).areas);
  const reason = useWords(app.client, whyAreas(item));
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send("change_item_areas", { item: item.id, areas, reason: reason.text });
    if (!answer.ok) return;
    if (reason.settle()) onDone();
    app.say({ text: t("The areas are changed.") });
  };
  const { field, error } = command;
  return html`<form noValidate class="panel stack" onSubmit=${submit}>
    <h2>${t("Change the areas")}</h2>
    <${AreaChoice}
      name="change-areas"
      areas=${week.areas}
      value=${areas}
      onChange=${setAreas}
      error=${field === "areas" ? error : null}
    />
    <${Writing}
      draft=${reason}
      name="change-areas-why"
      label=${t("Why are the areas changed?")}
      hint=${t("The team can read this.")}
      error=${field === "reason" ? error : null}
    />
    <${Trouble} text=${["areas", "reason"].includes(field ?? "") ? null : error} onClose=${command.clear} />
    <${ChangeActions} changes=${[reason]} label=${t("Keep")} busy=${command.busy} onDone=${onDone} />
  </form>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, item: DesignItem }} props */
export function ChangeAreas({ app, week, item }) {
  const [open, setOpen] = useOpen(app.client, whyAreas(item));
  if (open) return html`<${AreasForm} app=${app} week=${week} item=${item} onDone=${() => setOpen(false)} />`;
  return html`<div><${Button} icon="edit" onClick=${() => setOpen(true)}>${t("Change the areas")}<//></div>`;
}
