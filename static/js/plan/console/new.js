/** A new design item, from ideas or from nothing. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { sayLeftOut } from "../../ui/leftout.js";
import { Select } from "../../ui/field.js";
import { useChoice } from "../../ui/hooks.js";
import { PageTitle, Trouble } from "../../ui/page.js";
import { titleOf, valuesOf } from "../../ui/words.js";
import { useWords, Writing } from "../../ui/writing.js";

/** @param {{ seeds: Seed[] }} props */
const Seeds = ({ seeds }) => html`<ul class="seeds">
  ${seeds.map(
    (idea) => html`<li key=${idea.id} dir="auto"><span class="card__number">#${idea.number}</span> ${idea.text}</li>`,
  )}
</ul>`;

/** The words of an item to be; half-typed ones are kept by the ideas that they are made from.
 * @param {ConsoleApp} app
 * @param {Seed[]} seeds
 */
function useNewItem(app, seeds) {
  const key = seeds.map((idea) => idea.id).join("-") || "blank";
  const title = useWords(app.client, `item:${key}:title`);
  const text = useWords(app.client, `item:${key}:text`);
  const why = useWords(app.client, `item:${key}:why`);
  const [kind, setKind] = useChoice(app.client, `item:${key}:title`, "kind", "solution");
  const [grain, setGrain] = useChoice(app.client, `item:${key}:title`, "grain", "fine");
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const said = { title: title.text, text: text.text, why: why.text };
    const fields = { ...said, kind, grain, from_ideas: seeds.map((idea) => idea.id) };
    const answer = await command.send("create_design_item", fields);
    if (!answer.ok) return;
    if (![text.settle(), why.settle(), title.settle()].every(Boolean)) return;
    app.seeds.value = null;
    app.selection.value = new Set();
    app.go(`/console/items/${answer.result.item}`);
    sayLeftOut(app, answer);
  };
  return { title, text, why, kind, setKind, grain, setGrain, command, submit };
}

/** A solution or a rule; a big story or every day.
 * @param {{ form: any }} props
 */
const Nature = ({ form }) => html`<div class="two">
  <${Select}
    name="item-kind"
    label=${t("Kind")}
    value=${form.kind}
    options=${valuesOf("item_kind").map((one) => [one, titleOf("item_kind", one)])}
    onChange=${form.setKind}
  />
  <${Select}
    name="item-grain"
    label=${t("Grain")}
    value=${form.grain}
    options=${["coarse", "fine"].map((one) => [one, titleOf("grain", one)])}
    onChange=${form.setGrain}
  />
</div>`;

/** @param {{ app: ConsoleApp, seeds: Seed[] }} props */
function ItemForm({ app, seeds }) {
  const { command, ...form } = useNewItem(app, seeds);
  /** @param {string} field */
  const wrong = (field) => (command.field === field ? command.error : null);
  return html`<form noValidate class="stack measure" onSubmit=${form.submit}>
    <${Writing} draft=${form.title} name="item-title" label=${t("Title")} error=${wrong("title")} />
    <${Nature} form=${form} />
    <${Writing}
      draft=${form.text}
      name="item-text"
      label=${t("What do we propose?")}
      rows=${5}
      error=${wrong("text")}
    />
    <${Writing} draft=${form.why} name="item-why" label=${t("Why?")} rows=${3} error=${wrong("why")} />
    <${Trouble}
      text=${["title", "text", "why"].includes(command.field ?? "") ? null : command.error}
      onClose=${command.clear}
    />
    <div><${Button} type="submit" kind="primary" busy=${command.busy}>${t("Make the first version")}<//></div>
  </form>`;
}

/** @param {{ app: ConsoleApp }} props */
export function NewItem({ app }) {
  const seeds = app.seeds.value ?? [];
  return html`
    <${PageTitle} app=${app}>${t("New design item")}<//>
    ${
      seeds.length > 0
        ? html`<section class="panel panel--given"><h2>${t("Made from")}</h2><${Seeds} seeds=${seeds} /></section>`
        : html`<p class="soft">${t("Choose ideas on a board first, and it is kept where this came from.")}</p>`
    }
    <${ItemForm} app=${app} seeds=${seeds} />
  `;
}
