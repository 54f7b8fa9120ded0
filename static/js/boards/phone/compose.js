/** Writing: one question, one input, one button.
 *
 *   <Composer client follow question youth late />     follow: a followed board
 *   mistakeIn(text, limit) -> null, or the sentence that says what is wrong
 */
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Select, Textarea } from "../../ui/field.js";
import { useDraft } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { readersOfIdeas } from "./words.js";
import { isBlank } from "../../spine/texts.js";

/** @param {string} text */
const lengthOf = (text) => [...text].length;

/** What may be sent: null, or the sentence that says what is wrong.
 * @param {string} text
 * @param {number | undefined} limit
 */
export function mistakeIn(text, limit) {
  if (isBlank(text)) return t("Write something first.");
  if (limit && lengthOf(text) > limit) return t("This is too long. Make it shorter.");
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

/** @param {{ client: Client, follow: Shown<BoardPicture>, question: string, youth: boolean, late?: boolean }} props */
export function Composer({ client, follow, question, youth, late = false }) {
  const { board, columns } = follow.picture.value;
  const [text, setText, clear] = useDraft(client, `idea:${board.id}`);
  const [place, setPlace] = useDraft(client, `column:${board.id}`);
  const [mistake, setMistake] = useState(/** @type {any} */ (null));
  const input = useRef(/** @type {any} */ (null));
  const ordered = [...columns].sort((a, b) => a.position - b.position);
  const column = ordered.find((row) => String(row.id) === place) ?? ordered[0] ?? null;
  /** @param {any} event */
  const send = (event) => {
    event?.preventDefault();
    const wrong = mistakeIn(text, board.text_limit);
    setMistake(wrong);
    input.current?.focus();
    if (wrong) return;
    const words = text.trim();
    client.outbox.post({
      type: "post_idea",
      fields: { board: board.id, text: words, ...(column ? { column: column.id } : {}) },
      lane: follow.stream,
      text: words,
    });
    clear();
  };
  /** @param {string} words */
  const type = (words) => {
    setText(words);
    if (mistake) setMistake(null);
  };
  return html`<form class="composer" onSubmit=${send} noValidate>
    <${Textarea}
      name="idea"
      label=${question}
      question
      heading=${!late}
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
    ${ordered.length > 1 && html`<${Select}
      name="column"
      label=${t("Where does it belong?")}
      options=${ordered.map((row) => [String(row.id), row.title])}
      value=${String(column.id)}
      onChange=${setPlace}
    />`}
    <${Button} type="submit" kind="primary" large wide icon="send">${t("Send")}<//>
    ${board.early && html`<p class="small soft">
      ${t("The session has not begun yet. You can send an idea already; it is marked as early.")}
    </p>`}
    ${late && html`<p class="small soft">${t("Writing is over. You can still send one; it is marked as late.")}</p>`}
    <${Readers} client=${client} board=${board} youth=${youth} />
  </form>`;
}
