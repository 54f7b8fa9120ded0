/** The phone of a participant: one question now, the board and the week one tap away. */
import "@preact/signals";
import { html } from "htm/preact";
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Presence } from "../../attendance/phone.js";
import { BoardView } from "../../boards/phone/board.js";
import { MyIdeas } from "../../boards/phone/mine.js";
import { announce, announceOwn, focusOn } from "../../lib/a11y.js";
import { startClient } from "../../lib/client.js";
import { formatTime, t } from "../../lib/i18n.js";
import { RoundView } from "../../plan/phone/round.js";
import { sameScene, sceneOf } from "../../running/state.js";
import { useStream } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { EmptyState, ErrorNote, StatusLine } from "../../ui/status.js";
import { Week } from "../../week/phone.js";
import { boardsOf, gatheringOf } from "../../week/state.js";
import { Now } from "./now.js";
import { useRoute } from "./place.js";
import { Pending } from "./wait.js";
import { refusedWords, savedWords } from "./words.js";

/** The scene that is drawn: that of the session, unless somebody is in the middle of a text. */
function useScene(client, picture) {
  const wanted = picture ? sceneOf(picture) : null;
  const [shown, show] = useState(wanted);
  const typing = shown?.board && Boolean(client.drafts.get(`idea:${shown.board}`));
  const moved = !sameScene(shown, wanted);
  useEffect(() => {
    if (wanted && moved && !(typing && shown?.step)) show(wanted);
  });
  const current = moved && !(typing && shown?.step) ? wanted : shown;
  return {
    scene: current && wanted && sameScene(current, wanted) ? wanted : current,
    held: moved && Boolean(typing && shown?.step),
    go: () => show(wanted),
  };
}

function Note({ note, attendance }) {
  if (!note) return null;
  const time = attendance?.since ? formatTime(attendance.since) : null;
  const words =
    { now: t("You are checked in. Welcome!"), already: time ? t("You were already here ({time}).", { time }) : null }[
      note.told
    ] ?? note.text;
  if (!words) return null;
  return html`<p class=${`note${note.kind === "good" ? " note--good" : ""}`} role="status">
    <${Icon} name=${note.kind === "good" ? "check" : "info"} />
    <span class="note__body">${words}</span>
  </p>`;
}

