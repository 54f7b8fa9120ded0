/** The console's frame: the bar that runs the session, the
 * programme, the page, the script. On a phone one at a time. */
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Agenda, Agendas } from "../../agendas/console/agendas.js";
import { Door } from "../../attendance/console/door.js";
import { BoardPage } from "../../boards/console/board.js";
import { Crowd } from "../../crowds/console/crowd.js";
import { Rush } from "../../crowds/console/rush.js";
import { keepsCookies } from "../../lib/browser.js";
import { focusOn } from "../../lib/a11y.js";
import { t } from "../../lib/i18n.js";
import { Access } from "../../people/console/access.js";
import { ItemPage } from "../../plan/console/item.js";
import { NewItem } from "../../plan/console/new.js";
import { Plan } from "../../plan/console/plan.js";
import { RoundPage } from "../../plan/console/round.js";
import { Screens } from "../../projector/console/screens.js";
import { Run } from "../../running/console/run.js";
import { RunBar } from "../../running/console/runbar.js";
import { Script } from "../../running/console/script.js";
import { Button, IconButton } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { usePicture } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { Trouble } from "../../ui/page.js";
import { EmptyState, StatusLine } from "../../ui/status.js";
import { LeftOpen, Week } from "../../week/console.js";
import { bindConsoleKeys, KeysHelp } from "./keys.js";
import { Programme } from "./programme.js";
import { StoreBanner } from "./store.js";
import { besideOf, together } from "./streams.js";
import { Unsent } from "./unsent.js";

/** @type {{ [key: string]: any }} */
const PAGES = {
  week: Week,
  run: Run,
  door: Door,
  board: BoardPage,
  plan: Plan,
  item: ItemPage,
  new_item: NewItem,
  round: RoundPage,
  agendas: Agendas,
  agenda: Agenda,
  screens: Screens,
  access: Access,
};

/** @param {{ app: ConsoleApp, bar: CommandState }} props */
function Status({ app, bar }) {
  const { live, outbox } = app.client;
  return html`<section class="console__status" aria-label=${t("Messages of the server")}>
    <${StoreBanner} app=${app} />
    ${bar.error && html`<div class="console__trouble"><${Trouble} text=${bar.error} onClose=${bar.clear} /></div>`}
    <${StatusLine}
      status=${live.status.value}
      standing=${outbox.standing.value}
      durable=${outbox.durable.value}
      refused=${live.refused.value}
      onRetry=${() => {
        live.wake();
        outbox.nudge();
      }}
    />
  </section>`;
}

/** How long news stays in sight; not while somebody points at it or
 * has the focus in it. What it undoes can be undone in its place too. */
const NEWS_MS = 20_000;

/** One line about what just happened, with its undo. It leaves by itself.
 * @param {{ app: ConsoleApp }} props
 */
