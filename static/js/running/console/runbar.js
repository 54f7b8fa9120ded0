/** The bar on top: which session, its clock, and what the facilitator does most. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button, IconButton } from "../../ui/button.js";
import { Go } from "../../ui/page.js";
import { StateChip } from "../../week/card.js";
import { isLive } from "../../week/state.js";
import { LiveTimer } from "../card.js";
import { stepsAround } from "../state.js";
import { giveTime, wentOn } from "./going.js";

export const RUN = {
  open: "open_doors",
  start: "start_gathering",
  pause: "pause_gathering",
};

/** Whose button went away by its own press finds the focus at what is next.
 * @param {string} state
 */
function useNextFocus(state) {
  const place = useRef(/** @type {any} */ (null));
  const before = useRef(state);
  const held = useRef(false);
  useEffect(() => {
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (before.current !== state && held.current && lost)
      place.current?.querySelector(".button--live, .button--primary")?.focus();
    before.current = state;
  }, [state]);
  const hold = () => {
    held.current = true;
  };
  /** @param {any} event */
  const letGo = ({ relatedTarget }) => {
    if (relatedTarget) held.current = false;
  };
  return { ref: place, onFocusIn: hold, onFocusOut: letGo };
}

/** @param {{ app: ConsoleApp, picture: GatheringPicture, command: CommandState }} props */
function Actions({ app, picture, command }) {
  const { gathering } = picture;
  const next = useNextFocus(gathering.state);
  return html`<div class="runbar__place" ...${next}>
    <${Buttons} app=${app} picture=${picture} command=${command} />
  </div>`;
}

/** @param {{ app: ConsoleApp, picture: GatheringPicture, command: CommandState }} props */
function Buttons({ app, picture, command }) {
  const { gathering } = picture;
  /**
   * @param {string} type
   * @param {Fields} [fields]
   */
  const act =
    (type, fields = {}) =>
    () =>
      command.send(type, { gathering: gathering.id, ...fields });
  const { now, previous, next } = stepsAround(picture);
  const { busy } = command;
  const going = app.going.busy.value;
  /** @param {string} to */
  const goTo = (to) => () => wentOn(app, picture, to, command.send);
  if (gathering.state === "planned")
    return html`<${Button} kind="primary" icon="door" busy=${busy} onClick=${act(RUN.open)}>${t("Open the doors")}<//>`;
  if (gathering.state === "doors_open")
    return html`<${Button} kind="live" icon="play" busy=${busy} onClick=${act(RUN.start)}>${t("Start")}<//>`;
  if (!isLive(gathering)) return null;
  return html`<div class="button-group runbar__acts">
    <${IconButton}
      icon="back"
      label=${t("Previous step")}
      disabled=${!previous}
      busy=${going}
      onClick=${goTo("previous")}
    />
    ${
      gathering.state === "paused"
        ? html`<${Button} kind="live" icon="play" busy=${busy} onClick=${act(RUN.start)}>${t("Go on")}<//>`
        : html`<${Button} icon="pause" busy=${busy} onClick=${act(RUN.pause)}>${t("Break")}<//>`
    }
    ${now && html`<${Button}
      icon="plus"
      class="runbar__more"
      aria-label=${t("1 min more")}
      onClick=${() => giveTime(app, picture, 60, command.send)}
    >
      ${t("1 min")}
    <//>`}
    <${Button}
      kind=${gathering.state === "paused" ? undefined : "live"}
      icon="next"
      class="grow"
      busy=${busy || going}
      disabled=${!next}
      onClick=${goTo("next")}
    >
      ${t("Next step")}
    <//>
  </div>`;
}

/** `command`: what it sends by; a refusal stands under the bar, with the others (apps/console/shell.js).
 * @param {{ app: ConsoleApp, gathering: GatheringPicture | null, command: CommandState }} props
 */
export function RunBar({ app, gathering: picture, command }) {
  const gathering = picture?.gathering;
  const step = picture && stepsAround(picture).now;
  return html`<header class="console__bar runbar">
    <${Go} app=${app} to="/console" class="wordmark" aria-label=${t("Charrette, to the week")}>
      <img src="/static/img/mark.svg" alt="" width="28" height="28" />
    <//>
    ${
      gathering
        ? html`
            <div class="runbar__what">
              <${Go} app=${app} to=${`/console/gatherings/${gathering.id}`} class="runbar__title">${gathering.title}<//>
              <${StateChip} gathering=${gathering} />
              ${isLive(gathering) && html`<${LiveTimer} app=${app} gathering=${gathering} step=${step} />`}
            </div>
            <span class="grow"></span>
            <${Actions} app=${app} picture=${picture} command=${command} />
          `
        : html`<p class="runbar__title">${app.charrette?.title}</p>`
    }
  </header>`;
}
