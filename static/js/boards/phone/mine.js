/** What I wrote: where it stands, changing it, and what happened with it.
 *
 *   <MyIdeas client follow folded />     follow: a followed board
 */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { announceOwn } from "../../lib/a11y.js";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { ConfirmInline } from "../../ui/confirm.js";
import { Textarea } from "../../ui/field.js";
import { FromBefore, hasFromBefore } from "../../ui/before.js";
import { ChangeActions, ChangeNotes, sends } from "../../ui/change.js";
import { useChange, useDraft } from "../../ui/hooks.js";
import { StillHere } from "../../ui/kept.js";
import { usePress } from "../../ui/press.js";
import { ErrorNote } from "../../ui/status.js";
import { Card } from "../card.js";
import { mayChange, myIdeas } from "../state.js";
import { hasText } from "../../spine/texts.js";
import { mistakeIn } from "./compose.js";
import { toldOf } from "../../ui/words.js";

const FINAL = new Set(["idea_no_longer_editable", "idea_hidden", "idea_withdrawn", "board_read_only"]);

/** Changing an own idea, in its place. When it cannot be changed any more (`over`) who types keeps the field.
 * @param {{ client: Client, follow: Shown<BoardPicture>, idea: any, over: boolean, onDone: () => void }} props
 */
function Editor({ client, follow, idea, over, onDone }) {
  const { board } = follow.picture.value;
  const key = `edit:${idea.id}`;
  const change = useChange(client, key, idea.text);
  const [wrong, setWrong] = useState(/** @type {any} */ (null));
  const press = usePress(client, `${follow.stream}#${idea.id}`);
  /** @param {string} words */
  const type = (words) => {
    change.set(words);
    client.drafts.choose(key, "board", board.id); // where it belongs, wherever the session goes meanwhile
  };
  /** @param {any} event */
  const save = async (event) => {
    event?.preventDefault();
    const mistake = mistakeIn(change.text, board.text_limit);
    setWrong(mistake);
    if (mistake || over || press.busy || !sends(change)) return undefined;
    const sent = change.text.trim();
    const answer = await press.send("edit_idea", { idea: idea.id, text: sent, before: { text: change.base } });
    if (answer.error === "conflict") follow.refreshMine(); // the other words come into sight, to choose from
    if (FINAL.has(answer.error ?? "")) onDone(); // it says so, with these words
    if (!answer.ok) return undefined;
    announceOwn(t("Saved."));
    return change.settle() ? onDone() : undefined;
  };
  return html`<form class="stack stack--small" onSubmit=${save} noValidate>
    <${Textarea}
      name=${`edit-${idea.id}`}
      label=${t("The new words")}
      value=${change.text}
      onInput=${type}
      limit=${board.text_limit}
      error=${wrong ?? press.words}
      onSubmit=${save}
    />
    <${ChangeNotes} change=${change} name=${key} />
    ${
      over && !press.busy
        ? html`<${StillHere}
            words=${t(
              "This idea cannot be changed any more. Your text still stands here: copy it, or send it as a new one.",
            )}
            text=${change.text}
            onAway=${() => {
              change.putAway();
              onDone();
            }}
          />`
        : html`<${ChangeActions}
            changes=${[change]}
            label=${t("Save")}
            busy=${press.busy}
            onDone=${onDone}
            cancel=${t("Leave as it was")}
          />`
    }
  </form>`;
}

/** @param {{ client: Client, follow: Shown<BoardPicture>, idea: any, onEdit: () => void }} props */
function Actions({ client, follow, idea, onEdit }) {
  const press = usePress(client, `${follow.stream}#${idea.id}`);
  const withdraw = async () => {
    const answer = await press.send("withdraw_idea", { idea: idea.id });
    if (answer.ok) announceOwn(t("Taken back."));
    else follow.refreshMine();
  };
  return html`<div class="row">
    <${Button} kind="ghost" icon="edit" onClick=${onEdit}>
      ${t("Change")}
      <span class="visually-hidden"> #${idea.number}</span>
    <//>
    <${ConfirmInline}
      kind="ghost"
      icon="undo"
      label=${t("Take back")}
      question=${t("Take this idea off the board?")}
      confirmLabel=${t("Yes, take it back")}
      danger
      onConfirm=${withdraw}
    />
    ${press.words && html`<p class="field__error" role="alert">${press.words}</p>`}
  </div>`;
}

/** New words for an idea that cannot be changed any more:
 * refused, or typed too late. They stay until they are let go.
 * @param {Client} client
 * @param {Board} board
 * @param {any} row
 */
function wordsLeft(client, board, row) {
  const key = `edit:${row.idea?.id}`;
  const draft = (client.drafts.of(key) ?? client.drafts.away(key))?.text.trim() ?? "";
  return draft !== row.text && !mayChange(board, row.idea) ? draft : "";
}

/** @param {{ client: Client, board: Board, row: any }} props */
function TooLate({ client, board, row }) {
  const [, , clear] = useDraft(client, `edit:${row.idea.id}`);
  const words = wordsLeft(client, board, row);
  if (!words) return null;
  return html`<${ErrorNote}
    title=${t("Your change was not taken. The idea stays as it was.")}
    kept=${words}
    onDismiss=${() => {
      client.drafts.throwAway(`edit:${row.idea.id}`);
      clear();
    }}
  />`;
}

/** What came of an idea; nothing as long as it is waiting, and of what its author took back.
 * @param {any} idea
 */
function decidedOf(idea) {
  const outcome = idea.fate?.outcome;
  return ["withdrawn", "not_handled_yet"].includes(outcome) ? null : outcome;
}

