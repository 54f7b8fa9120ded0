/** The settings of a board, in one place: what can be set now, and why the rest cannot. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { Choices, Field } from "../../ui/field.js";
import { Trouble } from "../../ui/page.js";
import { changedSettings } from "./places.js";

/** What it is set to, in a few words behind the title.
 * @param {Board} board
 */
const inWords = (board) =>
  [
    board.votes_per_person === null
      ? t("votes without limit")
      : tn("{n} vote each", "{n} votes each", board.votes_per_person),
    tn("{n} letter", "{n} letters", board.text_limit),
    board.moderated && t("read first"),
    board.concealed && t("hidden"),
  ]
    .filter(Boolean)
    .join(" · ");

/** Only what was typed differs from the board: what somebody else sets meanwhile shows, and is not put back.
 * @param {ConsoleApp} app
 * @param {Board} board
 */
function useSettings(app, board) {
  const [typed, setTyped] = useState(/** @type {Record<string, any>} */ ({}));
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    for (const { type, fields } of changedSettings(board, typed)) {
      const answer = await command.send(type, { board: board.id, ...fields });
      if (!answer.ok) return;
    }
    setTyped({});
    command.clear();
    app.say({ text: t("The settings of this board are kept.") });
  };
  /** @param {string} name */
  const number = (name) => ({
    type: "number",
    value: typed[name] ?? String(/** @type {any} */ (board)[name] ?? ""),
    onInput: (/** @type {string} */ text) => setTyped({ ...typed, [name]: text }),
    error: command.field === name || (name === "votes_per_person" && command.field === "votes") ? command.error : null,
  });
  return { typed, setTyped, command, submit, number };
}

/** @param {{ board: Board, typed: Record<string, any>, setTyped: (typed: Record<string, any>) => void }} props */
function Switches({ board, typed, setTyped }) {
  const names = ["moderated", "concealed"].filter((name) => name === "concealed" || !(board.read_only || board.youth));
  /** @type {{ [name: string]: string }} */
  const words = {
    moderated: t("A facilitator reads each idea before others do"),
    concealed: t("Hide the ideas until the reveal"),
  };
  const on = names.filter((name) => typed[name] ?? /** @type {any} */ (board)[name]);
  /** @param {string[]} chosen */
  const change = (chosen) => {
    const pressed = names.filter((name) => on.includes(name) !== chosen.includes(name));
    setTyped({ ...typed, ...Object.fromEntries(pressed.map((name) => [name, chosen.includes(name)])) });
  };
  return html`<${Choices}
    name="board-switches"
    kind="checkbox"
    label=${t("Who reads what")}
    hint=${board.youth && !board.read_only && t("At a session of young people a facilitator always reads first.")}
    options=${names.map((name) => [name, words[name]])}
    value=${on}
    onChange=${change}
  />`;
}

const AT_A_FIELD = ["votes_per_person", "votes", "text_limit"];

/** @param {{ app: ConsoleApp, board: Board }} props */
function Form({ app, board }) {
  const { typed, setTyped, command, submit, number } = useSettings(app, board);
  return html`<form noValidate class="stack more__body measure" onSubmit=${submit}>
    ${board.read_only && html`<p class="soft">
      ${t("The session is closed, so only hiding and revealing can be changed. Reopen the session for the rest.")}
    </p>`}
    <${Switches} board=${board} typed=${typed} setTyped=${setTyped} />
    ${!board.read_only && html`
      <${Field}
        name="board-votes"
        label=${t("Votes per person")}
        hint=${t("Empty is as many as one likes. Votes that were cast stay.")}
        min="1"
        max="100"
        required=${false}
        ...${number("votes_per_person")}
      />
      <${Field}
        name="board-letters"
        label=${t("Letters in an idea, at most")}
        hint=${t("What is on the board already stays as it is.")}
        min="20"
        max="2000"
        ...${number("text_limit")}
      />
    `}
    <${Trouble} text=${AT_A_FIELD.includes(command.field ?? "") ? null : command.error} onClose=${command.clear} />
    <div><${Button} type="submit" kind="primary" busy=${command.busy}>${t("Keep")}<//></div>
  </form>`;
}

/** @param {{ app: ConsoleApp, board: Board }} props */
export function BoardSettings({ app, board }) {
  return html`<details class="more board-tools__settings">
    <summary>${t("Settings of this board")} <span class="soft small">${inWords(board)}</span></summary>
    <${Form} key=${board.id} app=${app} board=${board} />
  </details>`;
}
