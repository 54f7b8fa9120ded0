/** Steering a board: its phase (soft, also back), what is concealed, votes, ideas from paper. */
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { Field, Select, Textarea } from "../../ui/field.js";
import { useDraft } from "../../ui/hooks.js";
import { Trouble } from "../../ui/page.js";
import { titleOf, valuesOf } from "../../ui/words.js";

/** @param {{ app: ConsoleApp, board: Board }} props */
export function Phases({ app, board }) {
  const command = useCommand(app);
  return html`<div class="phases">
    <div class="segments" role="group" aria-label=${t("Phase of the board")}>
      ${valuesOf("board_phase").map(
        (phase) => html`<button
          key=${phase}
          type="button"
          class="segments__one"
          aria-pressed=${String(board.phase === phase)}
          aria-disabled=${board.read_only ? "true" : undefined}
          onClick=${() => !board.read_only && command.send("set_board_phase", { board: board.id, phase })}
        >
          ${titleOf("board_phase", phase)}
        </button>`,
      )}
    </div>
    <${Trouble} text=${command.error} onClose=${command.clear} />
  </div>`;
}

/** @param {{ app: ConsoleApp, board: Board, onDone: () => void }} props */
function VoteLimit({ app, board, onDone }) {
  const [votes, setVotes] = useState(String(board.votes_per_person ?? ""));
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send("set_vote_limit", {
      board: board.id,
      votes: votes.trim() === "" ? null : Number.parseInt(votes, 10),
    });
    if (answer.ok) onDone();
  };
  return html`<form noValidate class="ask" onSubmit=${submit}>
    <${Field}
      name="vote-limit"
      label=${t("Votes per person")}
      hint=${t("Empty is as many as one likes.")}
      type="number"
      min="1"
      max="100"
      required=${false}
      value=${votes}
      onInput=${setVotes}
      error=${command.error}
    />
    <div class="row">
      <${Button} type="submit" kind="primary" busy=${command.busy}>${t("Keep")}<//>
      <${Button} kind="ghost" onClick=${onDone}>${t("Cancel")}<//>
    </div>
  </form>`;
}

/**
 * @param {{
 *   app: ConsoleApp, board: Board,
 *   onPaper: () => void, paper: boolean, results: boolean, onResults: () => void,
 * }} props
 */
export function Settings({ app, board, onPaper, paper, results, onResults }) {
  const command = useCommand(app);
  const [limiting, setLimiting] = useState(false);
  const conceal = () => command.send(board.concealed ? "reveal_board" : "conceal_board", { board: board.id });
  return html`<div class="board-tools__more">
    <div class="button-group">
      ${!board.read_only && html`
        <${Button}
          icon=${board.concealed ? "show" : "hide"}
          kind=${board.concealed ? "live" : undefined}
          busy=${command.busy}
          onClick=${conceal}
        >
          ${board.concealed ? t("Reveal to all") : t("Conceal")}
        <//>
        <${Button} icon="vote" onClick=${() => setLimiting(!limiting)} aria-expanded=${String(limiting)}>
          ${
            board.votes_per_person === null
              ? t("Votes: no limit")
              : tn("{n} vote each", "{n} votes each", board.votes_per_person)
          }
        <//>
        <${Button} icon="plus" onClick=${onPaper} aria-expanded=${String(paper)}>${t("From paper")}<//>
      `}
      ${board.results && html`<${Button} pressed=${results} onClick=${onResults}>${t("Results")}<//>`}
    </div>
    ${board.concealed && html`<p class="small soft">
      ${t("Only facilitators read these ideas now. Phones and projectors do not get the words.")}
    </p>`}
    ${limiting && html`<${VoteLimit} app=${app} board=${board} onDone=${() => setLimiting(false)} />`}
    <${Trouble} text=${command.error} onClose=${command.clear} />
  </div>`;
}

/** Typed in for somebody with a pencil; one after the other, the field stays ready.
 * @param {{ app: ConsoleApp, board: Board, columns: Column[], onClose: () => void }} props
 */
export function PaperForm({ app, board, columns, onClose }) {
  const [text, setText, forget] = useDraft(app.client, `paper:${board.id}`);
  const [column, setColumn] = useState("");
  const command = useCommand(app);
  const input = useRef(/** @type {any} */ (null));
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send("post_idea", {
      board: board.id,
      text,
      on_behalf: true,
      ...(column ? { column: Number(column) } : {}),
    });
    input.current?.focus();
    if (!answer.ok) return;
    forget();
    app.say({ text: t("It is idea {n}.", { n: answer.result.number }) });
  };
  return html`<form noValidate class="panel paper" onSubmit=${submit}>
    <${Textarea}
      name="paper"
      label=${t("An idea from paper")}
      hint=${t("Type what is written. No name is kept.")}
      value=${text}
      onInput=${setText}
      limit=${board.text_limit}
      onSubmit=${submit}
      error=${command.error}
      inputRef=${input}
      rows=${2}
    />
    ${columns.length > 1 && html`<${Select}
      name="paper-column"
      label=${t("Column")}
      required=${false}
      empty=${columns[0].title}
      value=${column}
      options=${columns.slice(1).map((one) => [one.id, one.title])}
      onChange=${setColumn}
    />`}
    <div class="row">
      <${Button} type="submit" kind="primary" icon="send" busy=${command.busy}>${t("Post")}<//>
      <${Button} kind="ghost" onClick=${onClose}>${t("Done")}<//>
    </div>
  </form>`;
}
