/** The whole week: what was, what is, what comes; and reading back.
 *
 *   <Week week now admitted />     week: the charrette's picture; now: the gathering this phone is at;
 *                                  admitted: the ids of those for who is invited at which it is let in
 */
import { html } from "htm/preact";
import { language, t } from "../lib/i18n.js";
import { byName } from "../spine/sorting.js";
import { Chip } from "../ui/chip.js";
import { boardsOf, mayEnter, roundsOf } from "./state.js";
import { startWords } from "./words.js";
import { nameOf, toldOf, toneOf } from "../ui/words.js";

/**
 * @param {any} a
 * @param {any} b
 */
const byOrder = (a, b) => a.day - b.day || (a.position ?? 0) - (b.position ?? 0) || a.id - b.id;

/** @param {{ gathering: Gathering, week: WeekPicture, current: boolean, open: boolean }} props */
function Gathering({ gathering, week, current, open }) {
  const boards = boardsOf(week, gathering.id);
  const rounds = roundsOf(week, gathering.id);
  const begun = gathering.state !== "planned";
  return html`<li
    class=${`week__item${current ? " week__item--current" : ""}`}
    aria-current=${current ? "true" : undefined}
  >
    <div class="row row--apart">
      <h2 class="week__title" dir="auto">${gathering.title}</h2>
      <${Chip} kind=${toneOf("gathering_state", gathering.state)}>${toldOf("gathering_state", gathering.state)}<//>
    </div>
    <p class="soft small">${startWords(gathering)}</p>
    ${!open && html`<p class="soft small">
      ${t("For who is invited. Scan or type the code of this session to join in.")}${" "}
      <a class="target" href="/?code">${t("Type a code")}</a>
    </p>`}
    ${open && begun && boards.length + rounds.length > 0 && html`<ul class="week__links">
      ${boards.map(
        (board) => html`<li key=${`b${board.id}`}>
          <a class="target" dir="auto" href=${`#board-${board.id}`}>${nameOf(board.title)}</a>
        </li>`,
      )}
      ${rounds.map(
        (round) =>
          html`<li key=${`r${round.id}`}>
            <a class="target" dir="auto" href=${`#round-${round.id}`}>${round.title}</a>
          </li>`,
      )}
    </ul>`}
  </li>`;
}

/** @param {{ week: WeekPicture, now: Gathering | null, admitted?: number[] }} props */
export function Week({ week, now, admitted }) {
  const rows = [...week.gatherings].sort(byOrder);
  const filled = new Set((week.agendas ?? []).map((agenda) => agenda.id));
  const agendas = byName(week.areas, language()).filter((area) => filled.has(area.id));
  return html`<div class="stack stack--large">
    <div class="stack stack--small">
      <h1>${t("The whole week")}</h1>
      ${week.charrette?.goal && html`<p class="soft" dir="auto">${week.charrette.goal}</p>`}
    </div>
    <ol class="week">
      ${rows.map(
        (gathering) => html`<${Gathering}
          key=${gathering.id}
          gathering=${gathering}
          week=${week}
          current=${gathering.id === now?.id}
          open=${mayEnter(gathering, admitted)}
        />`,
      )}
    </ol>
    ${agendas.length > 0 && html`<section class="stack">
      <h2>${t("Area agendas")}</h2>
      <ul class="rows">
        ${agendas.map(
          (area) => html`<li class="rows__item" key=${area.id}>
            <a class="target" dir="auto" href=${`/agendas/${week.charrette.slug}/${area.slug}`}>${area.name}</a>
          </li>`,
        )}
      </ul>
    </section>`}
    <p><a class="target" href="/me">${t("What happened with my ideas")}</a></p>
  </div>`;
}
