/** The first screen: what the session asks now. Calm words when it asks nothing.
 *
 *   <Now client week follow scene held onGo />     follow: a followed gathering; scene: of running/state.js
 */
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { CheckIn } from "../../attendance/phone.js";
import { isTyping, Writer } from "../../boards/phone/compose.js";
import { MyIdeas } from "../../boards/phone/mine.js";
import { writingOf } from "../../boards/state.js";
import { t } from "../../lib/i18n.js";
import { Timer } from "../../running/card.js";
import { Chip } from "../../ui/chip.js";
import { useStream } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { startWords } from "../../week/words.js";
import { moodOf, nextGathering } from "../../week/state.js";
import { BoardView, Former, KeptLine, Round, Unsent, Vote, WaitsBelow } from "./lazy.js";
import { Pending } from "./wait.js";
import { nameOf } from "../../ui/words.js";

/** Between sessions: tells what is next, and asks nothing.
 * @param {{ client: Client, week: WeekPicture, follow: any, mood: string }} props
 */
function Between({ client, week, follow, mood }) {
  const { gathering } = follow.picture.value;
  const next = mood === "over" || mood === "off" ? nextGathering(week, gathering) : null;
  const about = week.gatherings.find((row) => row.id === gathering.id);
  const words = {
    before: [t("Good that you are here"), t("The doors are not open yet. This page changes by itself when they are.")],
    doors: [t("Welcome"), t("We begin soon. This page changes by itself when we do.")],
    on: [t("We have begun"), t("Look at the screen in the hall. Your question comes here by itself.")],
    break: [t("Break"), t("We go on in a moment. This page changes by itself.")],
    over: [t("This session is over"), t("Thank you for taking part. You can read everything back.")],
    off: [
      gathering.state === "moved" ? t("This session was moved") : t("This session is cancelled"),
      t("The organiser tells when it will be."),
    ],
  }[mood] ?? ["", ""];
  return html`<div class="stack stack--large">
    <div class="stack stack--small"><h1>${words[0]}</h1><p class="lead">${words[1]}</p></div>
    <${CheckIn} client=${client} follow=${follow} />
    ${mood === "before" && html`<dl class="facts">
      <dt>${t("When")}</dt>
      <dd>${startWords(about ?? gathering)}</dd>
      ${about?.outcome && html`<dt>${t("What comes out")}</dt><dd dir="auto">${about.outcome}</dd>`}
    </dl>`}
    ${next && html`<div class="panel panel--given stack stack--small">
      <p class="eyebrow">${t("Next")}</p>
      <h2 dir="auto">${next.title}</h2>
      <p>${startWords(next)}</p>
    </div>`}
    ${mood === "over" && html`<p class="row"><a class="button" href="/me">${t("What happened with my ideas")}</a></p>`}
  </div>`;
}

/** Whether the field stays above what is live: as long as who was typing there when writing ended types on and did not
 * go along. Who comes back to words that waited sees what is live first.
 * @param {Client} client
 * @param {any} board
 * @param {boolean} gone
 */
function useWriterFirst(client, board, gone) {
  const first = useRef(false);
  const typing = board !== null && isTyping(client, board.id);
  if (board && writingOf(board) === "open") first.current = true;
  else if (!typing || gone) first.current = false;
  return { typing, first: first.current };
}

/**
 * @param {{
 *   client: Client, scene: any, follow: any, place: Shown<GatheringPicture>, youth: boolean, gone: boolean,
 * }} props
 */
