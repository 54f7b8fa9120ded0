/** One word about the state of a thing; as a button: "Back to the session".
 *
 *   <Chip kind="given|live|good|bad|waiting" icon>words</Chip>      <ChipButton kind="live" onClick>words</ChipButton>
 */
import { html } from "htm/preact";
import { Icon } from "./icon.js";

const names = (kind, more) => ["chip", kind && `chip--${kind}`, more].filter(Boolean).join(" ");

export const Chip = ({ kind, icon, children }) =>
  html`<span class=${names(kind)}>${icon && html`<${Icon} name=${icon} />`}${children}</span>`;

export const ChipButton = ({ kind, icon, onClick, children, ...rest }) => html`<button
  ...${rest}
  type="button"
  class=${names(kind, "chip--button")}
  onClick=${onClick}
>
  ${icon && html`<${Icon} name=${icon} />`}
  ${children}
</button>`;
