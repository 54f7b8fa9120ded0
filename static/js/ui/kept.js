/** Sending is over for good, and words stand in the field above: they stay, and can be taken along.
 *
 *   <StillHere words text onAway />     inside the form of that field; words: why it cannot be sent
 */
import { html } from "htm/preact";
import { t } from "../lib/i18n.js";
import { Button } from "./button.js";
import { CopyButton } from "./status.js";

/** @param {Element} button */
const fieldOf = (button) => button.closest(".writing, form")?.querySelector("textarea, input") ?? null;

/** @param {{ words: string, text: string, onAway: () => void }} props */
export const StillHere = ({ words, text, onAway }) => html`<div class="note note--live" role="status">
  <div class="note__body stack stack--small">
    <p>${words}</p>
    <div class="note__actions">
      <${CopyButton} text=${text} place=${fieldOf} />
      <${Button} kind="ghost" onClick=${onAway}>${t("Put away")}<//>
    </div>
  </div>
</div>`;
