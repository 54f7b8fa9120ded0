/** The week: six days, who is live, three numbers that are never mixed. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { formatNumber, t, tn } from "../lib/i18n.js";
import { Button } from "../ui/button.js";
import { Chip } from "../ui/chip.js";
import { useCommand } from "../ui/command.js";
import { ConfirmInline } from "../ui/confirm.js";
import { usePicture } from "../ui/hooks.js";
import { Icon } from "../ui/icon.js";
import { Go, Numbers, PageTitle, Trouble } from "../ui/page.js";
import { ReasonForm } from "../ui/reason.js";
import { Reasons, StateChip } from "./card.js";
import { daysOf, isLive, leftOpen, liveOf, weekMoves } from "./state.js";
import { wordOf } from "../ui/words.js";

/** @param {Gathering} gathering */
function expectedWords(gathering) {
  if (gathering.expected === null || gathering.expected === undefined) return t("open to all");
  return tn("{n} expected", "{n} expected", gathering.expected);
}

/** @param {{ app: ConsoleApp, week: WeekPicture, gathering: Gathering }} props */
function Gathering({ app, week, gathering }) {
  const boards = week.boards.filter((board) => board.gathering === gathering.id);
  return html`<li class=${`week__gathering${isLive(gathering) ? " week__gathering--live" : ""}`}>
    <${Go} app=${app} to=${`/console/gatherings/${gathering.id}`} class="week__link">
      <span class="week__title" dir="auto">${gathering.title}</span>
    <//>
    <div class="week__facts">
      <${StateChip} gathering=${gathering} />
      <span class="soft small number">${expectedWords(gathering)}</span>
      ${gathering.planned_start && html`<span class="soft small number">
        ${gathering.planned_start}
        ${gathering.planned_is_example ? ` (${t("example")})` : ""}
      </span>`}
    </div>
    ${gathering.who && html`<p class="small" dir="auto">${gathering.who}</p>`}
    ${boards.length > 0 && html`<ul class="week__boards">
      ${boards.map(
        (board) => html`<li key=${board.id}>
          <${Go} app=${app} to=${`/console/boards/${board.id}`} class="small week__board" dir="auto">${board.title}<//>
        </li>`,
      )}
    </ul>`}
  </li>`;
}

/** Sessions that nobody closed yesterday: their people count as present until somebody does.
 * @param {{ app: ConsoleApp, week: WeekPicture }} props
 */
export function LeftOpen({ app, week }) {
  const command = useCommand(app);
  const left = leftOpen(week);
  if (left.length === 0) return null;
  return html`<div class="note note--live" role="status">
    <div class="note__body stack stack--small">
      <p><strong>${t("A session of an earlier day is still open.")}</strong></p>
      ${left.map(
        (gathering) => html`<div class="row" key=${gathering.id}>
          <span class="grow">${t("Day {n}: {title}", { n: gathering.day, title: gathering.title })}</span>
          <${Button} busy=${command.busy} onClick=${() => command.send("close_gathering", { gathering: gathering.id })}>
            ${t("Close this session")}
          <//>
        </div>`,
      )}
      <${Trouble} text=${command.error} onClose=${command.clear} />
    </div>
  </div>`;
}

/** Present now is a number of the session that is open; without one nobody is in.
 * @param {{ app: ConsoleApp, week: WeekPicture }} props
 */
function WeekNumbers({ app, week }) {
  const live = liveOf(week);
  const { picture } = usePicture(app.client, live?.stream ?? null);
  /** @param {number | null | undefined} value */
  const show = (value) => (value === undefined || value === null ? null : formatNumber(value));
  return html`<${Numbers}
    list=${[
      {
        label: tn("attendance this week", "attendances this week", week.attendance?.attendances ?? 0),
        value: show(week.attendance?.attendances),
      },
      {
        label: tn("unique person this week", "unique people this week", week.attendance?.unique ?? 0),
        value: show(week.attendance?.unique),
      },
      { label: t("present now"), value: live ? show(picture?.attendance.present) : "0", live: Boolean(live) },
    ]}
  />`;
}

/** [what the button says, what it asks], from one state to another. */
/** @type {{ [key: string]: any }} */
const MOVES = {
  "preparation week": () => [t("Begin the week"), t("Begin the week now?")],
  "week preparation": () => [t("Back to preparation"), t("Back to preparation now?")],
  "week aftercare": () => [t("Go on to aftercare"), t("Is the week over?")],
  "aftercare week": () => [t("Back to the week"), t("Back to the week now?")],
  "aftercare closed": () => [t("Close the charrette"), t("Is the aftercare done?")],
  "closed aftercare": () => [t("Back to aftercare"), t("Back to aftercare now?")],
};

/** Where the charrette stands and where it can go. What is missing before the week is told; a reason lets it begin.
 * @param {{ app: ConsoleApp, charrette: Charrette }} props
 */
function WeekState({ app, charrette }) {
  const [unready, setUnready] = useState(/** @type {any} */ (null));
  const command = useCommand(app);
  /** @param {string} state */
  const go = async (state) => {
    const answer = await command.send("set_charrette_state", { state });
    setUnready(answer.error === "week_not_ready" ? state : null);
  };
  return html`<section class="panel stack stack--small" aria-label=${t("State of the charrette")}>
    <div class="row">
      <p class="grow">
        ${t("The charrette is in:")}${" "}
        <${Chip} kind=${charrette.state === "week" ? "live" : "given"}>${wordOf("charrette_state", charrette.state)}<//>
      </p>
      ${weekMoves(charrette.state).map((/** @type {string} */ state) => {
        const [label, question] = MOVES[`${charrette.state} ${state}`]();
        return html`<${ConfirmInline}
          key=${`${charrette.state} ${state}`}
          label=${label}
          question=${question}
          confirmLabel=${t("Yes")}
          onConfirm=${() => go(state)}
        />`;
      })}
    </div>
    <${Trouble}
      text=${command.error}
      onClose=${() => {
        command.clear();
        setUnready(null);
      }}
    />
    ${unready && unready !== charrette.state && html`<div>
      <${ReasonForm}
        app=${app}
        name="week-anyway"
        label=${t("Begin all the same")}
        ask=${t("Why can the week begin without it?")}
        hint=${t("The team can read this.")}
        type="set_charrette_state"
        fields=${{ state: unready }}
        onDone=${() => {
          command.clear();
          setUnready(null);
        }}
      />
    </div>`}
  </section>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture }} props */
export function Week({ app, week }) {
  return html`
    <${PageTitle} app=${app}>${week.charrette.title}<//>
    ${!app.me?.name && html`<p class="note">
      <${Icon} name="people" />
      <span class="note__body">
        ${t("You have no name yet, so others on the team cannot tell who you are.")}${" "}
        <a class="target" href="/me">${t("Fill in your name")}</a>
      </span>
    </p>`}
    <div class="week__goal"><p class="lead" dir="auto">${week.charrette.goal?.trim()}</p></div>
    <${WeekNumbers} app=${app} week=${week} />
    <ol class="week">
      ${daysOf(week).map(
        ({ day, gatherings }) => html`<li class="week__day" key=${day}>
          <h2 class="week__name">${t("Day {n}", { n: day })}</h2>
          <ul class="week__list">
            ${gatherings.map(
              (/** @type {Gathering} */ gathering) =>
                html`<${Gathering} key=${gathering.id} app=${app} week=${week} gathering=${gathering} />`,
            )}
          </ul>
        </li>`,
      )}
    </ol>
    ${app.isOrganiser && html`<${WeekState} app=${app} charrette=${week.charrette} />`}
    <${Reasons} week=${week} />
  `;
}
