/** The views of the phone: now, the board, a round, the week; and the tabs between them. */
import { html } from "htm/preact";
import { MyIdeas } from "../../boards/phone/mine.js";
import { t } from "../../lib/i18n.js";
import { useStream } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { EmptyState } from "../../ui/status.js";
import { boardsOf } from "../../week/state.js";
import { Now } from "./now.js";
import { BoardView, Round, Week } from "./lazy.js";
import { Pending } from "./wait.js";
import { nameOf } from "../../ui/words.js";

/** Reading back: the board of this session, or another one.
 * @param {{ client: Client, week: WeekPicture, now: Gathering | null, id: number | null, scene: any }} props
 */
function BoardPage({ client, week, now, id, scene }) {
  const boards = boardsOf(week, now?.id);
  const chosen = id ?? scene?.board ?? boards[0]?.id ?? null;
  const follow = useStream(client, chosen === null ? null : `board:${chosen}`);
  if (chosen === null)
    return html`<h1>${t("The board")}</h1><${EmptyState} title=${t("There is no board in this session.")} />`;
  if (!follow?.picture.value) return html`<${Pending} follow=${follow} />`;
  const { board } = follow.picture.value;
  return html`
    <h1 class="phone__question" dir="auto">${nameOf(board.title)}</h1>
    ${board.question && board.question !== board.title && html`<p class="soft" dir="auto">${board.question}</p>`}
    ${boards.length > 1 && html`<nav class="row" aria-label=${t("Boards of this session")}>
      ${boards.map(
        (row) => html`<a
          key=${row.id}
          class="chip chip--button"
          href=${`#board-${row.id}`}
          aria-current=${row.id === chosen ? "true" : undefined}
        >
          ${nameOf(row.title)}
        </a>`,
      )}
    </nav>`}
    <${BoardView} key=${board.id} follow=${follow} results=${board.results} />
    <${MyIdeas} client=${client} follow=${follow} folded />
  `;
}

/** @param {{ client: Client, id: number | null, youth: boolean }} props */
function RoundPage({ client, id, youth }) {
  const follow = useStream(client, id === null ? null : `round:${id}`);
  return html`<${Round} client=${client} follow=${follow} youth=${youth} />`;
}

/**
 * @param {{
 *   client: Client, route: any, week: WeekPicture, now: Gathering | null, admitted?: number[], follow: any,
 *   scene: any, held: boolean, gone: boolean, onGo: () => void,
 * }} props
 */
export function View({ client, route, week, now, admitted, follow, scene, held, gone, onGo }) {
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
  return html`<${Now} ...${{ client, week, follow, scene, held, gone, onGo }} />`;
}

/** @type {[key: string, hash: string, words: () => string, icon: string][]} */
const TABS = [
  ["now", "", () => t("Now"), "flame"],
  ["board", "#board", () => t("Board"), "group"],
  ["week", "#week", () => t("Week"), "list"],
];

/** @param {{ view: string, news: boolean }} props */
export function Tabs({ view, news }) {
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
