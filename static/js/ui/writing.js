/** Fields of the console in which somebody writes. Nothing that is typed in one is lost or taken out of sight: it is a
 * draft, kept at each key press, and apps/console/unsent.js shows it when its field goes.
 *
 *   useWords(client, key) -> Change         words that stand nowhere yet (those that do: ui/hooks.js useChange)
 *   useOpen(client, ...keys) -> [open, set] whether a form is open: by itself when words wait in it
 *   useUnsent(app, key) -> bool             whether words wait under this key: as long as they do, their form stays
 *   <Writing draft name label rows gone ... />    a field for it, a large one when `rows` are told; below it another's
 *       words or an earlier text. gone: why it cannot be sent any more; then it can be copied and put away
 */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { ChangeNotes } from "./change.js";
import { Field, Textarea } from "./field.js";
import { useChange } from "./hooks.js";
import { StillHere } from "./kept.js";

/** Typed on while it was sent: what was sent is not in the field any more, the rest is.
 * @param {string} now
 * @param {string} sent
 */
export const restOf = (now, sent) => (now.startsWith(sent) ? now.slice(sent.length).trimStart() : now);

/**
 * @param {Client} client
 * @param {string} key
 * @returns {Change}
 */
export function useWords(client, key) {
  const change = useChange(client, key, "");
  return {
    ...change,
    base: "",
    theirs: null,
    settle() {
      const rest = restOf(client.drafts.get(key), change.text);
      if (rest) change.set(rest);
      else change.clear();
      return !rest;
    },
  };
}

/**
 * @param {Client} client
 * @param {string[]} keys
 * @returns {[open: boolean, set: (open: boolean) => void]}
 */
export const useOpen = (client, ...keys) => useState(() => keys.some((key) => client.drafts.of(key) !== null));

/**
 * @param {{ client: Client }} app
 * @param {string} key
 */
export function useUnsent({ client }, key) {
  const [, draw] = useState(false);
  useEffect(() => client.drafts.watch("", () => draw(client.drafts.of(key) !== null)), [key]);
  return client.drafts.of(key) !== null;
}

/** @param {{ draft: Change, name: string, rows?: number, gone?: string | false | null, [more: string]: any }} props */
export function Writing({ draft, name, rows, gone, ...rest }) {
  const fields = { ...rest, name, value: draft.text, onInput: draft.set };
  return html`<div class="writing stack stack--small">
    ${rows ? html`<${Textarea} ...${fields} rows=${rows} />` : html`<${Field} ...${fields} />`}
    <${ChangeNotes} change=${draft} name=${name} />
    ${gone && draft.changed && html`<${StillHere} words=${gone} text=${draft.text} onAway=${draft.putAway} />`}
  </div>`;
}
