/** Buttons. Every button has a word.
 *
 *   <Button onClick kind="primary|live|danger|danger-fill|ghost"
 *       large wide icon="send" busy disabled pressed>Send</Button>
 *   <IconButton icon="more" label="More for idea 12" onClick />    the label is read; `showLabel` also draws it
 * `busy` keeps the button focusable and says so; a second press does nothing. So does an `onClick` that gives a
 * promise, until it is settled. `pressed` (bool) makes a switch.
 */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Icon } from "./icon.js";

/**
 * @param {{
 *   kind?: string, large: boolean, wide: boolean, icon?: string, busy?: boolean, disabled?: boolean,
 *   pressed?: boolean, class?: string | undefined,
 *   onClick?: ((event: any) => void), type?: string, children?: Markup, [more: string]: any,
 * }} props
 */
export function Button({
  kind,
  large,
  wide,
  icon,
  busy = false,
  disabled = false,
  pressed,
  class: extra = "",
  onClick,
  type = "button",
  children,
  ...rest
}) {
  const names = ["button", kind && `button--${kind}`, large && "button--large", wide && "button--wide", extra]
    .filter(Boolean)
    .join(" ");
  const [working, work] = useState(false);
  const idle = busy || working || disabled;
  /** @param {any} event */
  const press = (event) => {
    if (idle) return event.preventDefault();
    const act = /** @type {any} */ (onClick?.(event));
    if (!act?.then) return undefined;
    work(true);
    const done = () => work(false);
    return act.then(done, done);
  };
  return html`<button
    ...${rest}
    type=${type}
    class=${names}
    onClick=${press}
    aria-disabled=${idle ? "true" : undefined}
    aria-busy=${busy || working ? "true" : undefined}
    aria-pressed=${pressed === undefined ? undefined : String(pressed)}
  >
    ${icon && html`<${Icon} name=${icon} />`}
    ${children}
  </button>`;
}

/**
 * @param {{ icon?: string, label: Markup, showLabel?: boolean, class?: string | undefined, [more: string]: any }} props
 */
export function IconButton({ icon, label, showLabel = false, class: extra = "", ...rest }) {
  return html`<${Button} ...${rest} class=${`${showLabel ? "" : "button--icon"} ${extra}`}>
    <${Icon} name=${icon} />
    <span class=${showLabel ? "" : "visually-hidden"}>${label}</span>
  <//>`;
}