/** What happened with it, as soon as something did.
 * @param {{ idea: any }} props
 */
function Fate({ idea }) {
  const words = toldOf("idea_outcome", decidedOf(idea));
  return html`<div class="fate">
    ${idea.hidden_reason && html`<p>${t("Why it is hidden:")} <span dir="auto">${idea.hidden_reason}</span></p>`}
    ${!idea.hidden_reason && words && html`<p>
      ${words} ${idea.fate.reason && html`<span dir="auto">${idea.fate.reason}</span>`}
    </p>`}
    ${words && html`<a class="target" href=${`/ideas/${idea.number}`}>${t("What happened with it")}</a>`}
  </div>`;
}

/** Whether the box for other words is open; `over`: it is, and the idea cannot be changed any more.
 * @param {Client} client
 * @param {Board} board
 * @param {any} row
 */
function useChanging(client, board, row) {
  const kept = row.idea ? client.drafts.of(`edit:${row.idea.id}`) : null;
  const draft = kept?.text.trim() ?? "";
  const changeable = Boolean(row.idea && mayChange(board, row.idea));
  const typing = kept !== null && draft !== row.text;
  const [open, setEditing] = useState(typing && changeable);
  const over = open && typing && !changeable;
  const shown = useRef(row.text);
  useEffect(() => {
    if (shown.current !== row.text && draft === row.text) {
      // saved meanwhile, as by another visit
      client.drafts.clear(`edit:${row.idea.id}`);
      setEditing(false);
    }
    shown.current = row.text;
  }, [row.text]);
  return { changeable, editing: open && (changeable || over), setEditing, over };
}

/** @param {{ client: Client, follow: Shown<BoardPicture>, row: any }} props */
function MyIdea({ client, follow, row }) {
  const { board } = follow.picture.value;
  const { changeable, editing, setEditing, over } = useChanging(client, board, row);
  if (row.state === "failed") {
    return html`<li>
      <${ErrorNote}
        title=${t("This idea was not accepted.")}
        error=${row.entry.message}
        kept=${row.text}
        onRetry=${() => client.outbox.retry(row.entry.id)}
        onDismiss=${() => client.outbox.dismiss(row.entry.id)}
      />
    </li>`;
  }
  const chips = html`
    ${row.state === "visible" && html`<${Chip}>${board.concealed ? t("sent, still hidden") : t("on the board")}<//>`}
    ${row.state === "saved" && html`<${Chip}>${t("saved")}<//>`}
    ${row.idea?.early && html`<${Chip}>${t("early")}<//>`}
    ${row.idea?.late && html`<${Chip}>${t("late")}<//>`}
  `;
  return html`<${Card} idea=${{ number: row.number, text: row.text, state: row.state }} chips=${chips}>
    ${
      editing
        ? html`<${Editor} ...${{ client, follow, over }} idea=${row.idea} onDone=${() => setEditing(false)} />`
        : changeable &&
          html`<${Actions} client=${client} follow=${follow} idea=${row.idea} onEdit=${() => setEditing(true)} />`
    }
    ${row.idea && !over && html`<${TooLate} client=${client} board=${board} row=${row} />`}
    ${row.idea && html`<${Fate} idea=${row.idea} />`}
  <//>`;
}

/** Unfolded (`plain`) it is a part of the page; folded it opens by itself when something in it waits for a decision,
 * and then stays as the person has it. One place for both: who types in it keeps the field when it folds.
 * @param {{ title: string, plain: boolean, unsolved: boolean, children: Markup }} props
 */
function Folded({ title, plain, unsolved, children }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (unsolved) setOpen(true);
  }, [unsolved]);
  return html`<details
    class=${plain ? "more more--plain" : "more"}
    id=${plain ? "mine" : undefined}
    open=${plain || open}
    onToggle=${(/** @type {any} */ event) => !plain && setOpen(event.currentTarget.open)}
  >
    <summary hidden=${plain}>${title}</summary>
    <div class="more__body stack">
      ${plain && html`<h2 key="title">${title}</h2>`} <div key="list">${children}</div>
    </div>
  </details>`;
}

/** Whether somebody changes one of these.
 * @param {Client} client
 * @param {any[]} rows
 */
const isChanging = (client, rows) => rows.some((row) => row.idea && hasText(client.drafts.get(`edit:${row.idea.id}`)));

/** @param {{ client: Client, follow: Shown<BoardPicture>, folded?: boolean }} props */
export function MyIdeas({ client, follow, folded = false }) {
  const entries = client.outbox.entries.value.filter((entry) => entry.lane === follow.stream);
  const rows = myIdeas(follow.mine.value, entries);
  const before = hasFromBefore(client, follow.stream);
  const plain = useRef(!folded);
  if (!folded) plain.current = true;
  else if (!isChanging(client, rows)) plain.current = false;
  if (rows.length === 0 && !before) return null;
  const list = html`<ul class="cards">
    <${FromBefore} client=${client} lane=${follow.stream} />
    ${rows.map(
      (row) => html`<${MyIdea}
        key=${row.entry?.result?.idea ? `idea-${row.entry.result.idea}` : row.key}
        client=${client}
        follow=${follow}
        row=${row}
      />`,
    )}
  </ul>`;
  const title = rows.length > 0 ? tn("My idea", "My ideas ({n})", rows.length) : t("My ideas");
  const unsolved =
    before ||
    rows.some((row) => row.state === "failed" || (row.idea && wordsLeft(client, follow.picture.value.board, row)));
  return html`<${Folded} title=${title} plain=${plain.current} unsolved=${unsolved}>${list}<//>`;
}