function Notice({ app }) {
  const notice = app.notice.value;
  const box = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (!notice) return undefined;
    const timer = setInterval(() => {
      if (!box.current?.matches(":hover, :focus-within")) app.notice.value = null;
    }, NEWS_MS);
    return () => clearInterval(timer);
  }, [notice]);
  if (!notice) return null;
  const close = () => {
    app.notice.value = null;
  };
  return html`<div class="notice" role="region" aria-label=${t("Just now")} ref=${box}>
    <p class="notice__text">${notice.text}</p>
    <div class="notice__actions">
      ${(notice.actions ?? []).map(
        ({ label, act }) => html`<${Button}
          key=${label}
          onClick=${() => {
            close();
            act();
          }}
        >
          ${label}
        <//>`,
      )}
      <${IconButton} icon="close" label=${t("Close")} kind="ghost" onClick=${close} />
    </div>
  </div>`;
}

/** @param {{ app: ConsoleApp, hasScript: boolean }} props */
function PaneTabs({ app, hasScript }) {
  const panes = [
    ["programme", t("Programme"), "list"],
    ["main", t("Work"), "group"],
    ...(hasScript ? [["script", t("Script"), "info"]] : []),
  ];
  return html`<nav class="pane-tabs" aria-label=${t("Parts of the console")}>
    ${panes.map(
      ([key, label, icon]) => html`<button
        key=${key}
        type="button"
        class="pane-tabs__tab"
        aria-pressed=${String(app.pane.value === key)}
        onClick=${() => {
          app.pane.value = key;
          scrollTo(0, 0);
        }}
      >
        <${Icon} name=${icon} />
        ${label}
      </button>`,
    )}
  </nav>`;
}

/** The rights of this page ended, here or in another tab: nothing of anybody stays in sight.
 * @param {{ app: ConsoleApp }} props
 */
function Ended({ app }) {
  const title = useRef(/** @type {any} */ (null));
  useEffect(() => {
    app.notice.value = null;
    document.title = `${t("Signed out")} · Charrette`;
    focusOn(title.current);
  }, []);
  return html`<div class="console">
    <main class="console__main" id="main" tabindex="-1">
      <div class="note note--error" role="alert">
        <${Icon} name="warning" />
        <div class="note__body">
          <h1 class="note__title" ref=${title}>${t("You are signed out.")}</h1>
          <p>${t("What stood here was taken away, in every tab of this browser.")}</p>
          ${!keepsCookies() && html`<p>${t("This browser keeps no cookies of this address. Allow them first.")}</p>`}
          <div class="note__actions">
            <a class="button button--primary" href="/sign-in">${t("Sign in again with a new link")}</a>
          </div>
        </div>
      </div>
    </main>
  </div>`;
}

/** @param {{ app: ConsoleApp }} props */
export const Console = ({ app }) =>
  app.client.ended.value ? html`<${Ended} app=${app} />` : html`<${Work} app=${app} />`;

/** The picture of the week with what this page shows beside it; null while that has not come.
 * @param {ConsoleApp} app
 * @param {string} view
 */
function useWhole(app, view) {
  const beside = besideOf(view);
  /** @param {string} kind */
  const streamOf = (kind) => (beside.includes(kind) ? app.streamOf(kind) : null);
  /** @type {Record<string, any>} */
  const pictures = {
    plan: usePicture(app.client, streamOf("plan")).picture,
    agendas: usePicture(app.client, streamOf("agendas")).picture,
  };
  return together([app.week.value, ...beside.map((kind) => pictures[kind])]);
}

/** @param {{ app: ConsoleApp }} props */
function Work({ app }) {
  const week = app.week.value;
  const focus = app.focus.value;
  const { picture: gathering } = usePicture(app.client, focus ? `gathering:${focus}` : null);
  const bar = useCommand(app);
  useEffect(() => bindConsoleKeys(app), []);
  app.gathering = gathering;
  useLayoutEffect(() => app.going.saw(gathering?.gathering ?? null), [gathering]);
  const place = app.place.value;
  const whole = useWhole(app, place.view);
  const Page = PAGES[place.view];
  const hasScript = Boolean(gathering);
  return html`<div class=${`console${gathering ? " console--session" : ""}`}>
    <${RunBar} app=${app} gathering=${gathering} command=${bar} />
    <${Status} app=${app} bar=${bar} />
    <div class=${`console__body${hasScript ? "" : " console__body--wide"}`} data-pane=${app.pane.value}>
      <${Programme} app=${app} gathering=${gathering} />
      <main class="console__main" id="main" tabindex="-1">
        <${Crowd} app=${app} week=${week} />
        <${Rush} app=${app} week=${week} />
        ${week && html`<${LeftOpen} app=${app} week=${week} />`}
        <${Unsent} app=${app} />
        ${
          whole
            ? html`<${Page} key=${app.path.value} app=${app} week=${whole} place=${place} gathering=${gathering} />`
            : app.weekError.value
              ? html`<${EmptyState}
                  title=${t("This cannot be shown.")}
                  text=${t("Reload the page, or sign in again.")}
                />`
              : html`<p class="soft">${t("One moment, the console is loading.")}</p>`
        }
      </main>
      ${hasScript && html`<${Script} app=${app} gathering=${gathering} />`}
    </div>
    <${PaneTabs} app=${app} hasScript=${hasScript} />
    <${Notice} app=${app} />
    <${KeysHelp} app=${app} />
  </div>`;
}
