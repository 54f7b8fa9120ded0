/** What a projector shows, small. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { LISTS } from "../../staff-lists.js";
import { usePicture } from "../../ui/hooks.js";
import { nameOf, titleOf } from "../../ui/words.js";
import { liveOf } from "../../week/state.js";
import { targetOf } from "../state/screen.js";

/** @typedef {ReturnType<typeof targetOf>} Target */

/**
 * @param {any[] | undefined} list
 * @param {number | null | undefined} id
 */
const byId = (list, id) => list?.find((one) => one.id === id);
/**
 * @param {WeekPicture | null} week
 * @param {Target} target
 */
const titleOfBoard = (week, { board }) => nameOf(byId(week?.boards, board)?.title) || t("No board chosen");
/**
 * @param {WeekPicture | null} week
 * @param {Target} target
 */
const titleOfRound = (week, { round }) => byId(week?.rounds, round)?.title ?? t("No round yet");

/** @type {{ [key: string]: any }} */
const LINES = {
  /**
   * @param {WeekPicture | null} _week
   * @param {Target} target
   * @param {Idea | undefined} idea
   */
  idea: (_week, target, idea) => idea?.text ?? (target.idea ? "" : t("No idea chosen")),
  board: titleOfBoard,
  results: titleOfBoard,
  round: titleOfRound,
  report: titleOfRound,
  black: () => "",
};

/** Whether a projector may have more than one page. How many depends on the size of the picture: it says so itself.
 * @param {Projector} screen
 */
export const mayBePaged = ({ view, pages }) => LISTS.show_view[view]?.paged === true || (pages ?? 0) > 1;

/** @param {Projector} screen */
const pageWords = ({ page: n, pages }) =>
  pages === null ? t("page {n}", { n }) : t("page {n} of {pages}", { n, pages });

/** What stands on the wall, small: the kind of view and its own words.
 * @param {WeekPicture | null} week
 * @param {Target} target
 * @param {Idea | undefined} idea
 */
const lineOf = (week, target, idea) =>
  LINES[target.view]?.(week, target, idea) ?? byId(week?.gatherings, target.gathering)?.title ?? "";

/** What the wall shows, by the wall's own rule.
 * @param {ConsoleApp} app
 * @param {WeekPicture} week
 * @param {Projector} screen
 * @returns {Target}
 */
function useTarget(app, week, screen) {
  const gathering = screen.gathering ?? liveOf(week)?.id ?? null;
  const { picture } = usePicture(app.client, gathering === null ? null : `gathering:${gathering}`);
  return targetOf(screen, (stream) => (stream.startsWith("gathering:") ? picture : week));
}

/** @param {{ app: ConsoleApp, week: WeekPicture, screen: Projector }} props */
export function Preview({ app, week, screen }) {
  const target = useTarget(app, week, screen);
  const shown = screen.view === "idea" && target.board ? `board:${target.board}` : null;
  const { picture } = usePicture(app.client, shown);
  const idea = picture?.ideas.find((/** @type {any} */ one) => one.id === target.idea);
  return html`<div class=${`preview preview--${screen.view === "black" ? "black" : screen.theme}`}>
    <p class="preview__view">
      ${titleOf("show_view", screen.view)}
      ${mayBePaged(screen) && (screen.page > 1 || (screen.pages ?? 0) > 1) ? ` · ${pageWords(screen)}` : ""}
      ${screen.view === "idea" && idea ? ` · #${idea.number}` : ""}
    </p>
    <p class="preview__line" dir="auto">${lineOf(week, target, idea)}</p>
  </div>`;
}
