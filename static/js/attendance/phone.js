/** Checking in, and the line that says that I am in.
 *
 *   <CheckIn client follow />  <Presence client follow />     follow: a followed gathering
 */
import { html } from "htm/preact";
import { announceOwn } from "../lib/a11y.js";
import { formatTime, t } from "../lib/i18n.js";
import { Button } from "../ui/button.js";
import { Icon } from "../ui/icon.js";
import { usePress } from "../ui/press.js";
import { checkInOf } from "./state.js";

/** @param {Gathering} gathering */
export const presenceLane = (gathering) => `gathering:${gathering.id}#presence`;

/** @param {{ client: Client, follow: Shown<GatheringPicture> }} props */
export function CheckIn({ client, follow }) {
  const { gathering } = follow.picture.value;
  const mine = follow.mine.value;
  const press = usePress(client, presenceLane(gathering));
  const checkIn = async () => {
    const answer = await press.send("check_in", { gathering: gathering.id });
    await follow.refreshMine();
    if (!answer.ok) return;
    const time = formatTime(answer.result.at);
    announceOwn(answer.result.already ? t("You were already here ({time}).", { time }) : t("You are checked in."));
  };
  const can = checkInOf(gathering, mine);
  if (can === "none" || can === "in") return null;
  if (can === "door")
    return html`<p class="note">
      <${Icon} name="door" />
      <span class="note__body">${t("To check in, scan the code on the screen in the hall.")}</span>
    </p>`;
  return html`<div class="stack stack--small">
    <${Button} wide kind="primary" icon="door" busy=${press.busy} onClick=${checkIn}>
      ${can === "left" ? t("I am back: check in") : t("I am here: check in")}
    <//>
    ${press.words && html`<p class="field__error" role="alert">${press.words}</p>`}
  </div>`;
}

/** "Checked in 10:02", and leaving.
 * @param {{ client: Client, follow: Shown<GatheringPicture> }} props
 */
export function Presence({ client, follow }) {
  const { gathering } = follow.picture.value;
  const attendance = follow.mine.value?.attendance;
  const press = usePress(client, presenceLane(gathering));
  if (checkInOf(gathering, follow.mine.value) !== "in") return null;
  const leave = async () => {
    const answer = await press.send("check_out", { gathering: gathering.id });
    await follow.refreshMine();
    if (answer.ok) announceOwn(t("You are checked out. See you soon."));
  };
  return html`<div class="presence">
    <span class="presence__words">
      <${Icon} name="check" />
      ${t("Checked in {time}", { time: formatTime(attendance?.since ?? "") })}
    </span>
    <${Button} kind="ghost" busy=${press.busy} onClick=${leave}>${t("I am leaving")}<//>
    ${press.words && html`<p class="field__error" role="alert">${press.words}</p>`}
  </div>`;
}
