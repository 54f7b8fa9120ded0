/** The scenes of the projector: pictures read into what one view draws. All pure; `extra` is made by screen.js.
 *
 * Each scene is {kind, place, theme, page, ...}. Words of people come as entries:
 *   {key, kind: "card", number, text, label, fresh}      {key, kind: "heading" | "group", title}
 * Long texts are cut in parts that every picture has room for; nothing is left out.
 */
import { columnsOf, ideasInOrder, readable, resultsOf } from "../../boards/state.js";
import { partsOf } from "./flow.js";

/** So many letters fit on one page at the smallest size that we allow, also in capitals on a square picture. */
export const PART_LETTERS = 280;

/** A remark and its answer share the width: up to this many
 * letters each stay together, else each has parts of its own. */
const TOGETHER_LETTERS = 200;
const HALF_LETTERS = 140;

/** @param {string} text */
const length = (text) => [...String(text ?? "")].length;
/** @param {{ place: ScenePlace, theme: string, page: number, turn: number }} parts */
const base = ({ place, theme, page, turn }) => ({ place, theme, page, turn });

/**
 * @param {any} idea
 * @param {{ label?: string | null, fresh?: Set<number> | null}} [options]
 */
function cardEntries(idea, { label = null, fresh } = {}) {
  const parts = partsOf(idea.text, PART_LETTERS);
  return parts.map((text, at) => ({
    key: `idea-${idea.id}-${at}`,
    kind: "card",
    id: idea.id,
    number: idea.number,
    text,
    label,
    fresh: Boolean(fresh?.has(idea.id)),
    part: parts.length > 1 ? { n: at + 1, of: parts.length } : null,
  }));
}

/**
 * @param {{ column: Column, ideas: Idea[], groups: any }} parts
 * @param {any} options
 */
function columnEntries({ column, ideas, groups }, options) {
  const filled = groups.filter((/** @type {any} */ entry) => entry.ideas.length > 0);
  const entries = filled.flatMap((/** @type {{ group: any, ideas: Idea[] }} */ { group, ideas: members }) => [
    { key: `group-${group.id}`, kind: "group", title: group.title, count: members.length },
    ...members.flatMap((/** @type {any} */ idea) => cardEntries(idea, options)),
  ]);
  if (filled.length > 0 && ideas.length > 0)
    entries.push({ key: `loose-${column.id}`, kind: "group", title: null, count: ideas.length });
  return [...entries, ...ideas.flatMap((idea) => cardEntries(idea, options))];
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
        ? arrived.flatMap((/** @type {any} */ idea) => cardEntries(idea, { fresh, label: titles.get(idea.column) }))
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
  const at = all.findIndex((idea) => idea.id === id);
  if (at < 0) return null;
  const parts = all.flatMap((idea, index) =>
    partsOf(idea.text, PART_LETTERS).map((text, part) => ({ idea, index, text, part })),
  );
  const first = parts.findIndex((entry) => entry.index === at);
  const entry = parts[Math.min(parts.length - 1, Math.max(0, first + extra.turn))];
  const column = (picture.columns ?? []).find((/** @type {any} */ row) => row.id === entry.idea.column);
  const group = (picture.groups ?? []).find((/** @type {any} */ row) => row.id === entry.idea.group);
  return {
    kind: "idea",
    ...base(extra),
    board: picture.board,
    number: entry.idea.number,
    text: entry.text,
    id: entry.idea.id,
    column: picture.columns?.length > 1 ? (column?.title ?? null) : null,
    group: group?.title || null,
    at: entry.index + 1,
    of: all.length,
    lowest: 0 - first,
    highest: parts.length - 1 - first,
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
function marked(version) {
  if (!Array.isArray(version.diff) || length(version.text) > PART_LETTERS) return null;
  return version.diff.filter((/** @type {[string]} */ [op]) => op !== "removed");
}

/** The review round: the list of what lies before us, then each version with its text and its why.
 * @param {any} picture
 * @param {SceneExtra} extra
 */
export function roundScene(picture, extra) {
  const versions = [...(picture.versions ?? [])].sort((a, b) => a.item_number - b.item_number || a.id - b.id);
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
      parts: partsOf(version.text, PART_LETTERS),
      why: partsOf(version.why, PART_LETTERS).filter(Boolean),
    })),
  };
}

/** @param {any} remark */
function remarkEntries(remark) {
  const head = { number: remark.number, about: remark.kind, outcome: remark.outcome };
  const { text: said, alternative = null, answer: given } = remark;
  if (Math.max(length(said) + length(alternative), length(given)) <= TOGETHER_LETTERS) {
    return [{ ...head, key: `remark-${remark.id}`, text: said, alternative, answer: given }];
  }
  const instead = alternative ? partsOf(alternative, HALF_LETTERS) : [];
  return [
    ...partsOf(said, HALF_LETTERS).map((text, at) => ({
      ...head,
      key: `remark-${remark.id}-${at}`,
      text,
      alternative: null,
      answer: null,
    })),
    ...instead.map((text, at) => ({
      ...head,
      key: `instead-${remark.id}-${at}`,
      text: null,
      alternative: text,
      answer: null,
    })),
    ...partsOf(given, HALF_LETTERS).map((answer, at) => ({
      ...head,
      key: `answer-${remark.id}-${at}`,
      text: null,
      alternative: null,
      answer,
    })),
  ];
}

/** What we did with your remarks. Before the report back there are only counts.
 * @param {any} picture
 * @param {SceneExtra} extra
 */
export function reportScene(picture, extra) {
  const open = picture.round?.state === "reported_back";
  const versions = [...(picture.versions ?? [])].sort((a, b) => a.item_number - b.item_number || a.id - b.id);
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
        remarks: remarks.filter((/** @type {any} */ remark) => remark.version === version.id).flatMap(remarkEntries),
      }))
      .filter((section) => section.remarks.length > 0),
  };
}
