/** A board: phases, trays, columns with groups and cards, results. What stands here came from the stream. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t, tn, formatNumber } from "../lib/i18n.js";
import { announceCount } from "../lib/a11y.js";
import { columnsOf, resultsOf } from "../state/board.js";
import { found, traysOf } from "../state/console.js";
import { Chip, EmptyState, Field, Icon, Menu } from "../views/index.js";
import { PaperForm, Phases, Settings } from "./boardtools.js";
import { useCommand } from "./context.js";
import { usePicture } from "../screens/phone/follow.js";
import { boardMoves, useDrag } from "./drag.js";
import { IdeaCard } from "./idea.js";
import { PageTitle, Search, Trouble } from "./parts.js";
import { SessionViews } from "./run.js";
import { SelectionBar } from "./selection.js";
import { Trays } from "./trays.js";

/** A group with its ideas; renamed, dissolved and seen inside without a mouse. */
function Group({ app, group, ideas, ...rest }) {
  const list = useRef(null);
  const [renaming, setRenaming] = useState(false);
  const command = useCommand(app);
  useDrag(list, rest.drag, { group: group.id, column: group.column, ideas });
  const items = [
    { label: t("Rename…"), icon: "edit", onSelect: () => setRenaming(true) },
    {
      label: t("Take the group apart"),
      icon: "undo",
      onSelect: () => command.send("dissolve_group", { group: group.id }),
    },
  ];
  return html`<li class="card-group" data-group-box=${group.id}>
    <div class="card-group__head">
      <h3 class="card-group__title">
        ${group.title} <span class="soft number small">${ideas.length}</span>
        ${Number.isInteger(group.votes) && html` <${Chip} kind="given">${tn("{n} vote", "{n} votes", group.votes)}<//>`}
      </h3>
      <${Menu} label=${t("More for group {title}", { title: group.title })} items=${items} />
    </div>
    ${renaming && html`<${Rename} app=${app} group=${group} onDone=${() => setRenaming(false)} />`}
    <${Trouble} text=${command.error} onClose=${command.clear} />
    <ul class="card-group__list" ref=${list}>
      ${ideas.map((idea) => html`<${IdeaCard} key=${idea.id} app=${app} idea=${idea} list=${ideas} ...${rest} />`)}
    </ul>
  </li>`;
}

function Rename({ app, group, onDone }) {
  const [title, setTitle] = useState(group.title);
  const command = useCommand(app);
  const input = useRef(null);
  useEffect(() => input.current?.select(), []);
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send("rename_group", { group: group.id, title });
    if (answer.ok) onDone();
  };
  return html`<form
    noValidate
    class="ask"
    onSubmit=${submit}
    onKeyDown=${(event) => event.key === "Escape" && onDone()}
  >
    <${Field}
      name=${`rename-${group.id}`}
      label=${t("Title of the group")}
      value=${title}
      onInput=${setTitle}
      error=${command.error}
      inputRef=${input}
    />
    <button class="button button--primary" type="submit">${t("Rename")}</button>
  </form>`;
}

function Column({ app, column, ideas, groups, ...rest }) {
  const list = useRef(null);
  useDrag(list, rest.drag, { column: column.id, group: null, ideas });
  const count = ideas.length + groups.reduce((sum, group) => sum + group.ideas.length, 0);
  return html`<section class="board__column" aria-label=${column.title || t("Ideas")}>
    <h2 class="board__title">
      <span>${column.title || t("Ideas")}</span>
      <span class="soft number">${formatNumber(count)}</span>
    </h2>
    <ul class="board__drop" ref=${list}>
      ${groups.map(
        ({ group, ideas: members }) =>
          html`<${Group} key=${`g${group.id}`} app=${app} group=${group} ideas=${members} ...${rest} />`,
      )}
      ${ideas.map((idea) => html`<${IdeaCard} key=${idea.id} app=${app} idea=${idea} list=${ideas} ...${rest} />`)}
    </ul>
  </section>`;
}

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
                <span class="soft small">${row.ideas.map((idea) => `#${idea.number}`).join(" ")}</span>`
              : row.title
          }
        </p>
        <meter class="results-list__bar" min="0" max=${most} value=${row.votes} aria-hidden="true"></meter>
        <span class="number results-list__votes">${tn("{n} vote", "{n} votes", row.votes)}</span>
      </li>`,
    )}
  </ol>`;
}

function Tally({ tally, board }) {
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

/** New ideas are counted aloud now and then, never one by one. */
function useCounted(ideas) {
  const before = useRef(null);
  useEffect(() => {
    if (before.current !== null && ideas > before.current)
      announceCount("ideas", ideas - before.current, (n) => tn("{n} new idea", "{n} new ideas", n));
    before.current = ideas;
  }, [ideas]);
}

function Columns({ app, picture, query, moves, columns }) {
  const show = (idea) => idea.state === "visible" && found(idea, query);
  const rows = columnsOf(picture, show);
  if (query && rows.every((row) => row.ideas.length === 0 && row.groups.every((group) => group.ideas.length === 0)))
    return html`<${EmptyState} title=${t("Nothing found")} text=${t("Search by number, by words or by name.")} />`;
  return html`<div class="board" tabindex="0" role="group" aria-label=${t("Columns of the board")}>
    ${rows.map(
      ({ column, ideas, groups }) => html`<${Column}
        key=${column.id}
        app=${app}
        column=${column}
        ideas=${ideas}
        groups=${query ? groups.filter((group) => group.ideas.length > 0) : groups}
        picture=${picture}
        columns=${columns}
        moves=${moves}
        drag=${query ? null : moves}
        pending=${moves.pending}
      />`,
    )}
  </div>`;
}

export function BoardPage({ app, week, place, gathering: session }) {
  const { picture: live, error } = usePicture(app.client, `board:${place.board}`);
  const [query, setQuery] = useState("");
  const [results, setResults] = useState(false);
  const [paper, setPaper] = useState(false);
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
  const columns = columnsOf(picture)
    .map((row) => row.column)
    .filter((column) => column.id !== null);
  return html`
    ${session && html`<${SessionViews} app=${app} week=${week} gathering=${session.gathering} />`}
    <${PageTitle} app=${app} extra=${html`<${Tally} tally=${picture.tally} board=${board} />`}>
      ${board.question || board.title}
    <//>
    ${board.read_only && html`<p class="note">
      <${Icon} name="info" />
      <span class="note__body">${t("The session is closed: this board can only be read.")}</span>
    </p>`}
    <div class="board-tools">
      <${Phases} app=${app} board=${board} />
      <${Search} name="find-idea" label=${t("Find an idea")} value=${query} onInput=${setQuery} />
      <${Settings}
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
          : html`<${Columns} app=${app} picture=${picture} query=${query} moves=${moves} columns=${columns} />`
    }
    <${SelectionBar} app=${app} picture=${picture} />
  `;
}
