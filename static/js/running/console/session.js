/** What all pages of one session have: the row of its views, and what to print. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Icon } from "../../ui/icon.js";
import { Go } from "../../ui/page.js";
import { nameOf } from "../../ui/words.js";

/** Brings the view that is shown into sight: on a phone the row is wider than the screen.
 * @param {any} list
 */
function showCurrent(list) {
  const current = list.querySelector("[aria-current]");
  if (!current) return;
  const [row, link] = [list.getBoundingClientRect(), current.getBoundingClientRect()];
  if (link.right > row.right) list.scrollLeft += link.right - row.right;
  else if (link.left < row.left) list.scrollLeft -= row.left - link.left;
}

/** The views of one session; the same row of links on each of them.
 * @param {{ app: ConsoleApp, week: WeekPicture, gathering: Gathering }} props
 */
export function SessionViews({ app, week, gathering }) {
  const path = app.path.value;
  const list = useRef(/** @type {any} */ (null));
  useEffect(() => showCurrent(list.current), [path]);
  const links = [
    [`/console/gatherings/${gathering.id}`, t("Session")],
    ...week.boards
      .filter((board) => board.gathering === gathering.id)
      .map((board) => [`/console/boards/${board.id}`, nameOf(board.title)]),
    [`/console/gatherings/${gathering.id}/door`, t("Door")],
    ...week.rounds
      .filter((round) => round.gathering === gathering.id)
      .map((round) => [`/console/rounds/${round.id}`, t("Round {n}", { n: round.number })]),
  ];
  return html`<nav class="views" aria-label=${t("Views of this session")}>
    <ul class="views__list" ref=${list}>
      ${links.map(
        ([to, words]) =>
          html`<li key=${to}><${Go} app=${app} to=${to} class="views__link" current=${path === to}>${words}<//></li>`,
      )}
    </ul>
  </nav>`;
}

/** A table is there twice: a spreadsheet makes days and formulas of what stands in a CSV.
 * @param {string} path
 * @param {string} title
 */
const asTable = (path, title) => [
  [`${path}.xlsx`, t("{title}: table for a spreadsheet (XLSX)", { title })],
  [`${path}.csv`, t("{title}: for programs (CSV)", { title })],
];

/** @param {{ app: ConsoleApp, gathering: Gathering }} props */
export function Papers({ app, gathering }) {
  const base = app.base;
  const files = [
    [`${base}/posters/${gathering.key}.pdf`, t("Poster with the code (PDF)")],
    ...(app.isOrganiser
      ? [
          [`${base}/attendance/${gathering.key}.pdf`, t("Attendance list to print (PDF)")],
          ...asTable(`${base}/attendance/${gathering.key}`, t("Attendance list")),
          ...asTable(`${base}/attendance/${gathering.key}-log`, t("Check-in log")),
        ]
      : []),
    ...asTable(`${base}/ideas`, t("All ideas, without names")),
  ];
  return html`<section class="stack stack--small">
    <h2>${t("To print and to keep")}</h2>
    <ul class="files">
      ${files.map(
        ([href, words]) =>
          html`<li key=${href}>
            <a class="files__link" href=${href}>
              <${Icon} name=${href.endsWith(".pdf") ? "print" : "download"} />
              ${words}
            </a>
          </li>`,
      )}
    </ul>
  </section>`;
}
