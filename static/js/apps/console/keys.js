/** Single keys: for the session and for the projector; "?" shows them all, and they can be switched off. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { LISTS } from "../../staff-lists.js";
import { bindKeys, keysEnabled, setKeysEnabled } from "../../lib/shortcuts.js";
import { turning } from "../../lib/turning.js";
import { send, show, steered } from "../../projector/console/steer.js";
import { turned } from "../../projector/state/paging.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { giveTime, wentOn } from "../../running/console/going.js";
import { isLive } from "../../week/state.js";
import { titleOf } from "../../ui/words.js";

/** @type {[key: string, view: string][]} */
const PROJECTOR = Object.entries(LISTS.show_view).flatMap(([view, { key }]) => (key ? [[key, view]] : []));

/**
 * @param {ConsoleApp} app
 * @param {string} type
 */
function session(app, type) {
  const gathering = app.gathering?.gathering;
  if (gathering && isLive(gathering)) send(app, type, { gathering: gathering.id });
}

/**
 * @param {ConsoleApp} app
 * @param {string} to
 */
function step(app, to) {
  const picture = app.gathering;
  if (picture && isLive(picture.gathering)) wentOn(app, picture, to, (type, fields) => send(app, type, fields));
}

/** @param {ConsoleApp} app */
function moreTime(app) {
  const picture = app.gathering;
  if (picture && isLive(picture.gathering)) giveTime(app, picture, 60, (type, fields) => send(app, type, fields));
}

/**
 * @param {ConsoleApp} app
 * @param {string} view
 */
function showView(app, view) {
  const { board, round } = app.place.value;
  const { needs } = LISTS.show_view[view];
  const own = needs === "board" && board ? { board, page: 1 } : needs === "round" && round ? { round } : {};
  show(app, { view, ...own }, titleOf("show_view", view));
}

/**
 * @param {ConsoleApp} app
 * @param {number} by
 */
function turnPage(app, by) {
  const screen = steered(app);
  const page = screen && turned(screen, by);
  if (page) show(app, { page });
}

/** @param {ConsoleApp} app */
export function bindConsoleKeys(app) {
  const focused = () => app.week.value?.gatherings.find((one) => one.id === app.focus.value);
  const pausing = turning(() => focused()?.state === "paused");
  const freezing = turning(() => Boolean(steered(app)?.frozen));
  const unbind = bindKeys({
    ...Object.fromEntries(PROJECTOR.map(([key, view]) => [key, () => showView(app, view)])),
    n: () => step(app, "next"),
    p: () => step(app, "previous"),
    ".": () => pausing.press((paused) => session(app, paused ? "start_gathering" : "pause_gathering")),
    "+": () => moreTime(app),
    f: () => freezing.press((frozen) => show(app, { frozen: !frozen })),
    "[": () => turnPage(app, -1),
    "]": () => turnPage(app, 1),
    h: () => document.activeElement?.closest("[data-idea]")?.querySelector("[data-act=hide]")?.click(),
    v: () => document.activeElement?.closest("[data-idea]")?.querySelector("[data-act=show]")?.click(),
    m: () => document.activeElement?.closest("[data-idea]")?.querySelector("[aria-haspopup=menu]")?.click(),
    "/": () => document.querySelector("input[type=search]")?.focus(),
    "?": () => {
      app.helpOpen.value = true;
    },
  });
  return () => {
    unbind();
    pausing.stop();
    freezing.stop();
  };
}

/** @param {{ title: string, list: [key: string, words: string][] }} props */
function Keys({ title, list }) {
  return html`<section>
    <h3>${title}</h3>
    <dl class="keys">
      ${list.map(
        ([key, words]) => html`<div class="keys__one" key=${key}><dt><kbd>${key}</kbd></dt><dd>${words}</dd></div>`,
      )}
    </dl>
  </section>`;
}

/** @param {{ app: ConsoleApp }} props */
export function KeysHelp({ app }) {
  const [on, setOn] = useState(keysEnabled);
  const turn = () => {
    setKeysEnabled(!on);
    setOn(!on);
  };
  return html`<${Dialog}
    title=${t("Keys")}
    open=${app.helpOpen.value}
    onClose=${() => {
      app.helpOpen.value = false;
    }}
    wide
  >
    <div class="keys__columns">
      <${Keys}
        title=${t("The session")}
        list=${[
          ["N", t("Next step")],
          ["P", t("Previous step")],
          [".", t("Break, and go on")],
          ["+", t("One minute more")],
          ["/", t("Search")],
          ["?", t("This list")],
        ]}
      />
      <${Keys}
        title=${t("The projector")}
        list=${[
          ...PROJECTOR.map(([key, view]) => [key.toUpperCase(), titleOf("show_view", view)]),
          ["F", t("Freeze, and let go")],
          ["[ ]", t("Page back, page on")],
        ]}
      />
      <${Keys}
        title=${t("An idea in focus")}
        list=${[
          ["H", t("Off every screen at once")],
          ["V", t("Show it alone on the screen")],
          ["M", t("Menu: move, answer")],
          ["Tab", t("To the next one")],
        ]}
      />
    </div>
    <p><${Button} pressed=${on} onClick=${turn}>${t("Single keys work")}<//></p>
  <//>`;
}
