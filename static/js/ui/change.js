/** Beside a field in which words that stand somewhere are changed (ui/hooks.js useChange). It stands below the field,
 * so that nothing moves under who types.
 *
 *   <ChangeNotes change name? />     somebody was first: both texts, to choose from; or an earlier change, put away
 *   <ChangeActions changes label busy onDone cancel? />      sending, and closing the form: what was typed is put away
 *   sends(...changes) -> bool                           false as long as the person has to choose
 */
import { html } from "htm/preact";
import { t } from "../lib/i18n.js";
import { Button } from "./button.js";

/** @param {Change[]} changes */
export const sends = (...changes) => changes.every((change) => change.theirs === null);

/**
 * @param {{
 *   changes: Change[], label: Markup, busy: boolean, onDone: () => void, cancel?: Markup | null, kind?: string,
 * }} props
 */
export function ChangeActions({ changes, label, busy, onDone, cancel = t("Cancel"), kind = "primary" }) {
  const leave = () => {
    changes.forEach((change) => change.putAway());
    onDone();
  };
  return html`<div class="row">
    <${Button} type="submit" kind=${kind} busy=${busy} disabled=${!sends(...changes)}>${label}<//>
    ${cancel && html`<${Button} kind="ghost" disabled=${busy} onClick=${leave}>${cancel}<//>`}
  </div>`;
}

/** @param {{ title: string, text: string }} props */
const Text = ({ title, text }) => html`<section>
  <h3 class="small soft">${title}</h3>
  <p class="note__kept" dir="auto">${text || t("(nothing)")}</p>
</section>`;

/** @param {{ change: Change, name: string }} props */
const Clash = ({ change, name }) => html`<div class="note note--live" role="alert" data-clash=${name}>
  <div class="note__body stack stack--small">
    <p class="note__title">${t("Somebody else was first: other words stand here now.")}</p>
    <${Text} title=${t("Now it says")} text=${change.theirs ?? ""} />
    <${Text} title=${t("You wrote")} text=${change.text} />
    <div class="note__actions">
      <${Button} onClick=${change.keepMine}>${t("Go on with mine")}<//>
      <${Button} onClick=${change.putAway}>${t("Leave what stands there")}<//>
    </div>
  </div>
</div>`;

/** @param {{ change: Change, name: string }} props */
const Away = ({ change, name }) => html`<details class="more" data-away=${name}>
  <summary>${t("You wrote something here earlier and did not send it")}</summary>
  <div class="more__body stack stack--small">
    <p class="note__kept" dir="auto">${change.away?.text || t("(nothing)")}</p>
    <div class="row">
      <${Button} onClick=${change.takeUp}>${t("Go on with it")}<//>
      <${Button} kind="ghost" onClick=${change.throwAway}>${t("Throw it away")}<//>
    </div>
  </div>
</details>`;

/** @param {{ change: Change, name?: string }} props */
export function ChangeNotes({ change, name = "" }) {
  if (change.theirs !== null) return html`<${Clash} change=${change} name=${name} />`;
  if (change.away) return html`<${Away} change=${change} name=${name} />`;
  return null;
}
