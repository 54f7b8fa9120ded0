/** The phase of a board: soft, also back. Voting that is opened again asks how: with the votes that stand, or anew. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { ConfirmInline } from "../../ui/confirm.js";
import { Trouble } from "../../ui/page.js";
import { titleOf, valuesOf } from "../../ui/words.js";

/** @param {{ onVote: (fresh: boolean) => any, onLeave: () => void }} props */
function HowToVote({ onVote, onLeave }) {
  const box = useRef(/** @type {any} */ (null));
  useEffect(() => box.current?.querySelector("button")?.focus(), []);
  const question = t("People voted here before. How does it go on?");
  /** @param {boolean} fresh */
  const vote = (fresh) => async () => {
    const answer = await onVote(fresh);
    if (answer.ok) onLeave();
  };
  return html`<div class="note note--live" role="group" aria-label=${question} ref=${box}>
    <div class="note__body stack stack--small">
      <p><strong>${question}</strong></p>
      <p>${t("In a new ballot everybody has all votes again. The result of the one before is kept.")}</p>
      <div class="note__actions">
        <${Button} onClick=${vote(false)}>${t("Go on with the votes that stand")}<//>
        <${Button} onClick=${vote(true)}>${t("Begin a new ballot")}<//>
        <${Button} kind="ghost" onClick=${onLeave}>${t("No, go back")}<//>
      </div>
    </div>
  </div>`;
}

/** @param {{ app: ConsoleApp, board: Board, votes: number }} props */
export function Phases({ app, board, votes }) {
  const [asking, ask] = useState(false);
  const command = useCommand(app);
  const still = board.read_only || command.busy;
  /** @param {boolean} fresh */
  const vote = (fresh) => {
    const leaving = fresh ? { fresh, leaving: board.ballot } : {};
    return command.send("set_board_phase", { board: board.id, phase: "voting", ...leaving });
  };
  /** @param {string} phase */
  const go = (phase) => {
    if (still) return;
    const again = phase === "voting" && board.phase !== "voting" && board.ballot > 0;
    ask(again);
    if (!again) command.send("set_board_phase", { board: board.id, phase });
  };
  return html`<div class="phases stack stack--small">
    <div class="segments" role="group" aria-label=${t("Phase of the board")}>
      ${valuesOf("board_phase").map(
        (phase) => html`<button
          key=${phase}
          type="button"
          class="segments__one"
          aria-pressed=${String(board.phase === phase)}
          aria-disabled=${still ? "true" : undefined}
          aria-busy=${command.busy ? "true" : undefined}
          onClick=${() => go(phase)}
        >
          ${titleOf("board_phase", phase)}
        </button>`,
      )}
    </div>
    ${asking && !board.read_only && board.phase !== "voting" && html`<${HowToVote}
      onVote=${vote}
      onLeave=${() => ask(false)}
    />`}
    ${board.phase === "voting" && !board.read_only && votes > 0 && html`<div>
      <${ConfirmInline}
        label=${t("Begin a new ballot")}
        kind="ghost"
        question=${t(
          "Everybody gets all votes again. What was voted until now is kept, as the result of this ballot. Begin anew?",
        )}
        confirmLabel=${t("Yes, begin anew")}
        onConfirm=${() => vote(true)}
      />
    </div>`}
    <${Trouble} text=${command.error} onClose=${command.clear} />
  </div>`;
}
