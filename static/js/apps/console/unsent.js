/** Words that were typed on the console and not sent, and whose field is not on this page: it went when somebody else
 * closed, removed or moved what they were for, or the page is another one. Nobody's words are where nothing shows them.
 *
 *   <Unsent app />
 *   aboutDraft(app) -> (key) => {...}      what is kept beside the words: page, name of the field, place of the cursor
 *
 * What was typed on this page stands in a field, and who was typing goes on there; other texts are folded.
 */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { Go } from "../../ui/page.js";
import { CopyButton } from "../../ui/status.js";

/** No words: what goes along with them. */
const CHOICE = "choice:";

/** @param {{ client: Client, path: Signal<string> }} app */
export const aboutDraft = (app) => (/** @type {string} */ key) => {
  const field = /** @type {any} */ (document.activeElement);
  const known = app.client.drafts.of(key);
  const label = field?.labels?.[0]?.firstChild?.textContent.trim();
  return { where: app.path.value, label: label || known?.label, caret: field?.selectionStart ?? null };
};

/** @param {{ label?: string }} row */
const titleOf = ({ label }) => (label ? t("Not sent yet: {about}", { about: label }) : t("Not sent yet"));

/** @param {Element} button */
const placeOf = (button) => button.closest(".note")?.querySelector("textarea, .note__kept") ?? null;

/** The field of this went while its page is open: one types on here. The focus comes along when it had it.
 * @param {{ app: ConsoleApp, row: Unsent, arrived: boolean }} props
 */
function Left({ app, row, arrived }) {
  const field = useRef(/** @type {any} */ (null));
  const { drafts } = app.client;
  useEffect(() => {
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (!arrived || !lost) return;
    field.current.focus();
    const caret = row.caret ?? row.text.length;
    field.current.setSelectionRange(caret, caret);
  }, []);
  /** @param {any} event */
  const type = (event) => drafts.set(row.key, event.currentTarget.value, { base: row.base });
  return html`<li class="note note--live">
    <div class="note__body stack stack--small">
      <p class="note__title">${titleOf(row)}</p>
      <p>${t("The field in which you typed this is not here now. Type on here, copy the text, or put it away.")}</p>
      <textarea
        ref=${field}
        class="input"
        rows="3"
        dir="auto"
        aria-label=${titleOf(row)}
        value=${row.text}
        onInput=${type}
      ></textarea>
      <div class="note__actions">
        <${CopyButton} text=${row.text} place=${placeOf} />
        <${Button} kind="ghost" onClick=${() => drafts.putAway(row.key)}>${t("Put away")}<//>
      </div>
    </div>
  </li>`;
}

/** @param {{ row: Unsent, children: Markup }} props */
const Text = ({ row, children }) => html`<li class="note">
  <div class="note__body stack stack--small">
    <p class="note__title">${titleOf(row)}</p>
    <p class="note__kept" dir="auto">${row.text}</p>
    <div class="note__actions">
      <${CopyButton} text=${row.text} place=${placeOf} />
      ${children}
    </div>
  </div>
</li>`;

/** @param {{ app: ConsoleApp, row: Unsent }} props */
const Elsewhere = ({ app, row }) => html`<${Text} row=${row}>
  ${row.where && html`<${Go} app=${app} to=${row.where} class="button">${t("Go there")}<//>`}
  <${Button} kind="ghost" onClick=${() => app.client.drafts.putAway(row.key)}>${t("Put away")}<//>
<//>`;

/** @param {{ app: ConsoleApp, row: Unsent }} props */
const Away = ({ app, row }) => html`<${Text} row=${row}>
  <${Button} onClick=${() => app.client.drafts.takeUp(row.key)}>${t("Go on with it")}<//>
  <${Button} kind="ghost" onClick=${() => app.client.drafts.throwAway(row.key)}>${t("Throw it away")}<//>
<//>`;

/** The newest words whose field is not here, sorted by what is shown of them; drawn when any words change.
 * @param {ConsoleApp} app
 */
function useUnsent(app) {
  const [, draw] = useState(0);
  const [since] = useState(Date.now);
  const here = useRef(/** @type {Set<string>} */ (new Set()));
  useEffect(() => app.client.drafts.watch("", () => draw((count) => count + 1)), []);
  const all = app.client.drafts.unsent();
  // Only where the field stood on this page did the cursor come from it, and not from another tab.
  all.filter(({ open }) => open).forEach(({ key }) => here.current.add(key));
  const rows = all.filter(({ key, open, where }) => where && !open && !key.startsWith(CHOICE));
  const waiting = rows.filter((row) => !row.away);
  const newest = waiting.reduce((at, row) => Math.max(at, row.at), since);
  /** @param {Unsent} row */
  const isHere = (row) => row.where === app.path.value;
  return {
    left: waiting.filter(isHere).map((row) => ({ ...row, arrived: row.at === newest && here.current.has(row.key) })),
    elsewhere: waiting.filter((row) => !isHere(row)),
    away: rows.filter((row) => row.away),
  };
}

/** @param {{ summary: string, children: Markup }} props */
const Folded = ({ summary, children }) => html`<details class="more">
  <summary>${summary}</summary>
  <ul class="more__body stack">${children}</ul>
</details>`;

/** @param {{ app: ConsoleApp }} props */
export function Unsent({ app }) {
  const { left, elsewhere, away } = useUnsent(app);
  const [n, put] = [elsewhere.length, away.length];
  return html`<div class="unsent stack" hidden=${left.length + n + put === 0}>
    <div role="status">
      <ul class="stack">
        ${left.map((row) => html`<${Left} key=${row.key} app=${app} row=${row} arrived=${row.arrived} />`)}
      </ul>
    </div>
    ${n > 0 && html`<${Folded}
      summary=${tn(
        "{n} text that you typed elsewhere and did not send",
        "{n} texts that you typed elsewhere and did not send",
        n,
      )}
    >
      ${elsewhere.map((row) => html`<${Elsewhere} key=${row.key} app=${app} row=${row} />`)}
    <//>`}
    ${put > 0 && html`<${Folded} summary=${tn("{n} text that you put away", "{n} texts that you put away", put)}>
      ${away.map((row) => html`<${Away} key=${row.key} app=${app} row=${row} />`)}
    <//>`}
  </div>`;
}
