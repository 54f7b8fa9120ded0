/** One word about the state of a thing; as a button: "Back to the session".
 *
 *   <Chip kind="given|live|good|bad|waiting" icon>words</Chip>      <ChipButton kind="live" onClick>words</ChipButton>
 */
import { html } from "htm/preact";
import { Icon } from "./icon.js";

/**
 * @param {string | undefined} kind
 * @param {string} [more]
 */
const names = (kind, more) => ["chip", kind && `chip--${kind}`, more].filter(Boolean).join(" ");

/** @param {{ kind?: string, icon?: string, children?: Markup }} props */
export const Chip = ({ kind, icon, children }) =>
  html`<span class=${names(kind)}>${icon && html`<${Icon} name=${icon} />`}${children}</span>`;

/**
 * @param {{
 *   kind?: string, icon?: string, onClick?: ((event: any) => void), children?: Markup, [more: string]: any,
 * }} props
 */
export const ChipButton = ({ kind, icon, onClick, children, ...rest }) => html`<button
  ...${rest}
  type="button"
  class=${names(kind, "chip--button")}
  onClick=${onClick}
>
  ${icon && html`<${Icon} name=${icon} />`}
  ${children}
</button>`;
