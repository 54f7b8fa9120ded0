/** Checking in, and the line that says that I am in.
 *
 *   <CheckIn client follow />     follow: a followed gathering
 */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { announceOwn } from "../../lib/a11y.js";
import { formatTime, t } from "../../lib/i18n.js";
import { checkInOf } from "../../state/phone.js";
import { Button, Icon } from "../../views/index.js";

export function CheckIn({ client, follow }) {
  const [state, setState] = useState({ busy: false, words: null });
  const { gathering } = follow.picture.value;
  const mine = follow.mine.value;
  const press = async () => {
    setState({ busy: true, words: null });
    const answer = await client.commands.send("check_in", { gathering: gathering.id });
    await follow.refreshMine();
    if (!answer.ok) return setState({ busy: false, words: answer.message ?? t("That did not work. Try again in a moment.") });
    const time = formatTime(answer.result.at);
    announceOwn(answer.result.already ? t("You were already here ({time}).", { time }) : t("You are checked in."));
    return setState({ busy: false, words: null });
  };
  const can = checkInOf(gathering, mine);
  if (can === "none" || can === "in") return null;
  if (can === "door") return html`<p class="note"><${Icon} name="door" /><span class="note__body">${t("To check in, scan the code on the screen in the hall.")}</span></p>`;
  return html`<div class="stack stack--small">
    <${Button} wide icon="door" busy=${state.busy} onClick=${press}>${can === "left" ? t("I am back: check in") : t("I am here: check in")}<//>
    ${state.words && html`<p class="field__error" role="alert">${state.words}</p>`}
  </div>`;
}

/** "Checked in 10:02", and leaving. */
export function Presence({ client, follow }) {
  const { gathering } = follow.picture.value;
  const attendance = follow.mine.value?.attendance;
  if (checkInOf(gathering, follow.mine.value) !== "in") return null;
  const leave = async () => {
    await client.commands.send("check_out", { gathering: gathering.id });
    announceOwn(t("You are checked out. See you soon."));
    follow.refreshMine();
  };
  return html`<div class="presence"><span class="presence__words"><${Icon} name="check" />${t("Checked in {time}", { time: formatTime(attendance.since) })}</span>
    <${Button} kind="ghost" onClick=${leave}>${t("I am leaving")}<//></div>`;
}
