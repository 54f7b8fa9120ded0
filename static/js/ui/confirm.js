/** A question in its place.
 *
 *   <ConfirmInline label of question confirmLabel onConfirm danger />   a button that asks once more in its place;
 *       `of` is what it is about, read behind the label where a page has many; `about`: words that are said yes to,
 *       which may change while the question stands (lib/still.js)
 */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { keyOf } from "../lib/keys.js";
import { t } from "../lib/i18n.js";
import { Button } from "./button.js";

/**
 * @param {{
 *   label: Markup, of?: string, question: boolean, confirmLabel?: string, cancelLabel?: string,
 *   onConfirm: () => void, danger?: boolean | undefined, icon?: string, kind?: string, about?: string,
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
  about,
}) {
  const [asking, setAsking] = useState(false);
  const [working, work] = useState(false);
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
    const act = /** @type {any} */ (onConfirm());
    if (!act?.then) return;
    work(true);
    const done = () => work(false);
    act.then(done, done);
  };
  /** @param {any} event */
  const onKeyDown = (event) => {
    if (!asking || keyOf(event) !== "Escape") return;
    event.stopPropagation();
    ask(false);
  };
  return html`<span ref=${place} onKeyDown=${onKeyDown}>
    ${
      asking
        ? html`<span class="confirm" role="group" aria-label=${question}>
            <span>${question}</span>
            <${Button} kind=${danger ? "danger-fill" : "primary"} onClick=${confirm} data-about=${about}>
              ${confirmLabel ?? label}
            <//>
            <${Button} kind="ghost" onClick=${() => ask(false)}>${cancelLabel ?? t("No, go back")}<//>
          </span>`
        : html`<${Button}
            kind=${kind ?? (danger ? "danger" : undefined)}
            icon=${icon}
            busy=${working}
            aria-label=${of ? `${label}: ${of}` : undefined}
            onClick=${() => ask(true)}
          >
            ${label}
          <//>`
    }
  </span>`;
}
