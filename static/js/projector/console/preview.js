/** What a projector shows, small. */
import { html } from "htm/preact";
import { t } from "../../lib/i18n.js";
import { LISTS } from "../../staff-lists.js";
import { usePicture } from "../../ui/hooks.js";
import { titleOf } from "../../ui/words.js";

/**
 * @param {any[] | undefined} list
 * @param {number | null | undefined} id
 */
const byId = (list, id) => list?.find((one) => one.id === id);
/**
 * @param {WeekPicture | null} week
 * @param {Projector} screen
 */
const titleOfBoard = (week, screen) => byId(week?.boards, screen.board)?.title ?? t("No board chosen");
/**
 * @param {WeekPicture | null} week
 * @param {Projector} screen
 */
const titleOfRound = (week, { round, gathering }) =>
  (byId(week?.rounds, round) ?? week?.rounds.findLast((one) => one.gathering === gathering))?.title ??
  t("No round yet");

/** @type {{ [key: string]: any }} */
const LINES = {
  /**
   * @param {WeekPicture | null} _week
   * @param {Projector} screen
   * @param {Idea | undefined} idea
   */
  idea: (_week, screen, idea) => idea?.text ?? (screen.idea ? "" : t("No idea chosen")),
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
 * @param {Projector} screen
 * @param {Idea | undefined} idea
 */
const lineOf = (week, screen, idea) =>
  LINES[screen.view]?.(week, screen, idea) ?? byId(week?.gatherings, screen.gathering)?.title ?? "";

/** @param {{ app: ConsoleApp, week: WeekPicture, screen: Projector }} props */
export function Preview({ app, week, screen }) {
  const { picture } = usePicture(app.client, screen.view === "idea" && screen.board ? `board:${screen.board}` : null);
  const idea = picture?.ideas.find((/** @type {any} */ one) => one.id === screen.idea);
  return html`<div class=${`preview preview--${screen.view === "black" ? "black" : screen.theme}`}>
    <p class="preview__view">
      ${titleOf("show_view", screen.view)}
      ${mayBePaged(screen) && (screen.page > 1 || (screen.pages ?? 0) > 1) ? ` · ${pageWords(screen)}` : ""}
      ${screen.view === "idea" && idea ? ` · #${idea.number}` : ""}
    </p>
    <p class="preview__line" dir="auto">${lineOf(week, screen, idea)}</p>
  </div>`;
}
