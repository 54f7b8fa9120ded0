/** Steering a board: the reveal, its settings, ideas from paper. */
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { ChangeActions } from "../../ui/change.js";
import { Select } from "../../ui/field.js";
import { useChoice } from "../../ui/hooks.js";
import { Trouble } from "../../ui/page.js";
import { useWords, Writing } from "../../ui/writing.js";
import { BoardSettings } from "./settings.js";
import { nameOf } from "../../ui/words.js";

/**
 * @param {{
 *   app: ConsoleApp, board: Board,
 *   onPaper: () => void, paper: boolean, results: boolean, onResults: () => void,
 * }} props
 */
export function Tools({ app, board, onPaper, paper, results, onResults }) {
  const command = useCommand(app);
  const reveal = () => command.send("reveal_board", { board: board.id });
  return html`<div class="board-tools__more">
    <div class="button-group">
      ${board.concealed && html`<${Button} icon="show" kind="live" busy=${command.busy} onClick=${reveal}>
        ${t("Reveal to all")}
      <//>`}
      ${!board.read_only && html`<${Button} icon="plus" onClick=${onPaper} aria-expanded=${String(paper)}>
        ${t("From paper")}
      <//>`}
      ${board.results && html`<${Button} pressed=${results} onClick=${onResults}>${t("Results")}<//>`}
    </div>
    ${board.concealed && html`<p class="small soft">
      ${t("Only facilitators read these ideas now. Phones and projectors do not get the words.")}
    </p>`}
    <${Trouble} text=${command.error} onClose=${command.clear} />
    <${BoardSettings} app=${app} board=${board} />
  </div>`;
}

/** Under what an idea from paper is kept while it is typed in.
 * @param {number | undefined} board
 */
export const paperKey = (board) => `paper:${board}`;

/** Typed in for somebody with a pencil; one after the other, the field stays ready.
 * @param {{ app: ConsoleApp, board: Board, columns: Column[], onClose: () => void }} props
 */
export function PaperForm({ app, board, columns, onClose }) {
  const text = useWords(app.client, paperKey(board.id));
  const [column, setColumn] = useChoice(app.client, paperKey(board.id), "column", "");
  const asks = columns.length > 1; // which of them is for who types to say: the first is nobody's choice
  const isPlaced = !asks || columns.some((one) => String(one.id) === column);
  const [missed, setMissed] = useState(false);
  const command = useCommand(app);
  const input = useRef(/** @type {any} */ (null));
  const select = useRef(/** @type {any} */ (null));
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    setMissed(!isPlaced);
    if (!isPlaced) {
      select.current?.focus();
      return;
    }
    const answer = await command.send("post_idea", {
      board: board.id,
      text: text.text,
      on_behalf: true,
      ...(asks ? { column: Number(column) } : {}),
    });
    input.current?.focus();
    if (!answer.ok) return;
    text.settle();
    setColumn(column); // the next note of the heap belongs there too
    app.say({ text: t("It is idea {n}.", { n: answer.result.number }) });
  };
  return html`<form noValidate class="panel paper" onSubmit=${submit}>
    <${Writing}
      draft=${text}
      name="paper"
      label=${t("An idea from paper")}
      hint=${t("Type what is written. No name is kept.")}
      limit=${board.text_limit}
      onSubmit=${submit}
      error=${command.error}
      inputRef=${input}
      rows=${2}
      gone=${board.read_only && t("The session is closed: this board takes no ideas any more.")}
    />
    ${asks && html`<${Select}
      name="paper-column"
      label=${t("Column")}
      empty=${t("Choose…")}
      value=${isPlaced ? column : ""}
      options=${columns.map((one) => [String(one.id), nameOf(one.title)])}
      error=${missed && !isPlaced ? t("Choose where it belongs.") : null}
      inputRef=${select}
      onChange=${setColumn}
    />`}
    ${!board.read_only && html`<${ChangeActions}
      changes=${[text]}
      label=${t("Post")}
      busy=${command.busy}
      onDone=${onClose}
      cancel=${t("Done")}
    />`}
  </form>`;
}
