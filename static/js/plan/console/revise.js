/** Revising a design item: the next version beside the old words. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { ChangeActions, sends } from "../../ui/change.js";
import { useCommand } from "../../ui/command.js";
import { Diff } from "../../ui/diff.js";
import { useChange } from "../../ui/hooks.js";
import { Trouble } from "../../ui/page.js";
import { Writing } from "../../ui/writing.js";
import { REVIEWABLE } from "../state.js";
import { wordDiff } from "./diff.js";

/** Under what the next version is kept while it is written.
 * @param {{ id: number }} item
 */
export const revisionKeys = ({ id }) => [`revise:${id}:text`, `revise:${id}:why`];

/** @param {{ app: ConsoleApp, item: DesignItem, onDone: () => void }} props */
export function Revise({ app, item, onDone }) {
  const [textKey, whyKey] = revisionKeys(item);
  const text = useChange(app.client, textKey, item.version.text);
  const why = useChange(app.client, whyKey, item.version.why);
  const command = useCommand(app);
  const open = REVIEWABLE.includes(item.state);
  const gone = !open && t("No version can be made of this item now.");
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    if (!sends(text, why)) return;
    const said = { text: text.text, why: why.text, base_version: item.version.id };
    const answer = await command.send("revise_item", { item: item.id, ...said });
    if (!answer.ok) return;
    if ([text.settle(), why.settle()].every(Boolean)) onDone();
    const { number, beside } = answer.result;
    app.say({
      text: beside
        ? t("Version {n} is made. Somebody else made one just before: both are kept.", { n: number })
        : t("Version {n} is made.", { n: number }),
    });
  };
  return html`<form noValidate class="stack" onSubmit=${submit}>
    <div class="side-by-side">
      <section class="panel">
        <h2>${t("Version {n} says", { n: item.version.number })}</h2>
        <p class="version__text" dir="auto">${item.version.text}</p>
      </section>
      <div>
        <${Writing}
          draft=${text}
          name="revise-text"
          label=${t("Version {n} will say", { n: item.version.number + 1 })}
          rows=${6}
          error=${command.field === "text" ? command.error : null}
          gone=${gone}
        />
      </div>
    </div>
    ${text.changed && html`<section class="panel">
      <h2>${t("What changes")}</h2>
      <${Diff} pieces=${wordDiff(item.version.text, text.text)} />
    </section>`}
    <${Writing}
      draft=${why}
      name="revise-why"
      label=${t("Why?")}
      rows=${2}
      error=${command.field === "why" ? command.error : null}
      gone=${gone}
    />
    <${Trouble} text=${["text", "why"].includes(command.field ?? "") ? null : command.error} onClose=${command.clear} />
    ${open && html`<${ChangeActions}
      changes=${[text, why]}
      label=${t("Make version {n}", { n: item.version.number + 1 })}
      busy=${command.busy}
      onDone=${onDone}
    />`}
  </form>`;
}
