/** What stands around every view of the phone: the head, what happens with what was written, the tabs. */
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { Presence } from "../../attendance/phone.js";
import { noteOf } from "../../attendance/state.js";
import { formatTime, t } from "../../lib/i18n.js";
import { useStream } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { ErrorNote, StatusLine } from "../../ui/status.js";
import { gatheringOf } from "../../week/state.js";
import { useFocusOnView, useNewScene, useSavedWords, useScene, useStopping } from "./moves.js";
import { useRoute } from "./place.js";
import { Tabs, View } from "./views.js";
import { Pending } from "./wait.js";
import { refusedWords } from "./words.js";

/** @param {{ note: Boot["note"], attendance: any }} props */
function Note({ note, attendance }) {
  const told = noteOf(note, attendance);
  if (!note || !told) return null;
  const time = attendance ? formatTime(attendance.since) : "";
  /** @type {{ [told: string]: string }} */
  const sentences = {
    now: t("You are checked in. Welcome!"),
    already: t("You were already here ({time}).", { time }),
    left: t("You left at {time}.", { time }),
  };
  const words = sentences[told] ?? note.text;
  if (!words) return null;
  const good = note.kind === "good" && told !== "left";
  return html`<p class=${`note${good ? " note--good" : ""}`} role="status">
    <${Icon} name=${good ? "check" : "info"} />
    <span class="note__body">${words}</span>
  </p>`;
}

/** Presses of an earlier visit that were refused since: nobody waits for them any more, so it is said here.
 * @param {{ outbox: Outbox }} props
 */
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

/** @param {{ stopping: boolean }} props */
function Stopping({ stopping }) {
  if (!stopping) return null;
  return html`<p class="note" role="status">
    <${Icon} name="clock" />
    <span class="note__body">${t("The server is away for a moment. Go on writing; everything is kept.")}</span>
  </p>`;
}

/** @param {{ client: Client }} props */
function Status({ client }) {
  const { live, outbox } = client;
  const retry = () => {
    live.wake();
    outbox.nudge();
  };
  return html`<div class="phone__status">
    <${StatusLine}
      status=${live.status.value}
      standing=${outbox.standing.value}
      durable=${outbox.durable.value}
      refused=${live.refused.value}
      onRetry=${retry}
    />
  </div>`;
}

const BackToSession = () => html`<p>
  <a class="chip chip--button chip--live" href="#"><${Icon} name="back" />${t("Back to the session")}</a>
</p>`;

/** The week, the session this phone is at, and its picture as far as it has come.
 * @param {Client} client
 */
function useSession(client) {
  const { boot } = client;
  const charrette = useStream(client, boot.stream);
  const week = charrette?.picture.value ?? null;
  const admitted = charrette?.mine.value?.admitted ?? boot.admitted;
  const now = week ? gatheringOf(week, boot.gathering, admitted) : null;
  const follow = useStream(client, now?.stream ?? null);
  return { charrette, week, admitted, now, follow, picture: follow?.picture.value ?? null };
}

/** Another session opened while somebody types: until its picture is there the one before stays, with the field.
 * @param {any} session
 * @param {boolean} typing
 */
function useWriterSession(session, typing) {
  const last = useRef(/** @type {any} */ (null));
  if (session.picture) last.current = session.follow;
  if (session.picture || !typing || !last.current) return session;
  return { ...session, follow: last.current, picture: last.current.picture.value };
}

/** Whether the session went on since this phone was last at it.
 * @param {{ picture: GatheringPicture | null, away: boolean, scene: any }} parts
 */
function useNews({ picture, away, scene }) {
  const seen = useRef(/** @type {any} */ (undefined));
  const step = scene?.step?.id ?? null;
  if (picture && (!away || seen.current === undefined)) seen.current = step;
  return away && picture !== null && seen.current !== step;
}

/** @param {{ client: Client, session: any, route: any, shown: any, stopping: boolean, away: boolean }} props */
function Main({ client, session, route, shown, stopping, away }) {
  const { charrette, week, admitted, now, follow, picture } = session;
  const atNow = route.view === "now";
  const { scene, held, gone, go } = shown;
  return html`<main id="main" class="phone__main" tabindex="-1">
    <${Stopping} stopping=${stopping} />
    <${Refusals} outbox=${client.outbox} />
    ${atNow && html`<${Note} note=${client.boot.note} attendance=${follow?.mine.value?.attendance} />`}
    ${away && html`<${BackToSession} />`}
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
            gone=${gone}
            onGo=${go}
          />`
        : html`<${Pending} follow=${charrette} />`
    }
    ${picture && atNow && html`<${Presence} client=${client} follow=${follow} />`}
  </main>`;
}

/** @param {{ client: Client, head: Element, foot: Element}} props */
export function App({ client, head, foot }) {
  const route = useRoute();
  const stopping = useStopping(client);
  const loaded = useSession(client);
  const shown = useScene(client, loaded.picture);
  const session = useWriterSession(loaded, shown.typing);
  const { now, picture } = session;
  useFocusOnView(route);
  useNewScene(shown.scene, route.view === "now");
  useSavedWords(client);
  const away = route.view !== "now" && ["running", "paused"].includes(now?.state ?? "");
  const news = useNews({ picture, away, scene: shown.scene });
  return html`
    <header class="phone__head" ref=${(/** @type {HTMLElement | null} */ element) => element?.prepend(head)}>
      <span class="phone__title">${now?.title ?? client.boot.charrette?.title}</span>
    </header>
    <${Status} client=${client} />
    <${Main} client=${client} session=${session} route=${route} shown=${shown} stopping=${stopping} away=${away} />
    <div ref=${(/** @type {HTMLElement | null} */ element) => element?.append(foot)}></div>
    <${Tabs} view=${route.view} news=${news} />
  `;
}
