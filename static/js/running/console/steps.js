/** The running order of the session that goes on. */
import { html } from "htm/preact";
import { t, tn } from "../../lib/i18n.js";
import { useCommand } from "../../ui/command.js";
import { Trouble } from "../../ui/page.js";
import { isLive } from "../../week/state.js";
import { stepsAround } from "../state.js";
import { wentOn } from "./going.js";

/** @param {{ app: ConsoleApp, picture: GatheringPicture }} props */
export function Steps({ app, picture }) {
  const command = useCommand(app);
  const { steps, now } = stepsAround(picture);
  const { gathering } = picture;
  const at = steps.findIndex((step) => step.id === now?.id);
  const live = isLive(gathering);
  /** @param {number} step */
  const goTo = (step) => live && step !== now?.id && wentOn(app, picture, step, command.send);
  return html`<section class="programme__steps">
    <h2 class="console__heading">${t("Steps")}</h2>
    <${Trouble} text=${command.error} onClose=${command.clear} />
    <ol class="steps">
      ${steps.map(
        (step, index) => html`<li key=${step.id}>
          <button
            type="button"
            class=${`steps__item${index < at ? " steps__item--past" : ""}`}
            aria-current=${live && step.id === now?.id ? "step" : undefined}
            aria-disabled=${live && !app.going.busy.value ? undefined : "true"}
            onClick=${() => goTo(step.id)}
          >
            <span class="steps__number">${index + 1}</span>
            <span dir="auto">${step.title}</span>
            <span class="steps__minutes">${tn("{n} min", "{n} min", step.minutes)}</span>
          </button>
        </li>`,
      )}
    </ol>
    ${gathering.state === "planned" && html`<p class="small soft">
      ${t("Open the doors to go through the steps.")}
    </p>`}
  </section>`;
}
