/** Reading a board: a column per screen, swipe or choose; the result once it is open.
 *
 *   <BoardView client follow own heading />     <Results picture own />
 */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { EmptyState } from "../../ui/status.js";
import { Card } from "../card.js";
import { columnsOf, resultsOf } from "../state.js";
import { nameOf } from "../../ui/words.js";

/** @param {Mine | null} mine */
const ofIds = (mine) => new Set((mine?.ideas ?? []).map((idea) => idea.id));

/** @param {{ idea: any, own: Set<number> }} props */
const IdeaCard = ({ idea, own }) => html`<${Card}
  idea=${{ number: idea.number, text: idea.text, state: "visible", votes: idea.votes }}
  mine=${own.has(idea.id)}
  foot=${(own.has(idea.id) || idea.fate) && html`<a class="target" href=${`/ideas/${idea.number}`}>
    ${t("What happened with it")}
    <span class="visually-hidden"> #${idea.number}</span>
  </a>`}
/>`;

/** @param {{ row: any, own: Set<number>, level: string }} props */
function Group({ row, own, level }) {
  if (row.ideas.length === 0) return null;
  return html`<div class="card-group">
    <${level} class="card-group__title">
      <span class="grow" dir="auto">${row.group.title}</span>
      ${Number.isInteger(row.group.votes) && html`<span class="small soft">
        ${tn("{n} vote", "{n} votes", row.group.votes)}
      </span>`}
    <//>
    <ul class="cards">
      ${row.ideas.map((/** @type {any} */ idea) => html`<${IdeaCard} key=${idea.id} idea=${idea} own=${own} />`)}
    </ul>
  </div>`;
}

/** @param {{ part: any, own: Set<number>, alone: boolean }} props */
function Column({ part, own, alone }) {
  const { column, ideas, groups } = part;
  const count =
    ideas.length + groups.reduce((/** @type {number} */ sum, /** @type {any} */ row) => sum + row.ideas.length, 0);
  return html`<section
    class="swipe__column stack"
    data-column=${column.id}
    aria-label=${nameOf(column.title) || t("The board")}
  >
    ${!alone && html`<h2 class="column-title" dir="auto">
      <span class="grow">${nameOf(column.title)}</span> <span class="soft number">${count}</span>
    </h2>`}
    ${count === 0 && html`<p class="soft">${t("Nothing here yet.")}</p>`}
    ${groups.map(
      (/** @type {any} */ row) =>
        html`<${Group} key=${row.group.id} row=${row} own=${own} level=${alone ? "h2" : "h3"} />`,
    )}
    ${ideas.length > 0 && html`<ul class="cards">
      ${ideas.map((/** @type {any} */ idea) => html`<${IdeaCard} key=${idea.id} idea=${idea} own=${own} />`)}
    </ul>`}
  </section>`;
}

/** Which column is in sight, and going to another: the twin of the swipe.
 * @param {number} count
 */
function useSwipe(count) {
  const frame = useRef(/** @type {any} */ (null));
  const [at, setAt] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (!element || count < 2) return undefined;
    const look = () => {
      const columns = [...element.children];
      const near = columns.reduce(
        (best, column, index) =>
          Math.abs(column.offsetLeft - element.scrollLeft - element.offsetLeft) <
          Math.abs(columns[best].offsetLeft - element.scrollLeft - element.offsetLeft)
            ? index
            : best,
        0,
      );
      setAt(
        element.scrollLeft + element.clientWidth >= element.scrollWidth - 2 && element.scrollLeft > 0
          ? count - 1
          : near,
      );
    };
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [count]);
  /** @param {number} index */
  const go = (index) => {
    setAt(index);
    frame.current?.children[index]?.scrollIntoView({ inline: "start", block: "nearest", behavior: "smooth" });
  };
  return { frame, at, go };
}

/** @param {{ parts: any[], own: Set<number> }} props */
function Columns({ parts, own }) {
  const { frame, at, go } = useSwipe(parts.length);
  const alone = parts.length === 1;
  return html`<div class="stack">
    ${!alone && html`<nav class="column-choice" aria-label=${t("Columns")}>
      ${parts.map(
        ({ column }, index) => html`<${Button}
          key=${column.id}
          class="column-choice__button"
          dir="auto"
          aria-current=${index === at ? "true" : undefined}
          onClick=${() => go(index)}
        >
          ${nameOf(column.title)}
        <//>`,
      )}
    </nav>`}
    <div
      ref=${frame}
      class=${alone ? "" : "swipe"}
      tabindex=${alone ? undefined : 0}
      role=${alone ? undefined : "group"}
      aria-label=${alone ? undefined : t("The board, column by column")}
    >
      ${parts.map((part) => html`<${Column} key=${part.column.id} part=${part} own=${own} alone=${alone} />`)}
    </div>
  </div>`;
}

/**
 * @param {{ ideas: { id: number }[] }} row
 * @param {Set<number>} own
 */
const hasOwn = (row, own) => row.ideas.some((idea) => own.has(idea.id));

/** @param {{ picture: BoardPicture, own: Set<number> }} props */
export function Results({ picture, own }) {
  const rows = resultsOf(picture);
  return html`<ol class="ranking">
    ${rows.map(
      (row) => html`<li
        class=${`ranking__row${hasOwn(row, own) ? " ranking__row--mine" : ""}`}
        key=${`${row.kind}-${row.id}`}
      >
        <span class="ranking__votes">
          <b class="number">${row.votes}</b> <span class="small">${tn("vote", "votes", row.votes)}</span>
        </span>
        <span class="grow">
          <span dir="auto">${row.title ?? t("Taken off the board.")}</span>${" "}
          <span class="soft small number">
            ${row.number === null ? tn("{n} idea", "{n} ideas", row.ideas.length) : `#${row.number}`}
          </span>
        </span>
      </li>`,
    )}
  </ol>`;
}

/** @param {{ follow: Shown<BoardPicture>, results?: boolean }} props */
export function BoardView({ follow, results = false }) {
  const picture = follow.picture.value;
  const own = ofIds(follow.mine.value);
  const { board, tally } = picture;
  if (board.concealed) {
    return html`<${EmptyState}
      title=${tn("{n} idea so far", "{n} ideas so far", tally.ideas)}
      text=${t("The ideas are still hidden. They open for everybody at the same time.")}
    />`;
  }
  if (results && board.results) return html`<${Results} picture=${picture} own=${own} />`;
  const parts = columnsOf(picture);
  const empty = parts.every(
    ({ ideas, groups }) => ideas.length + groups.reduce((sum, row) => sum + row.ideas.length, 0) === 0,
  );
  if (empty)
    return html`<${EmptyState}
      title=${t("The board is still empty.")}
      text=${t("What people send stands here at once.")}
    />`;
  return html`<${Columns} parts=${parts} own=${own} />`;
}
