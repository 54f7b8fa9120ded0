/** Dialogs; a question in its place is in confirm.js.
 *
 *   <Dialog title open onClose wide>...</Dialog>      native <dialog>: Esc closes, focus goes in and back by itself
 *   <DialogActions>buttons</DialogActions>
 */
import { html } from "htm/preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../lib/i18n.js";
import { IconButton } from "./button.js";

/** Where the focus goes in: what must be filled in, else the dialog's own first button (by the browser). */
const FIRST = ".dialog__body :is(input, textarea, select):not([disabled])";

/** @param {{ title: Markup, open: boolean, onClose: () => void, wide?: boolean, children?: Markup }} props */
export function Dialog({ title, open, onClose, wide = false, children }) {
  const element = useRef(/** @type {any} */ (null));
  const back = useRef(/** @type {any} */ (null));
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    if (!open || !dialog) return undefined;
    back.current = document.activeElement;
    if (!dialog.open) dialog.showModal();
    dialog.querySelector(FIRST)?.focus();
    return () => {
      dialog.close();
      if (back.current?.isConnected) back.current.focus();
    };
  }, [open]);
  if (!open) return null;
  /** @param {any} event */
  const onBackdrop = (event) => {
    if (event.target === element.current) onClose();
  };
  return html`<dialog
    ref=${element}
    class=${`dialog${wide ? " dialog--wide" : ""}`}
    aria-labelledby=${id}
    onCancel=${(/** @type {any} */ event) => {
      event.preventDefault();
      onClose();
    }}
    onMouseDown=${onBackdrop}
  >
    <div class="dialog__head">
      <h2 id=${id}>${title}</h2>
      <${IconButton} icon="close" label=${t("Close")} kind="ghost" onClick=${onClose} />
    </div>
    <div class="dialog__body">${children}</div>
  </dialog>`;
}

/** @param {{ children?: Markup }} props */
export const DialogActions = ({ children }) => html`<div class="dialog__actions">${children}</div>`;
