/** The columns of a board, with their groups and cards. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { formatNumber, t, tn } from "../../lib/i18n.js";
import { keyOf } from "../../lib/keys.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { useCommand } from "../../ui/command.js";
import { sends } from "../../ui/change.js";
import { useChange } from "../../ui/hooks.js";
import { Menu } from "../../ui/menu.js";
import { Trouble } from "../../ui/page.js";
import { EmptyState } from "../../ui/status.js";
import { useOpen, Writing } from "../../ui/writing.js";
import { columnsOf } from "../state.js";
import { found } from "./places.js";
import { useDrag } from "./drag.js";
import { IdeaCard } from "./idea.js";
import { nameOf } from "../../ui/words.js";

/** Under what the title of a group is kept while it is changed.
 * @param {Group} group
 */
const renameKey = (group) => `rename:${group.id}`;

/** Its title and who stood in it come back by one press.
 * @param {ConsoleApp} app
 * @param {Group} group
 * @param {CommandState["send"]} send
 */
async function takeApart(app, group, send) {
  const answer = await send("dissolve_group", { group: group.id });
  if (!answer.ok) return;
  const { ideas } = answer.result;
  app.say({
    text: t("The group “{title}” is taken apart.", { title: group.title }),
    actions: [{ label: t("Undo"), act: () => send("restore_group", { group: group.id, ideas }) }],
  });
}

/** A group with its ideas; renamed, dissolved and seen inside without a mouse.
 * @param {{ app: ConsoleApp, group: Group, ideas: Idea[], [more: string]: any }} props
 */
function Group({ app, group, ideas, ...rest }) {
  const list = useRef(/** @type {any} */ (null));
  const [renaming, setRenaming] = useOpen(app.client, renameKey(group));
  const command = useCommand(app);
  const asked = useRef(false);
  const rename = () => {
    asked.current = true;
    setRenaming(true);
  };
  useDrag(list, rest.drag, { group: group.id, column: group.column, ideas });
  const items = [
    { label: t("Rename…"), icon: "edit", onSelect: rename },
    { label: t("Take the group apart"), icon: "undo", onSelect: () => takeApart(app, group, command.send) },
  ];
  return html`<li class="card-group" data-group-box=${group.id}>
    <div class="card-group__head">
      <h3 class="card-group__title">
        ${group.title} <span class="soft number small">${ideas.length}</span>
        ${group.votes !== null && html` <${Chip} kind="given">${tn("{n} vote", "{n} votes", group.votes)}<//>`}
      </h3>
      <${Menu} label=${t("More for group {title}", { title: group.title })} items=${items} />
    </div>
    ${renaming && html`<${Rename} ...${{ app, group }} asked=${asked.current} onDone=${() => setRenaming(false)} />`}
    <${Trouble} text=${command.error} onClose=${command.clear} />
    <ul class="card-group__list" ref=${list}>
      ${ideas.map((idea) => html`<${IdeaCard} key=${idea.id} app=${app} idea=${idea} list=${ideas} ...${rest} />`)}
    </ul>
  </li>`;
}

/** @param {{ app: ConsoleApp, group: Group, asked: boolean, onDone: () => void }} props */
function Rename({ app, group, asked, onDone }) {
  const title = useChange(app.client, renameKey(group), group.title);
  const command = useCommand(app);
  const input = useRef(/** @type {any} */ (null));
  useEffect(() => asked && input.current?.select(), []);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    if (!sends(title)) return;
    const answer = await command.send("rename_group", {
      group: group.id,
      title: title.text,
      before: { title: title.base },
    });
    if (answer.ok && title.settle()) onDone();
  };
  const leave = () => {
    title.putAway();
    onDone();
  };
  return html`<form
    noValidate
    class="ask"
    onSubmit=${submit}
    onKeyDown=${(/** @type {any} */ event) => keyOf(event) === "Escape" && leave()}
  >
    <${Writing}
      draft=${title}
      name=${`rename-${group.id}`}
      label=${t("Title of the group")}
      error=${command.error}
      inputRef=${input}
    />
    <${Button} type="submit" kind="primary" busy=${command.busy} disabled=${!sends(title)}>${t("Rename")}<//>
  </form>`;
}

/**
 * @param {{
 *   app: ConsoleApp, column: Column, ideas: Idea[], groups: { group: Group, ideas: Idea[] }[],
 *   [more: string]: any,
 * }} props
 */
function Column({ app, column, ideas, groups, ...rest }) {
  const list = useRef(/** @type {any} */ (null));
  useDrag(list, rest.drag, { column: column.id, group: null, ideas });
  const count = ideas.length + groups.reduce((sum, group) => sum + group.ideas.length, 0);
  return html`<section class="board__column" aria-label=${nameOf(column.title) || t("Ideas")}>
    <h2 class="board__title">
      <span dir="auto">${nameOf(column.title) || t("Ideas")}</span>
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

/** The row of columns; when it does not fit, it says how many there are and casts a shadow on that side.
 * @param {{ count: number, children?: Markup }} props
 */
function Scrolled({ count, children }) {
  const row = useRef(/** @type {any} */ (null));
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const element = row.current;
    if (!element) return undefined; // the board was left before its columns were looked at
    const look = () => setWide(element.scrollWidth > element.clientWidth + 1);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [count]);
  return html`<div class="stack stack--small">
    ${wide && html`<p class="small soft">
      ${tn("{n} column. Scroll sideways.", "{n} columns. Scroll sideways.", count)}
    </p>`}
    <div
      class=${`board${wide ? " board--wide" : ""}`}
      ref=${row}
      tabindex="0"
      role="group"
      aria-label=${t("Columns of the board")}
    >
      ${children}
    </div>
  </div>`;
}

/**
 * @param {{
 *   app: ConsoleApp, picture: BoardPicture, query: string, moves: Moves, columns: Column[],
 *   onAnswer: (idea: Idea) => void,
 * }} props
 */
export function Columns({ app, picture, query, moves, columns, onAnswer }) {
  /** @param {Idea} idea */
  const show = (idea) => idea.state === "visible" && found(idea, query);
  const rows = columnsOf(picture, show);
  if (query && rows.every((row) => row.ideas.length === 0 && row.groups.every((group) => group.ideas.length === 0)))
    return html`<${EmptyState} title=${t("Nothing found")} text=${t("Search by number, by words or by name.")} />`;
  return html`<${Scrolled} count=${rows.length}>
    ${rows.map(
      ({ column, ideas, groups }) => html`<${Column}
        key=${column.id}
        app=${app}
        column=${column}
        ideas=${ideas}
        groups=${groups.filter((group) => group.ideas.length > 0)}
        picture=${picture}
        columns=${columns}
        moves=${moves}
        onAnswer=${onAnswer}
        drag=${query ? null : moves}
        pending=${moves.pending}
      />`,
    )}
  <//>`;
}
