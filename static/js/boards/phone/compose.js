/** Writing: one question, one input, one button.
 *
 *   <Composer client follow question youth late />     follow: a followed board
 *   mistakeIn(text, limit) -> null, or the sentence that says what is wrong
 *   sentWords(entries, id) -> how far what was sent has come, or null
 */
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Select, Textarea } from "../../ui/field.js";
import { useChoice, useDraft } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { readersOfIdeas } from "./words.js";
import { hasText, isBlank, lettersIn } from "../../spine/texts.js";
import { StillHere } from "../../ui/kept.js";
import { writingOf } from "../state.js";
import { nameOf } from "../../ui/words.js";

const TREMBLE_MS = 1000;

/** What may be sent: null, or the sentence that says what is wrong.
 * @param {string} text
 * @param {number | undefined} limit
 */
export function mistakeIn(text, limit) {
  if (isBlank(text)) return t("Write something first.");
  if (limit && lettersIn(text) > limit) return t("This is too long. Make it shorter.");
  return null;
}

/** Where it will stand, and who reads it.
 * @param {{ client: Client, board: Board, youth: boolean }} props
 */
function Readers({ client, board, youth }) {
  return html`<div class="composer__who">
    <${Icon} name="people" />
    <div>
      <p>${readersOfIdeas({ named: Boolean(client.boot.me?.name), youth })}</p>
      ${board.moderated && html`<p>${t("The facilitator reads it first; then it stands on the board.")}</p>`}
      ${board.concealed && html`<p>${t("The ideas are still hidden. They open for everybody at the same time.")}</p>`}
    </div>
  </div>`;
}

/** Writing on: the board went on while somebody typed. Their field stays, until they send or put it away.
 *
 *   <Writer client follow question youth />     at its place in the scene; it draws nothing where nobody may write
 *   isTyping(client, board) -> bool             words stand in the field of this board
 * @param {Client} client
 * @param {number} board
 */
export const isTyping = (client, board) => hasText(client.drafts.get(`idea:${board}`));

/** @param {{ client: Client, follow: Shown<BoardPicture>, question: string, youth: boolean }} props */
export function Writer({ client, follow, question, youth }) {
  const { board } = follow.picture.value;
  const state = writingOf(board);
  const typing = isTyping(client, board.id);
  const plain = useRef(state === "open" || typing);
  const [open, setOpen] = useState(false);
  if (state === "open") plain.current = true;
  else if (!typing) plain.current = false;
  const hidden = !typing && (state === "closed" || (state === "late" && board.phase === "voting"));
  if (hidden) return null;
  return html`<details
    class=${plain.current ? "more more--plain" : "more"}
    open=${plain.current || open}
    onToggle=${(/** @type {any} */ event) => setOpen(event.currentTarget.open)}
  >
    <summary hidden=${plain.current}>${t("I still have an idea")}</summary>
    <div class="more__body">
      <${Composer} client=${client} follow=${follow} question=${question} youth=${youth} state=${state} />
    </div>
  </details>`;
}

/** How far what was sent has come, in one sentence; null when it was refused or put away: its own place tells that.
 * @param {Entry[]} entries
 * @param {string} id
 */
export function sentWords(entries, id) {
  const state = entries.find((entry) => entry.id === id)?.state;
  if (state === "saved") return t("Sent. It stands below.");
  if (state === "sending") return t("On its way. It stands below.");
  return state === "on_phone"
    ? t("Not sent yet. It stands below and goes by itself when there is a connection.")
    : null;
}

/** @param {{ client: Client, id: string }} props */
function Sent({ client, id }) {
  const entries = client.outbox.entries.value;
  const words = sentWords(entries, id);
  const there = entries.some((entry) => entry.id === id && entry.state === "saved");
  return (
    words &&
    html`<p class=${there ? "composer__sent" : "composer__sent composer__sent--waiting"}>
      <${Icon} name=${there ? "check" : "clock"} />
      ${words}
    </p>`
  );
}

/** What is typed, where it belongs, and sending it.
 * @param {Client} client
 * @param {Shown<BoardPicture>} follow
 */
