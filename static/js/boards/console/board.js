/** A board: phases, trays, columns with groups and cards, results. What stands here came from the stream. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { announceCount } from "../../lib/a11y.js";
import { formatNumber, t, tn } from "../../lib/i18n.js";
import { SessionViews } from "../../running/console/session.js";
import { useCommand } from "../../ui/command.js";
import { usePicture } from "../../ui/hooks.js";
import { Icon } from "../../ui/icon.js";
import { PageTitle, Search, Trouble } from "../../ui/page.js";
import { EmptyState } from "../../ui/status.js";
import { useOpen, useUnsent } from "../../ui/writing.js";
import { columnsOf, formerResults, resultsOf } from "../state.js";
import { Answer } from "./answer.js";
import { Columns } from "./columns.js";
import { boardMoves } from "./drag.js";
import { traysOf } from "./places.js";
import { Phases } from "./phases.js";
import { SelectionBar } from "./selection.js";
import { PaperForm, paperKey, Tools } from "./tools.js";
import { Trays } from "./trays.js";

/** @param {{ picture: BoardPicture }} props */
function Results({ picture }) {
  const rows = resultsOf(picture);
  const most = Math.max(1, ...rows.map((row) => row.votes));
  return html`<ol class="results-list">
    ${rows.map(
      (row) => html`<li key=${`${row.kind}${row.id}`} class="results-list__row">
        <p dir="auto">
          ${row.number !== null && html`<span class="card__number">#${row.number}</span> `}
          ${
            row.kind === "group"
              ? html`<strong>${row.title}</strong>${" "}
                <span class="soft small">
                  ${row.ideas.map((/** @type {{ number: number }} */ idea) => `#${idea.number}`).join(" ")}
                </span>`
              : (row.title ?? t("Taken off the board."))
          }
        </p>
        <meter class="results-list__bar" min="0" max=${most} value=${row.votes} aria-hidden="true"></meter>
        <span class="number results-list__votes">${tn("{n} vote", "{n} votes", row.votes)}</span>
      </li>`,
    )}
  </ol>`;
}

/** What ballots came to after which another was begun anew.
 * @param {{ picture: BoardPicture }} props
 */
const Former = ({ picture }) =>
  formerResults(picture).map(
    ({ number, then }) => html`<details class="more" key=${number}>
      <summary>${t("Result of ballot {n}", { n: number })}</summary>
      <div class="more__body"><${Results} picture=${then} /></div>
    </details>`,
  );

/** @param {{ tally: any, board: Board }} props */
function Tally({ tally, board }) {
  /**
   * @param {number} number
   * @param {string} label
   */
  const one = (number, label) => html`<span class="tally__item">
    <span class="tally__number">${formatNumber(number)}</span>
    <span class="tally__label">${label}</span>
  </span>`;
  return html`<div class="tally">
    ${one(tally.ideas, tn("idea", "ideas", tally.ideas))}
    ${one(tally.people, tn("person", "people", tally.people))}
    ${(board.phase === "voting" || tally.votes > 0) && html`
      ${one(tally.votes, tn("vote", "votes", tally.votes))}
      ${one(tally.voters, tn("voter", "voters", tally.voters))}
    `}
    ${tally.votes_aside > 0 && one(tally.votes_aside, tn("vote set aside", "votes set aside", tally.votes_aside))}
  </div>`;
}

/** What is special about this board now.
 * @param {{ board: Board }} props
 */
const Notes = ({ board }) => html`
  ${board.read_only && html`<p class="note">
    <${Icon} name="info" />
    <span class="note__body">${t("The session is closed: this board can only be read.")}</span>
  </p>`}
  ${board.early && html`<p class="note">
    <${Icon} name="info" />
    <span class="note__body">
      ${t("The session has not begun yet. Ideas that come in now are marked as early.")}
    </span>
  </p>`}
