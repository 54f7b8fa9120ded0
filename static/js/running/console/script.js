/** The pane on the right: what to say now, what comes next, what the room sees. */
import { html } from "htm/preact";
import { t, tn } from "../../lib/i18n.js";
import { Pages } from "../../projector/console/pages.js";
import { Preview } from "../../projector/console/preview.js";
import { send } from "../../projector/console/steer.js";
import { screensOf } from "../../projector/state/screen.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { Go } from "../../ui/page.js";
import { isLive } from "../../week/state.js";
import { stepsAround } from "../state.js";
import { titleOf } from "../../ui/words.js";

/** @param {{ step: Step }} props */
const Minutes = ({ step }) => html`<span class="soft small">${tn("{n} minute", "{n} minutes", step.minutes)}</span>`;

/** Its paragraphs; single line breaks are those of the script file.
 * @param {string} text
 */
const spoken = (text) => text.trim().replaceAll(/(?<!\n)\n(?!\n)/g, " ");

/** @param {{ step: Step | null, live: boolean, entered: boolean }} props */
function Now({ step, live, entered }) {
  if (!step) return null;
  const heading = live ? t("Now") : entered ? t("Last step shown") : t("First step");
  return html`<section class="script__part">
    <h2 class="console__heading">${heading}</h2>
    <p class=${`script__title${live ? " script__title--live" : ""}`}>${step.title}</p>
    ${step.say && html`<div class="script__say" dir="auto">${spoken(step.say)}</div>`}
    ${step.prompt && html`<p class="small"><span class="soft">${t("On phones:")}</span> ${step.prompt}</p>`}
    <p class="small"><span class="soft">${t("On the screen:")}</span> ${titleOf("show_view", step.shows)}</p>
  </section>`;
}

/** @param {{ step: Step | null }} props */
function Next({ step }) {
  if (!step)
    return html`<section class="script__part">
      <h2 class="console__heading">${t("Next")}</h2>
      <p class="soft">${t("This is the last step.")}</p>
    </section>`;
  return html`<section class="script__part">
    <h2 class="console__heading">${t("Next")}</h2>
    <details class="script__next">
      <summary><span class="script__title">${step.title}</span> <${Minutes} step=${step} /></summary>
      <div class="script__say script__say--next" dir="auto">
        ${step.say && spoken(step.say)}
      </div>
    </details>
  </section>`;
}

/**
 * @param {ConsoleApp} app
 * @param {Projector} screen
 */
const turning = (app, screen) => (/** @type {Fields} */ fields) =>
  send(app, "show_on_screen", { screen: screen.id, ...fields });

/** @param {{ app: ConsoleApp, gathering: Gathering, now: Step | null }} props */
function RoomSees({ app, gathering, now }) {
  const screens = screensOf(app.week.value, gathering.id);
  return html`<section class="script__part">
    <h2 class="console__heading">${t("The room sees")}</h2>
    ${screens.length === 0 && html`<p class="soft small">${t("No projector is paired yet.")}</p>`}
    ${screens.map(
      (/** @type {Projector} */ screen) => html`<div key=${screen.id} class="script__screen">
        <${Preview} week=${app.week.value} screen=${screen} app=${app} />
        <p class="small">
          ${screen.name || t("Projector {n}", { n: screen.id })}
          ${screen.frozen && html` <${Chip}>${t("frozen")}<//>`}
        </p>
        ${isLive(gathering) && screen.gathering !== gathering.id && html`
          <p class="small soft">${t("It shows another session.")}</p>
          <${Button} onClick=${() => turning(app, screen)({ view: now?.shows ?? "join", gathering: gathering.id })}>
            ${t("Show this session")}
          <//>
        `}
        ${screen.gathering === gathering.id && (screen.pages ?? 0) > 1 && html`<${Pages}
          screen=${screen}
          show=${turning(app, screen)}
        />`}
      </div>`,
    )}
    <${Go} app=${app} to="/console/screens" class="small">
      ${screens.length === 0 ? t("Pair a projector") : t("Choose what they show")}
    <//>
  </section>`;
}

/** @param {{ app: ConsoleApp, gathering: GatheringPicture}} props */
export function Script({ app, gathering: picture }) {
  const live = isLive(picture.gathering);
  const { now, next, steps } = stepsAround(picture);
  const step = now ?? steps[0];
  return html`<aside class="console__side console__side--script" aria-label=${t("Script")} tabindex="0">
    <${Now} step=${step} live=${live && Boolean(now)} entered=${Boolean(now)} />
    <${RoomSees} app=${app} gathering=${picture.gathering} now=${live ? now : null} />
    <${Next} step=${now ? next : steps[1]} />
  </aside>`;
}