function useComposing(client, follow) {
  const { board, columns } = follow.picture.value;
  const [text, setText, clear] = useDraft(client, `idea:${board.id}`);
  const [place, choose] = useChoice(client, `idea:${board.id}`, "column", "");
  const [mistake, setMistake] = useState(/** @type {any} */ (null));
  const [sent, setSent] = useState(/** @type {string | null} */ (null));
  const sentAt = useRef(-Infinity);
  const input = useRef(/** @type {any} */ (null));
  const ordered = [...columns].sort((a, b) => a.position - b.position);
  const asks = ordered.length > 1;
  const column = asks ? (ordered.find((row) => String(row.id) === place) ?? null) : (ordered[0] ?? null);
  const [unplaced, setUnplaced] = useState(false);
  const select = useRef(/** @type {any} */ (null));
  /** @param {any} event */
  const send = (event) => {
    event?.preventDefault();
    if (isBlank(text) && Date.now() - sentAt.current < TREMBLE_MS) return; // a second tap on what was just sent
    const wrong = mistakeIn(text, board.text_limit);
    setMistake(wrong);
    setUnplaced(asks && !column && !wrong);
    if (asks && !column && !wrong) {
      select.current?.focus();
      return;
    }
    input.current?.focus();
    if (wrong) return;
    const words = text.trim();
    sentAt.current = Date.now();
    const id = client.outbox.post({
      type: "post_idea",
      fields: { board: board.id, text: words, ...(column ? { column: column.id } : {}) },
      lane: follow.stream,
      text: words,
    });
    setSent(id);
    clear();
  };
  /** @param {string} words */
  const type = (words) => {
    setText(words);
    if (asks && !column) choose(""); // it is kept that this text has no place yet, also where the columns are not known
    setSent(null);
    sentAt.current = -Infinity;
    if (mistake) setMistake(null);
  };
  const putAway = () => {
    client.drafts.putAway(`idea:${board.id}`);
    setSent(null);
  };
  return { text, type, mistake, sent, send, input, columns: ordered, column, choose, unplaced, select, putAway };
}

/** @param {{ state: string, board: Board }} props */
const When = ({ state, board }) => html`
  ${board.early && html`<p class="small soft">
    ${t("The session has not begun yet. You can send an idea already; it is marked as early.")}
  </p>`}
  ${state === "late" && html`<p class="small soft">
    ${t("Writing is over. You can still send one; it is marked as late.")}
  </p>`}
`;

/**
 * @param {{ client: Client, follow: Shown<BoardPicture>, question: string, youth: boolean, state?: string }} props
 */
export function Composer({ client, follow, question, youth, state = "open" }) {
  const { board } = follow.picture.value;
  const composing = useComposing(client, follow);
  const { text, type, mistake, sent, send, input, columns, column, choose, unplaced, select, putAway } = composing;
  return html`<form class="composer" onSubmit=${send} noValidate>
    <${Textarea}
      name="idea"
      label=${question}
      question
      heading=${state === "open"}
      large
      rows=${3}
      value=${text}
      onInput=${type}
      limit=${board.text_limit}
      error=${mistake}
      onSubmit=${send}
      enterSends
      inputRef=${input}
    />
    ${columns.length > 1 && html`<${Select}
      name="column"
      label=${t("Where does it belong?")}
      empty=${t("Choose…")}
      options=${columns.map((row) => [String(row.id), nameOf(row.title)])}
      value=${column ? String(column.id) : ""}
      error=${unplaced && !column ? t("Choose where it belongs.") : null}
      inputRef=${select}
      onChange=${choose}
    />`}
    ${
      state === "closed"
        ? html`<${StillHere}
            words=${t(
              "This board takes no ideas any more. Your text still stands here: copy it, or show it to a facilitator.",
            )}
            text=${text}
            onAway=${putAway}
          />`
        : html`<${Button} type="submit" kind="primary" large wide icon="send">${t("Send")}<//>`
    }
    ${sent && html`<${Sent} client=${client} id=${sent} />`}
    <${When} state=${state} board=${board} />
    <${Readers} client=${client} board=${board} youth=${youth} />
  </form>`;
}