/** Reading back: the board of this session, or another one. */
function BoardPage({ client, week, now, id, scene }) {
  const boards = boardsOf(week, now?.id);
  const chosen = id ?? scene?.board ?? boards[0]?.id ?? null;
  const follow = useStream(client, chosen === null ? null : `board:${chosen}`);
  if (chosen === null)
    return html`<h1>${t("The board")}</h1><${EmptyState} title=${t("There is no board in this session.")} />`;
  if (!follow?.picture.value) return html`<${Pending} follow=${follow} />`;
  const { board } = follow.picture.value;
  return html`
    <h1 class="phone__question" dir="auto">${board.title}</h1>
    ${board.question && board.question !== board.title && html`<p class="soft" dir="auto">${board.question}</p>`}
    ${boards.length > 1 && html`<nav class="row" aria-label=${t("Boards of this session")}>
      ${boards.map(
        (row) => html`<a
          key=${row.id}
          class="chip chip--button"
          href=${`#board-${row.id}`}
          aria-current=${row.id === chosen ? "true" : undefined}
        >
          ${row.title}
        </a>`,
      )}
    </nav>`}
    <${BoardView} key=${board.id} follow=${follow} results=${board.results} />
    <${MyIdeas} client=${client} follow=${follow} folded />
  `;
}

function RoundPage({ client, id, youth }) {
  const follow = useStream(client, id === null ? null : `round:${id}`);
  if (!follow?.picture.value) return html`<${Pending} follow=${follow} />`;
  return html`<${RoundView} client=${client} follow=${follow} youth=${youth} />`;
}

/** What was being written when the rights ended: the only copy, so it stays to be read and copied. */
function Unfinished({ texts }) {
  return texts.map(
    (text, at) => html`<label key=${at} class="field">
      <span class="field__label">${t("What you were writing")}</span>
      <textarea class="input" rows="3" dir="auto" readonly value=${text}></textarea>
    </label>`,
  );
}

/** The rights of this phone ended: nothing of anybody else stays in sight. */
function Ended({ client, head }) {
  const { live, outbox } = client;
  const [unfinished] = useState(() => client.drafts.kept());
  useEffect(() => {
    document.title = "Charrette";
  }, []);
  return html`
    <header class="phone__head" ref=${(element) => element?.prepend(head)}></header>
    <div class="phone__status">
      <${StatusLine}
        status=${live.status.value}
        standing=${outbox.standing.value}
        durable=${outbox.durable.value}
        refused=${client.ended.value}
      />
    </div>
    <main id="main" class="phone__main" tabindex="-1">
      <h1 class="visually-hidden">${t("Signed out")}</h1>
      <div class="note note--error">
        <${Icon} name="warning" />
        <div class="note__body">
          <p class="note__title">${t("You are signed out on this phone.")}</p>
          <p>${t("Scan the code again to go on. What you have not sent yet stays on this phone.")}</p>
          <div class="note__actions"><a class="button" href="/">${t("To the start")}</a></div>
        </div>
      </div>
      <${Unfinished} texts=${unfinished} />
    </main>
  `;
}

/** Presses of an earlier visit that were refused since: nobody waits for them any more, so it is said here. */
function Refusals({ outbox }) {
  return outbox.refusals.value.map(
    (entry) => html`<${ErrorNote}
      key=${entry.id}
      title=${refusedWords(entry.type)}
      error=${entry.message}
      onDismiss=${() => outbox.forgive(entry.id)}
    />`,
  );
}

/** Says aloud what the server has, when it has it. */
function useSavedWords({ outbox }) {
  useEffect(
    () =>
      outbox.onSaved((entry) => {
        const words = outbox.awaited(entry.id) ? null : savedWords(entry.type);
        if (words) announceOwn(words);
      }),
    [],
  );
}

function Stopping({ stopping }) {
  if (!stopping) return null;
  return html`<p class="note" role="status">
    <${Icon} name="clock" />
    <span class="note__body">${t("The server is away for a moment. Go on writing; everything is kept.")}</span>
  </p>`;
}

/** True from the server's goodbye until the line is back. */
function useStopping(client) {
  const [stopping, setStopping] = useState(false);
  useEffect(() => {
    client.line.on("server_stop", () => setStopping(true));
    const up = () => setStopping(false);
    client.line.onUp(up);
  }, [client]);
  return stopping;
}

const TABS = [
  ["now", "", () => t("Now"), "flame"],
  ["board", "#board", () => t("Board"), "group"],
  ["week", "#week", () => t("Week"), "list"],
];

function Tabs({ view, news }) {
  const at = view === "round" ? "week" : view;
  return html`<nav class="phone__nav" aria-label=${t("Views")}>
    ${TABS.map(
      ([key, hash, words, icon]) => html`<a
        key=${key}
        class="phone__tab"
        href=${hash || "#"}
        aria-current=${at === key ? "page" : undefined}
      >
        <${Icon} name=${icon} />
        <span>${words()}${key === "now" && news && html`<span class="phone__news"> · ${t("new")}</span>`}</span>
      </a>`,
    )}
  </nav>`;
}

/** Somebody went to another view: the focus goes to its heading, as soon as that is there. */
function useFocusOnView(route) {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return undefined;
    }
    const main = document.getElementById("main");
    const arrive = () => {
      const heading = main.querySelector("h1:not(.visually-hidden)");
      if (heading) focusOn(heading, { preventScroll: true });
      return Boolean(heading);
    };
    scrollTo({ top: 0 });
    if (arrive()) return undefined;
    focusOn(main, { preventScroll: true });
    const watching = new MutationObserver(() => {
      const elsewhere = ![main, document.body].includes(document.activeElement);
      if (elsewhere || arrive()) watching.disconnect();
    });
    watching.observe(main, { childList: true, subtree: true });
    return () => watching.disconnect();
  }, [route.view, route.id]);
}

/** The session went on and this phone went along: begin at the top, and say what is asked now. */
function useNewScene(scene, shown) {
  const before = useRef(undefined);
  useEffect(() => {
    const step = scene?.step?.id ?? null;
    if (before.current !== undefined && before.current !== step && shown) {
      scrollTo({ top: 0 });
      if (scene?.step) announce(scene.step.prompt || scene.step.title, { topic: "step" });
    }
    before.current = step;
  }, [scene?.step?.id, shown]);
}

function View({ client, route, week, now, admitted, follow, scene, held, onGo }) {
  const youth = follow?.picture.value?.gathering.youth ?? false;
  if (route.view === "board")
    return html`<${BoardPage} client=${client} week=${week} now=${now} id=${route.id} scene=${scene} />`;
  if (route.view === "round") return html`<${RoundPage} client=${client} id=${route.id} youth=${youth} />`;
  if (route.view === "week") return html`<${Week} week=${week} now=${now} admitted=${admitted} />`;
  if (!now)
    return html`
      <h1 class="visually-hidden">${t("The session")}</h1>
      <${EmptyState}
        title=${t("There is no session yet.")}
        text=${t("This page changes by itself when there is one.")}
      />
    `;
  return html`<${Now} client=${client} week=${week} follow=${follow} scene=${scene} held=${held} onGo=${onGo} />`;
}

function App({ client, head, foot }) {
  const { boot, live, outbox } = client;
  const route = useRoute();
  const stopping = useStopping(client);
  const charrette = useStream(client, boot.stream);
  const week = charrette?.picture.value ?? null;
  const admitted = charrette?.mine.value?.admitted ?? boot.admitted;
  const now = week ? gatheringOf(week, boot.gathering, admitted) : null;
  const follow = useStream(client, now?.stream ?? null);
  const picture = follow?.picture.value ?? null;
  const { scene, held, go } = useScene(client, picture);
  useFocusOnView(route);
  useNewScene(scene, route.view === "now");
  useSavedWords(client);
  const away = route.view !== "now" && ["running", "paused"].includes(now?.state);
  const seen = useRef(undefined);
  if (picture && (!away || seen.current === undefined)) seen.current = scene?.step?.id ?? null;
  return html`
    <header class="phone__head" ref=${(element) => element?.prepend(head)}>
      <span class="phone__title">${now?.title ?? boot.charrette?.title}</span>
    </header>
    <div class="phone__status">
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
    </div>
    <main id="main" class="phone__main" tabindex="-1">
      <${Stopping} stopping=${stopping} />
      <${Refusals} outbox=${outbox} />
      ${route.view === "now" && html`<${Note} note=${boot.note} attendance=${follow?.mine.value?.attendance} />`}
      ${away && html`<p>
        <a class="chip chip--button chip--live" href="#"><${Icon} name="back" />${t("Back to the session")}</a>
      </p>`}
      ${
        week
          ? html`<${View}
              client=${client}
              route=${route}
              week=${week}
              now=${now}
              admitted=${admitted}
              follow=${follow}
              scene=${scene}
              held=${held}
              onGo=${go}
            />`
          : html`<${Pending} follow=${charrette} />`
      }
      ${picture && route.view === "now" && html`<${Presence} client=${client} follow=${follow} />`}
    </main>
    <div ref=${(element) => element?.append(foot)}></div>
    <${Tabs} view=${route.view} news=${away && picture !== null && seen.current !== (scene?.step?.id ?? null)} />
  `;
}

const client = await startClient({ outbox: true });
const app = document.getElementById("app");
const head = app.querySelector(".wordmark");
const foot = app.querySelector(".phone__help");
history.replaceState(
  null,
  "",
  location.pathname + (client.boot.chosen ? `?gathering=${client.boot.gathering}` : "") + location.hash,
);
app.replaceChildren();
const Screen = () =>
  client.ended.value
    ? html`<${Ended} client=${client} head=${head} />`
    : html`<${App} client=${client} head=${head} foot=${foot} />`;
render(html`<${Screen} />`, app);
