/** Dialogs and questions in place.
 *
 *   <Dialog title open onClose wide>...</Dialog>      native <dialog>: Esc closes, focus goes in and back by itself
 *   <DialogActions>buttons</DialogActions>
 *   <ConfirmInline label of question confirmLabel onConfirm danger />   a button that asks once more in its place;
 *       `of` is what it is about, read behind the label where a page has many
 */
import { html } from "htm/preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../lib/i18n.js";
import { Button, IconButton } from "./button.js";

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

/**
 * @param {{
 *   label: Markup, of?: string, question: boolean, confirmLabel?: string, cancelLabel?: string,
 *   onConfirm: () => void, danger?: boolean | undefined, icon?: string, kind?: string,
 * }} props
 */
export function ConfirmInline({
  label,
  of,
  question,
  confirmLabel,
  cancelLabel,
  onConfirm,
  danger = false,
  icon,
  kind,
}) {
  const [asking, setAsking] = useState(false);
  const place = useRef(/** @type {any} */ (null));
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) place.current?.querySelector("button")?.focus();
  }, [asking]);
  /** @param {boolean} on */
  const ask = (on) => {
    moved.current = true;
    setAsking(on);
  };
  const confirm = () => {
    ask(false);
    onConfirm();
  };
  /** @param {any} event */
  const onKeyDown = (event) => {
    if (!asking || event.key !== "Escape") return;
    event.stopPropagation();
    ask(false);
  };
  return html`<span ref=${place} onKeyDown=${onKeyDown}>
    ${
      asking
        ? html`<span class="confirm" role="group" aria-label=${question}>
            <span>${question}</span>
            <${Button} kind=${danger ? "danger-fill" : "primary"} onClick=${confirm}>${confirmLabel ?? label}<//>
            <${Button} kind="ghost" onClick=${() => ask(false)}>${cancelLabel ?? t("No, go back")}<//>
          </span>`
        : html`<${Button}
            kind=${kind ?? (danger ? "danger" : undefined)}
            icon=${icon}
            aria-label=${of ? `${label}: ${of}` : undefined}
            onClick=${() => ask(true)}
          >
            ${label}
          <//>`
    }
  </span>`;
}
