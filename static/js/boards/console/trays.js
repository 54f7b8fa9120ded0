/** Trays above a board: ideas that wait to be let through, that came late, that are hidden. Never a bin. */
import { html } from "htm/preact";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { Menu } from "../../ui/menu.js";
import { Trouble } from "../../ui/page.js";
import { ReasonForm } from "../../ui/reason.js";
import { authorWords } from "./idea.js";
import { moveItems } from "./moves.js";

/** @param {{ idea: Idea, children: Markup }} props */
function Row({ idea, children }) {
  return html`<li class="tray__row" data-idea=${idea.id}>
    <p class="tray__text" dir="auto">
      <span class="card__number">#${idea.number}</span> ${idea.text}${" "}
      <span class="small soft">${authorWords(idea)}</span>
    </p>
    ${children}
  </li>`;
}

/** @param {{ app: ConsoleApp, idea: Idea }} props */
function Waiting({ app, idea }) {
  const command = useCommand(app);
  return html`<${Row} idea=${idea}>
    <div class="row">
      <${Button}
        kind="primary"
        icon="check"
        busy=${command.busy}
        onClick=${() => command.send("show_idea", { idea: idea.id, revision: idea.revision })}
        aria-label=${t("Let through: idea {n}", { n: idea.number })}
        data-about=${idea.text}
      >
        ${t("Let through")}
      <//>
      <${ReasonForm}
        app=${app}
        name=${`hide-${idea.id}`}
        label=${t("Keep off")}
        ask=${t("Why is idea {n} kept off?", { n: idea.number })}
        hint=${t("The author reads this.")}
        type="hide_idea"
        fields=${{ idea: idea.id, before: { reason: "" } }}
      />
    </div>
    <${Trouble} text=${command.error} onClose=${command.clear} />
  <//>`;
}

/** @param {{ app: ConsoleApp, idea: Idea }} props */
function Hidden({ app, idea }) {
  const command = useCommand(app);
  return html`<${Row} idea=${idea}>
    <p class="small"><span class="soft">${t("Why:")}</span> ${idea.hidden_reason}</p>
    <div class="row">
      <${Button}
        icon="show"
        busy=${command.busy}
        onClick=${() => command.send("show_idea", { idea: idea.id, revision: idea.revision })}
        aria-label=${t("Show again: idea {n}", { n: idea.number })}
      >
        ${t("Show again")}
      <//>
      <${ReasonForm}
        app=${app}
        name=${`why-${idea.id}`}
        label=${t("Say why")}
        ask=${t("Why is idea {n} hidden?", { n: idea.number })}
        hint=${t("The author reads this.")}
        type="hide_idea"
        fields=${{ idea: idea.id, before: { reason: idea.hidden_reason ?? "" } }}
        confirm=${t("Keep")}
      />
    </div>
    <${Trouble} text=${command.error} onClose=${command.clear} />
  <//>`;
}

/** @param {{ idea: Idea, picture: BoardPicture, columns: Column[], moves: Moves }} props */
function Late({ idea, ...rest }) {
  return html`<${Row} idea=${idea}>
    <${Menu}
      label=${t("Move idea {n} to…", { n: idea.number })}
      icon="move"
      items=${moveItems({ idea, list: [], ...rest })}
    />
  <//>`;
}

/** @param {{ title: string, open: boolean, children: Markup, waiting?: any }} props */
const Tray = ({ title, open, children, waiting = false }) =>
  html`<details class=${`tray${waiting ? " tray--waiting" : ""}`} open=${open}>
    <summary>${title}</summary>
    <ul class="tray__list">${children}</ul>
  </details>`;

/**
 * @param {{
 *   app: ConsoleApp, trays: { waiting: Idea[], late: Idea[], hidden: Idea[] }, moves: Moves,
 *   columns: Column[], picture: BoardPicture,
 * }} props
 */
export function Trays({ app, trays, moves, columns, picture }) {
  const { waiting, late, hidden } = trays;
  return html`<div class="trays">
    ${waiting.length > 0 && html`<${Tray}
      waiting
      open
      title=${tn("{n} idea waits for you", "{n} ideas wait for you", waiting.length)}
    >
      ${waiting.map((idea) => html`<${Waiting} key=${idea.id} app=${app} idea=${idea} />`)}
    <//>`}
    ${late.length > 0 && html`<${Tray} title=${tn("{n} late idea", "{n} late ideas", late.length)}>
      ${late.map(
        (idea) => html`<${Late} key=${idea.id} idea=${idea} moves=${moves} columns=${columns} picture=${picture} />`,
      )}
    <//>`}
    ${hidden.length > 0 && html`<${Tray} title=${tn("{n} hidden idea", "{n} hidden ideas", hidden.length)}>
      ${hidden.map((idea) => html`<${Hidden} key=${idea.id} app=${app} idea=${idea} />`)}
    <//>`}
  </div>`;
}
