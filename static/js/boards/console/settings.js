/** The settings of a board, in one place: what can be set now, and why the rest cannot. */
import { html } from "htm/preact";
import { t, tn } from "../../lib/i18n.js";
import { useCommand } from "../../ui/command.js";
import { ChangeActions } from "../../ui/change.js";
import { Choices } from "../../ui/field.js";
import { useChange, useChoice } from "../../ui/hooks.js";
import { Trouble } from "../../ui/page.js";
import { useOpen, Writing } from "../../ui/writing.js";
import { changedSettings } from "./places.js";

const NUMBERS = ["votes_per_person", "text_limit"];

/** Under what a number is kept while it is typed.
 * @param {Board} board
 */
const numberKeys = (board) => NUMBERS.map((name) => `setting:${board.id}:${name}`);

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
  const [votesKey, lettersKey] = numberKeys(board);
  const [switched, setTyped] = useChoice(app.client, votesKey, "switches", {});
  /** @type {Record<string, Change>} */
  const numbers = {
    votes_per_person: useChange(app.client, votesKey, String(board.votes_per_person ?? "")),
    text_limit: useChange(app.client, lettersKey, String(board.text_limit)),
  };
  const changes = Object.values(numbers);
  const typed = {
    ...switched,
    ...Object.fromEntries(NUMBERS.filter((name) => numbers[name].changed).map((name) => [name, numbers[name].text])),
  };
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    for (const { type, fields } of changedSettings(board, typed)) {
      const answer = await command.send(type, { board: board.id, ...fields });
      if (!answer.ok) return;
    }
    setTyped({});
    changes.forEach((change) => change.settle());
    command.clear();
    app.say({ text: t("The settings of this board are kept.") });
  };
  /** @param {string} name */
  const number = (name) => ({
    type: "number",
    draft: numbers[name],
    gone: board.read_only && t("The session is closed: this cannot be set now."),
    error: command.field === name || (name === "votes_per_person" && command.field === "votes") ? command.error : null,
  });
  return { switched, setTyped, changes, command, submit, number };
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
  const { switched, setTyped, changes, command, submit, number } = useSettings(app, board);
  return html`<form noValidate class="stack more__body measure" onSubmit=${submit}>
    ${board.read_only && html`<p class="soft">
      ${t("The session is closed, so only hiding and revealing can be changed. Reopen the session for the rest.")}
    </p>`}
    <${Switches} board=${board} typed=${switched} setTyped=${setTyped} />
    ${(!board.read_only || changes.some((change) => change.changed)) && html`
      <${Writing}
        name="board-votes"
        label=${t("Votes per person")}
        hint=${t("Empty is as many as one likes. Votes that were cast stay.")}
        min="1"
        max="100"
        required=${false}
        ...${number("votes_per_person")}
      />
      <${Writing}
        name="board-letters"
        label=${t("Letters in an idea, at most")}
        hint=${t("What is on the board already stays as it is.")}
        min="20"
        max="2000"
        ...${number("text_limit")}
      />
    `}
    <${Trouble} text=${AT_A_FIELD.includes(command.field ?? "") ? null : command.error} onClose=${command.clear} />
    <${ChangeActions} changes=${changes} label=${t("Keep")} busy=${command.busy} onDone=${() => {}} cancel=${null} />
  </form>`;
}

/** @param {{ app: ConsoleApp, board: Board }} props */
export function BoardSettings({ app, board }) {
  const [open, setOpen] = useOpen(app.client, ...numberKeys(board));
  return html`<details
    class="more board-tools__settings"
    open=${open}
    onToggle=${(/** @type {any} */ { currentTarget }) => setOpen(currentTarget.open)}
  >
    <summary>${t("Settings of this board")} <span class="soft small">${inWords(board)}</span></summary>
    <${Form} key=${board.id} app=${app} board=${board} />
  </details>`;
}
