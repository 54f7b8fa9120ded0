/** The pane on the left: where one can go, and the running order of the session. */
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Steps } from "../../running/console/steps.js";
import { Button } from "../../ui/button.js";
import { ConfirmInline } from "../../ui/confirm.js";
import { Icon } from "../../ui/icon.js";
import { Go } from "../../ui/page.js";
import { daysOf, isLive } from "../../week/state.js";
import { wordOf } from "../../ui/words.js";

/** @type {{ [key: string]: any }} */
const SECTIONS = {
  week: ["week"],
  plan: ["plan", "item", "new_item", "round"],
  agendas: ["agendas", "agenda"],
  screens: ["screens"],
  access: ["access"],
};

/** @param {{ app: ConsoleApp }} props */
function Sections({ app }) {
  const links = [
    ["week", "/console", t("Week"), "clock"],
    ["plan", "/console/plan", t("Plan and rounds"), "edit"],
    ["agendas", "/console/agendas", t("Agendas"), "list"],
    ["screens", "/console/screens", t("Projectors"), "screen"],
    ...(app.isOrganiser ? [["access", "/console/access", t("Team and access"), "people"]] : []),
  ];
  const { view } = app.place.value;
  return html`<nav class="sections" aria-label=${t("Console")}>
    <ul class="sections__list">
      ${links.map(
        ([key, to, words, icon]) => html`<li key=${key}>
          <${Go} app=${app} to=${to} class="sections__link" current=${SECTIONS[key].includes(view)}>
            <${Icon} name=${icon} />
            <span>${words}</span>
          <//>
        </li>`,
      )}
    </ul>
  </nav>`;
}

/** @param {{ app: ConsoleApp, week: WeekPicture | null }} props */
function Days({ app, week }) {
  return html`<section>
    <h2 class="console__heading">${t("Sessions")}</h2>
    <ul class="steps">
      ${daysOf(week).flatMap(({ day, gatherings }) =>
        gatherings.map(
          (gathering) => html`<li key=${gathering.id}>
            <${Go}
              app=${app}
              to=${`/console/gatherings/${gathering.id}`}
              class=${`steps__item steps__link${isLive(gathering) ? " steps__link--live" : ""}`}
            >
              <span class="steps__number">${day}</span>
              <span>${gathering.title}</span>
              <span class="steps__minutes">${isLive(gathering) ? wordOf("gathering_state", gathering.state) : ""}</span>
            <//>
          </li>`,
        ),
      )}
    </ul>
  </section>`;
}

/** It asks once more: a link works once, so who signs out by accident is out. */
function SignOut() {
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";
  const form = useRef(/** @type {any} */ (null));
  return html`<form ref=${form} method="post" action="/sign-out">
    <input type="hidden" name="csrf_token" value=${token} />
    <${ConfirmInline}
      kind="ghost"
      label=${t("Sign out")}
      question=${t("Your link worked once. To come back you need a new one.")}
      confirmLabel=${t("Yes, sign out")}
      onConfirm=${() => form.current.submit()}
    />
  </form>`;
}

/** @param {{ app: ConsoleApp, gathering: GatheringPicture | null }} props */
export function Programme({ app, gathering }) {
  const week = app.week.value;
  return html`<aside class="console__side console__side--programme" aria-label=${t("Programme")}>
    <${Sections} app=${app} />
    ${
      gathering ? html`<${Steps} app=${app} picture=${gathering} />` : week && html`<${Days} app=${app} week=${week} />`
    }
    <div class="row programme__foot">
      <${Button}
        kind="ghost"
        onClick=${() => {
          app.helpOpen.value = true;
        }}
      >
        ${t("Keys")}
      <//>
      <a class="button button--ghost" href="/me">${t("My data")}</a>
      <${SignOut} />
    </div>
  </aside>`;
}
