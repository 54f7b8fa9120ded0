/** The scenes of the projector: pictures read into what one view draws. All pure; `extra` is made by screen.js.
 *
 * Each scene is {kind, place, theme, page, ...}. Words of people come as entries:
 *   {key, kind: "card", number, text, label, arriving, fresh}      {key, kind: "heading" | "group", title}
 * Texts are whole here, however long: how they are divided into pages is measured where they are drawn.
 */
import { columnsOf, ideasInOrder, readable, resultsOf } from "../../boards/state.js";
import { versionsOf } from "../../plan/state.js";

/** @param {{ place: ScenePlace, theme: string, page: number }} parts */
const base = ({ place, theme, page }) => ({ place, theme, page });

/**
 * @param {any} idea
 * @param {{ label?: string | null, fresh?: Set<number> | null}} [options]
 */
const cardEntry = (idea, { label = null, fresh } = {}) => ({
  key: `idea-${idea.id}`,
  kind: "card",
  id: idea.id,
  number: idea.number,
  text: idea.text,
  label,
  arriving: Boolean(fresh),
  fresh: Boolean(fresh?.has(idea.id)),
});

/**
 * @param {{ column: Column, ideas: Idea[], groups: any }} parts
 * @param {any} options
 */
function columnEntries({ column, ideas, groups }, options) {
  const filled = groups.filter((/** @type {any} */ entry) => entry.ideas.length > 0);
  const entries = filled.flatMap((/** @type {{ group: any, ideas: Idea[] }} */ { group, ideas: members }) => [
    { key: `group-${group.id}`, kind: "group", title: group.title, count: members.length },
    ...members.map((/** @type {any} */ idea) => cardEntry(idea, options)),
  ]);
  if (filled.length > 0 && ideas.length > 0)
    entries.push({ key: `loose-${column.id}`, kind: "group", title: null, count: ideas.length });
  return [...entries, ...ideas.map((idea) => cardEntry(idea, options))];
}

/** The board: its columns for pictures with room for them, else one row of cards; new ideas come last, in one place.
 * @param {any} picture
 * @param {SceneExtra} extra
 */
export function boardScene(picture, extra) {
  const { board, tally } = picture;
  const collecting = board?.phase === "collecting";
  const fresh = collecting ? extra.fresh : null;
  const columns = columnsOf(picture).map((entry) => ({
    id: entry.column.id,
    title: entry.column.title,
    entries: columnEntries(entry, { fresh }),
  }));
  const titles = new Map(columns.map((column) => [column.id, column.title]));
  const count = columns.reduce(
    (sum, column) => sum + column.entries.filter((entry) => entry.kind === "card").length,
    0,
  );
  const concealed = board?.concealed === true;
  const arrived = (picture.ideas ?? [])
    .filter(readable)
    .sort((/** @type {any} */ a, /** @type {any} */ b) => a.id - b.id);
  return {
    kind: "board",
    ...base(extra),
    board,
    tally: tally ?? {},
    mode: concealed ? "concealed" : count === 0 ? "empty" : "cards",
    newestFirst: collecting,
    columns,
    arrival:
      collecting && columns.length > 1
        ? arrived.map((/** @type {any} */ idea) => cardEntry(idea, { fresh, label: titles.get(idea.column) }))
        : null,
  };
}

/** One idea; arrows on the projector itself walk to its neighbours. Null when it may not be read.
 * @param {any} picture
 * @param {number} id
 * @param {SceneExtra} extra
 */
export function ideaScene(picture, id, extra) {
  if (picture.board?.concealed) return null;
  const all = ideasInOrder(picture);
  const first = all.findIndex((idea) => idea.id === id);
  if (first < 0) return null;
  const at = Math.min(all.length - 1, Math.max(0, first + extra.walk));
  const idea = all[at];
  const column = (picture.columns ?? []).find((/** @type {any} */ row) => row.id === idea.column);
  const group = (picture.groups ?? []).find((/** @type {any} */ row) => row.id === idea.group);
  return {
    kind: "idea",
    ...base(extra),
    board: picture.board,
    number: idea.number,
    text: idea.text,
    id: idea.id,
    column: picture.columns?.length > 1 ? (column?.title ?? null) : null,
    group: group?.title || null,
    walked: at - first,
    at: at + 1,
    of: all.length,
  };
}

/** The result: sorted once, by votes. Before the vote is closed there is none to show.
 * @param {any} picture
 * @param {SceneExtra} extra
 */
export function resultsScene(picture, extra) {
  if (picture.board?.concealed) return boardScene(picture, extra);
  const open = picture.board?.results === true;
  const rows = open ? resultsOf(picture) : [];
  const most = Math.max(1, ...rows.map((row) => row.votes));
  return {
    kind: "results",
    ...base(extra),
    board: picture.board,
    tally: picture.tally ?? {},
    open,
    rows: rows.map((row) => ({
      key: `${row.kind}-${row.id}`,
      number: row.number,
      title: row.title,
      votes: row.votes,
      share: row.votes / most,
      ideas: row.kind === "group" ? row.ideas.length : null,
      late: row.late,
    })),
  };
}

/** @param {SceneExtra} extra */
export function stepScene(extra) {
  const { step } = extra.place;
  return { kind: "step", ...base(extra), title: step?.title ?? "", prompt: step?.prompt || step?.title || "" };
}

/** @param {SceneExtra} extra */
export const joinScene = (extra) => ({ kind: "join", ...base(extra) });

/** What is new against the version before: [[op, words]] without what was taken away; null when nothing was before.
 * @param {any} version
 */
const marked = ({ diff }) =>
  Array.isArray(diff) ? diff.filter((/** @type {[string]} */ [op]) => op !== "removed") : null;

/** The review round: the list of what lies before us, then each version with its text and its why.
 * @param {any} picture
 * @param {SceneExtra} extra
 */
export function roundScene(picture, extra) {
  const versions = versionsOf(picture);
  return {
    kind: "round",
    ...base(extra),
    round: picture.round ?? {},
    tally: picture.tally ?? {},
    many: versions.length > 1,
    versions: versions.map((version) => ({
      key: `version-${version.id}`,
      item: version.item_number,
      title: version.item_title,
      number: version.number,
      marked: marked(version),
      text: version.text,
      why: version.why,
    })),
  };
}

/** @param {any} remark */
const remarkEntry = ({ id, number, kind, outcome, text, alternative = null, answer }) => ({
  key: `remark-${id}`,
  number,
  about: kind,
  outcome,
  text,
  alternative,
  answer,
});

/** What we did with your remarks. Before the report back there are only counts.
 * @param {any} picture
 * @param {SceneExtra} extra
 */
export function reportScene(picture, extra) {
  const open = picture.round?.state === "reported_back";
  const versions = versionsOf(picture);
  const remarks = open ? (picture.remarks ?? []) : [];
  return {
    kind: "report",
    ...base(extra),
    round: picture.round ?? {},
    tally: picture.tally ?? {},
    open,
    sections: versions
      .map((version) => ({
        key: `about-${version.id}`,
        item: version.item_number,
        title: version.item_title,
        number: version.number,
        remarks: remarks.filter((/** @type {any} */ remark) => remark.version === version.id).map(remarkEntry),
      }))
      .filter((section) => section.remarks.length > 0),
  };
}
