/** One session: where it stands, the step that runs, closing and reopening. */
import { html } from "htm/preact";
import { attendanceNumbers } from "../../attendance/words.js";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { ConfirmInline } from "../../ui/confirm.js";
import { Icon } from "../../ui/icon.js";
import { Numbers, PageTitle, Trouble } from "../../ui/page.js";
import { ReasonForm } from "../../ui/reason.js";
import { Reasons } from "../../week/card.js";
import { isLive } from "../../week/state.js";
import { LiveTimer } from "../card.js";
import { stepsAround, timerOf } from "../state.js";
import { giveTime } from "./going.js";
import { Papers, SessionViews } from "./session.js";

/** @param {{ app: ConsoleApp, gathering: Gathering, step: Step | null }} props */
function StepProgress({ app, gathering, step }) {
  const timer = timerOf(gathering, step, app.client.tick.value);
  if (!timer) return null;
  return html`<progress
    class=${`progress${timer.overrun ? " progress--over" : " progress--live"}`}
    max="1000"
    value=${Math.round(timer.progress * 1000)}
    aria-label=${t("Time used of this step")}
  ></progress>`;
}

/** @param {{ app: ConsoleApp, picture: GatheringPicture, command: CommandState }} props */
function StepNow({ app, picture, command }) {
  const { gathering } = picture;
  const { now, next, steps } = stepsAround(picture);
  if (!now) return null;
  const at = steps.indexOf(now) + 1;
  return html`<section class="panel panel--live step-now">
    <div class="row row--apart">
      <p class="eyebrow">${t("Step {at} of {all}", { at, all: steps.length })}</p>
      <${LiveTimer} app=${app} gathering=${gathering} step=${now} large />
    </div>
    <h2 class="step-now__title" dir="auto">${now.title}</h2>
    ${now.prompt && html`<p class="lead" dir="auto">${now.prompt}</p>`}
    <${StepProgress} app=${app} gathering=${gathering} step=${now} />
    <div class="row row--apart">
      <p>
        ${
          next
            ? html`<span class="soft">${t("Next:")}</span> <bdi>${next.title}</bdi>`
            : html`<span class="soft">${t("This is the last step.")}</span>`
        }
      </p>
      <div class="button-group">
        <${Button} onClick=${() => giveTime(app, picture, -60, command.send)} icon="minus">
          ${t("1 minute")}
        <//>
        <${Button} onClick=${() => giveTime(app, picture, 300, command.send)} icon="plus">
          ${t("5 minutes")}
        <//>
      </div>
    </div>
  </section>`;
}

/** @type {{ [key: string]: any }} */
const BEGIN = {
  planned: () => t("The doors are closed. Open them when people may come in and check in."),
  doors_open: () => t("People can check in now. Start when you are ready."),
};

/** @param {{ week: WeekPicture, picture: GatheringPicture, command: CommandState }} props */
function Closing({ week, picture, command }) {
  const { gathering } = picture;
  const { now, steps } = stepsAround(picture);
  const close = () => command.send("close_gathering", { gathering: gathering.id });
  const left = now ? steps.length - steps.indexOf(now) - 1 : steps.length;
  const { present } = picture.attendance;
  if (!isLive(gathering)) return null;
  const voting = week.boards.filter((board) => board.gathering === gathering.id && board.phase === "voting");
  const question = [
    left > 0 && tn("There is still {n} step to go.", "There are still {n} steps to go.", left),
    present > 0 &&
      tn("{n} person is in, and is checked out then.", "{n} people are in, and are checked out then.", present),
    voting.length > 0 && t("The vote that goes on ends then, and its result is shown."),
    t("Close now?"),
  ]
    .filter(Boolean)
    .join(" ");
  return html`<${ConfirmInline}
    label=${t("Close the session")}
    question=${question}
    confirmLabel=${t("Yes, close")}
    danger
    onConfirm=${close}
  />`;
}

/** @param {{ app: ConsoleApp, gathering: Gathering, command: CommandState }} props */
function AfterClose({ app, gathering, command }) {
  /** @param {string} state */
  const minutes = (state) => command.send("set_minutes_state", { gathering: gathering.id, state });
  return html`<section class="panel stack">
    <h2>${t("The session is closed")}</h2>
    <p>${t("Boards can be read. Who was in is checked out.")}</p>
    <div class="row">
      ${gathering.state === "closed" && html`<${Button} icon="check" onClick=${() => minutes("minutes_drafted")}>
        ${t("Minutes are drafted")}
      <//>`}
      ${gathering.state === "minutes_drafted" && html`<${Button}
        icon="check"
        onClick=${() => minutes("minutes_agreed")}
      >
        ${t("Minutes are agreed")}
      <//>`}
      <${ReasonForm}
        app=${app}
        name=${`reopen-${gathering.id}`}
        label=${t("Reopen the session")}
        ask=${t("Why do you reopen it?")}
        hint=${t(
          "The reason is kept. Within a quarter of an hour all is as it was, and who was in is in again; later, who is there checks in again. A vote that ended is opened again on its board.",
        )}
        type="reopen_gathering"
        fields=${{ gathering: gathering.id }}
        icon="undo"
        confirm=${t("Reopen")}
      />
    </div>
  </section>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture, place: Place, gathering: GatheringPicture | null}} props */
export function Run({ app, week, place, gathering: picture }) {
  const command = useCommand(app);
  const known = week.gatherings.find((one) => one.id === place.gathering);
  if (!known) return html`<${PageTitle} app=${app}>${t("This session does not exist.")}<//>`;
  if (picture?.gathering.id !== place.gathering || !picture) return html`<${PageTitle} app=${app}>${known.title}<//>`;
  const { gathering } = picture;
  const begin = BEGIN[gathering.state];
  return html`
    <${SessionViews} app=${app} week=${week} gathering=${gathering} />
    <${PageTitle}
      app=${app}
      extra=${html`<span class="soft">
        ${t("Day {n}", { n: gathering.day })} · ${t("code")}${" "}
        <span class="code" translate=${false}>${gathering.code}</span>
      </span>`}
    >
      ${gathering.title}
    <//>
    <${Numbers} list=${attendanceNumbers(picture)} />
    <${Trouble} text=${command.error} onClose=${command.clear} />
    ${begin && html`<section class="panel panel--given stack stack--small">
      <p class="lead">${begin()}</p>
      ${known.who && html`<p><span class="soft">${t("Who:")}</span> ${known.who}</p>`}
      ${known.outcome && html`<p><span class="soft">${t("What must come out:")}</span> ${known.outcome}</p>`}
    </section>`}
    ${isLive(gathering) && html`<${StepNow} app=${app} picture=${picture} command=${command} />`}
    ${gathering.state === "paused" && html`<p class="note note--live">
      <${Icon} name="pause" />
      <span class="note__body">${t("There is a break. The clock of the step stands still.")}</span>
    </p>`}
    ${
      isLive(gathering)
        ? html`<div><${Closing} week=${week} picture=${picture} command=${command} /></div>`
        : !begin && html`<${AfterClose} app=${app} gathering=${gathering} command=${command} />`
    }
    <${Reasons} week=${week} gathering=${gathering.id} />
    <${Papers} app=${app} gathering=${gathering} />
  `;
}