`;

/** It stays where it is when others move or hide the idea meanwhile.
 * @param {{ app: ConsoleApp, picture: BoardPicture, idea: Idea, onClose: (idea: null) => void }} props
 */
const Answering = ({ app, picture, idea, onClose }) =>
  html`<${Answer}
    key=${idea.id}
    app=${app}
    idea=${picture.ideas.find((one) => one.id === idea.id) ?? idea}
    onClose=${() => onClose(null)}
  />`;

/** New ideas are counted aloud now and then, never one by one.
 * @param {number | null} ideas
 */
function useCounted(ideas) {
  const before = useRef(/** @type {any} */ (null));
  useEffect(() => {
    if (before.current !== null && ideas !== null && ideas > before.current)
      announceCount("ideas", ideas - before.current, (n) => tn("{n} new idea", "{n} new ideas", n));
    before.current = ideas;
  }, [ideas]);
}

/** @param {BoardPicture} picture */
const ownColumns = (picture) => columnsOf(picture).flatMap(({ column }) => (column.id === null ? [] : [column]));

/** Whether the form for ideas from paper is open; words that wait in it keep it so when the board is closed.
 * @param {ConsoleApp} app
 * @param {number | undefined} board
 * @param {boolean | undefined} closed
 * @returns {[open: boolean, set: (open: boolean) => void]}
 */
function usePaper(app, board, closed) {
  const [open, setOpen] = useOpen(app.client, paperKey(board));
  const typing = useUnsent(app, paperKey(board));
  return [open && (typing || !closed), setOpen];
}

/** @param {{ app: ConsoleApp, week: WeekPicture, place: Place, gathering: GatheringPicture | null }} props */
export function BoardPage({ app, week, place, gathering: session }) {
  const { picture: live, error } = usePicture(app.client, `board:${place.board}`);
  const [query, setQuery] = useState("");
  const [results, setResults] = useState(false);
  const [paper, setPaper] = usePaper(app, place.board, live?.board.read_only);
  const [answering, setAnswering] = useState(/** @type {Idea | null} */ (null));
  const command = useCommand(app);
  const moves = boardMoves(app, command);
  const picture = moves.hold(live);
  useCounted(live?.tally.ideas ?? null);
  useEffect(() => {
    app.selection.value = new Set();
  }, [place.board]);
  const known = week.boards.find((board) => board.id === place.board);
  if (error || !known) return html`<${PageTitle} app=${app}>${t("This board does not exist.")}<//>`;
  if (!picture) return html`<${PageTitle} app=${app}>${known.title}<//>`;
  const { board } = picture;
  const columns = ownColumns(picture);
  return html`
    ${session && html`<${SessionViews} app=${app} week=${week} gathering=${session.gathering} />`}
    <${PageTitle} app=${app} extra=${html`<${Tally} tally=${picture.tally} board=${board} />`}>
      ${board.question || board.title}
    <//>
    <${Notes} board=${board} />
    <div class="board-tools">
      <${Phases} app=${app} board=${board} votes=${picture.tally.votes} />
      <${Search} name="find-idea" label=${t("Find an idea")} value=${query} onInput=${setQuery} />
      <${Tools}
        app=${app}
        board=${board}
        onPaper=${() => setPaper(!paper)}
        paper=${paper}
        results=${results}
        onResults=${() => setResults(!results)}
      />
    </div>
    ${paper && html`<${PaperForm} app=${app} board=${board} columns=${columns} onClose=${() => setPaper(false)} />`}
    <${Trouble} text=${command.error} onClose=${command.clear} />
    <${Trays} app=${app} trays=${traysOf(picture)} moves=${moves} columns=${columns} picture=${picture} />
    ${
      results && board.results
        ? html`<${Results} picture=${picture} />`
        : picture.ideas.length === 0
          ? html`<${EmptyState} title=${t("No ideas yet")} text=${t("The first one will stand here.")} />`
          : html`<${Columns}
              app=${app}
              picture=${picture}
              query=${query}
              moves=${moves}
              columns=${columns}
              onAnswer=${setAnswering}
            />`
    }
    ${answering && html`<${Answering} app=${app} picture=${picture} idea=${answering} onClose=${setAnswering} />`}
    <${Former} picture=${picture} />
    <${SelectionBar} app=${app} picture=${picture} />
  `;
}