function BoardScene({ client, scene, follow, place, youth, gone }) {
  const { typing, first } = useWriterFirst(client, follow?.picture.value?.board ?? null, gone);
  if (!follow?.picture.value) return html`<${Pending} follow=${follow} />`;
  const { board } = follow.picture.value;
  const question = scene.step?.prompt || board.question || nameOf(board.title);
  const open = writingOf(board) === "open";
  // Each at a place of its own by its key: who is typing keeps the field and the focus, whatever the board does.
  const writer = html`<div key="writer" id=${typing && !first ? "kept-field" : undefined} tabindex="-1">
    <${Writer}
      client=${client}
      follow=${follow}
      question=${open ? question : board.question || nameOf(board.title)}
      youth=${youth}
    />
  </div>`;
  const mine = html`<div key="mine"><${MyIdeas} client=${client} follow=${follow} folded=${!open} /></div>`;
  if (open) return [writer, mine];
  const shown = html`<div key="shown" class="stack">
    ${
      board.phase === "voting" && !board.read_only
        ? html`<${Vote} client=${client} follow=${follow} place=${place} question=${question} />`
        : html`
            <h1 class="phone__question" dir="auto">${question}</h1>
            <${BoardView} follow=${follow} results=${board.results} />
          `
    }
    ${board.ballot > 1 && html`<${Former} picture=${follow.picture.value} />`}
  </div>`;
  if (first && typing) return [writer, shown, mine];
  return [typing && html`<${KeptLine} key="line" id="kept-field" />`, shown, writer, mine];
}

/** @param {{ client: Client, scene: any, place: Shown<GatheringPicture>, youth: boolean, gone: boolean }} props */
function Scene({ client, scene, place, youth, gone }) {
  const board = useStream(client, scene.kind === "board" ? `board:${scene.board}` : null);
  const round = useStream(client, scene.kind === "round" ? `round:${scene.round}` : null);
  if (scene.kind === "board") return html`<${BoardScene} ...${{ client, scene, follow: board, place, youth, gone }} />`;
  if (scene.kind === "round") return html`<${Round} client=${client} follow=${round} youth=${youth} />`;
  return html`<div class="stack">
    <h1 class="phone__question" dir="auto">${scene.step.prompt || scene.step.title}</h1>
    <p class="soft">${t("Look at the screen in the hall. You need not do anything here now.")}</p>
  </div>`;
}

/** @param {{ client: Client, picture: GatheringPicture, step: Step}} props */
function StepLine({ client, picture, step }) {
  return html`<div class="row row--apart step-line">
    <span class="eyebrow" dir="auto">${step.title}</span>
    ${picture.gathering.state === "running" && html`<${Timer}
      gathering=${picture.gathering}
      step=${step}
      now=${client.tick.value}
    />`}
    ${picture.gathering.state === "paused" && html`<${Chip} kind="waiting">${t("break")}<//>`}
  </div>`;
}

/**
 * @param {{
 *   client: Client, week: WeekPicture, follow: any, scene: any, held: boolean, gone: boolean, onGo: () => void,
 * }} props
 */
export function Now({ client, week, follow, scene, held, gone, onGo }) {
  if (!follow?.picture.value) return html`<${Pending} follow=${follow} />`;
  const picture = follow.picture.value;
  const mood = moodOf(picture.gathering);
  if (!scene?.step || !(held || ["on", "break"].includes(mood)))
    return html`
      <${Unsent} client=${client} week=${week} shown=${null} />
      <${Between} client=${client} week=${week} follow=${follow} mood=${mood} />
    `;
  return html`<div class="stack scene">
    ${held && html`<div class="note note--live" role="status">
      <${Icon} name="flame" />
      <div class="note__body">
        <p>
          ${
            mood === "over"
              ? t("The session is over. Your text still stands here; it is kept.")
              : t("The session has gone on. Finish your text, or go along; it is kept.")
          }
        </p>
        <div class="note__actions"><button type="button" class="button" onClick=${onGo}>${t("Go along")}</button></div>
      </div>
    </div>`}
    <${StepLine} client=${client} picture=${picture} step=${scene.step} />
    <${WaitsBelow} client=${client} week=${week} shown=${scene} />
    <${CheckIn} client=${client} follow=${follow} />
    <${Scene} ...${{ client, scene, place: follow, youth: picture.gathering.youth, gone }} />
    <${Unsent} client=${client} week=${week} shown=${scene} />
  </div>`;
}
