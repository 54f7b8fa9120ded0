/** What the screens read from a board's picture. All pure; see the picture convention in spine/picture.js.
 *
 *   columnsOf(picture) -> [{column, ideas, groups: [{group, ideas}]}]   in order; ideas outside a group in `ideas`
 *   readable(idea) -> bool                    its text may be read by this audience and it stands on the board
 *   ideasInOrder(picture) -> [idea]           column by column, as one reads
 *   myIdeas(mine, entries) -> [{key, number, text, state, idea?, entry?}]   newest first: the server's and the outbox's
 *   votesOf(mine, board) -> {limit, left, used, has(id)}
 *   writingOf(board) -> "open" | "late" | "closed"     mayChange(board, idea) -> bool
 *   withVote(mine, idea) / withoutVote(mine, idea) -> mine
 *   withWishes(mine, entries) -> mine         with the votes that wait in the outbox, in the order of the thumb
 *   withSaved(mine, entry) -> mine | null     with what the answer to an entry of the outbox tells; null: not enough
 *   resultsOf(picture) -> [{kind: "group"|"idea", id, title, number, votes, ideas, late}]   by votes
 */
import { byNumber } from "../spine/lists.js";
import { unpack } from "../spine/picture.js";

/**
 * @param {any} a
 * @param {any} b
 */
const byPosition = (a, b) => (a.position ?? 0) - (b.position ?? 0) || (a.number ?? a.id) - (b.number ?? b.id);

/** @param {any} idea */
export const readable = (idea) => idea.state === "visible" && typeof idea.text === "string";

/**
 * @param {Idea[]} ideas
 * @param {keyof Idea} key
 */
function gathered(ideas, key) {
  const lists = new Map();
  for (const idea of ideas) {
    if (!lists.has(idea[key])) lists.set(idea[key], []);
    lists.get(idea[key]).push(idea);
  }
  return lists;
}

/** The board as columns. `show(idea)` chooses which ideas count; by default those one can read. Ideas whose column is
 * unknown stand in the first column. A board without columns gives one column with id null.
 * @param {BoardPicture | null} picture
 * @param {(idea: Idea) => boolean} [show]
 */
export function columnsOf(picture, show = readable) {
  const columns = [...(picture?.columns ?? [])].sort(byPosition);
  if (columns.length === 0) columns.push({ id: null, key: "", title: "", position: 0 });
  const known = new Set(columns.map((column) => column.id));
  /** @param {any} thing */
  const home = (thing) => (known.has(thing.column) ? thing.column : columns[0].id);
  const groups = [...(picture?.groups ?? [])].sort(byPosition);
  const groupIds = /** @type {Set<number | null | undefined>} */ (new Set(groups.map((group) => group.id)));
  const shown = (picture?.ideas ?? []).filter(show).sort(byPosition);
  const inGroup = gathered(
    shown.filter((idea) => groupIds.has(idea.group)),
    "group",
  );
  return columns.map((column) => ({
    column,
    ideas: shown.filter((idea) => !groupIds.has(idea.group) && home(idea) === column.id),
    groups: groups
      .filter((group) => home(group) === column.id)
      .map((group) => ({ group, ideas: inGroup.get(group.id) ?? [] })),
  }));
}

/**
 * @param {BoardPicture | null} picture
 * @param {(idea: Idea) => boolean} [show]
 */
export function ideasInOrder(picture, show = readable) {
  return columnsOf(picture, show).flatMap(({ ideas, groups }) => [...groups.flatMap((group) => group.ideas), ...ideas]);
}

/** My ideas: what the server holds, and what is still on this
 * phone. An entry disappears when the server's list has it.
 * @param {Mine | null | undefined} mine
 * @param {any[]} [entries]
 * @returns {{ key: string, number: number | null, text: string, state: string, idea?: MyIdea, entry?: Entry }[]}
 */
export function myIdeas(mine, entries = []) {
  const stored = mine?.ideas ?? [];
  const known = new Set(stored.map((idea) => idea.id));
  const posts = entries.filter(
    (entry) => entry.type === "post_idea" && !(entry.state === "saved" && known.has(entry.result?.idea)),
  );
  return [
    ...posts
      .map((entry) => ({
        key: entry.id,
        number: entry.result?.number ?? null,
        text: entry.text,
        state: entry.state,
        entry,
      }))
      .reverse(),
    ...[...stored]
      .sort((a, b) => b.number - a.number)
      .map((idea) => ({ key: `idea-${idea.id}`, number: idea.number, text: idea.text, state: idea.state, idea })),
  ];
}

/**
 * @param {Mine | null | undefined} mine
 * @param {Board | null} board
 */
export function votesOf(mine, board) {
  const votes = new Set(mine?.votes ?? []);
  const limit = board?.votes_per_person ?? null;
  const left = mine?.votes_left ?? (limit === null ? null : Math.max(0, limit - votes.size));
  return {
    limit,
    left,
    used: votes.size /** @param {number} id */ /** @param {number} id */,
    has: (/** @type {number} */ id) => votes.has(id),
  };
}

/** The lines of the published result, as they stood when voting ended; what was done on the board since changes none.
 * Its words are those of the ideas and groups: the title of an idea that was taken off the board is null.
 * @param {BoardPicture | null} picture
 */
export function resultsOf(picture) {
  if (!picture?.results?.votes) return [];
  const votes = unpack(picture.results.votes, []);
  const ideas = byId(picture.ideas);
  const groups = byId([...(picture.former_groups?.groups ?? []), ...picture.groups]);
  /** @type {ResultLine[]} */
  const lines = [];
  const lone = new Set(votes.keys());
  for (const { id, ideas: ids } of picture.results.groups) {
    ids.forEach((one) => lone.delete(one));
    lines.push(groupLine(groups.get(id), known(ideas, ids), votes));
  }
  known(ideas, [...lone]).forEach((idea) => lines.push(ideaLine(idea, votes.get(idea.id))));
  return lines.sort(byVotes);
}

/** The ballots after which another was begun anew, each with the picture that `resultsOf` reads its lines from.
 * @param {BoardPicture} picture
 */
export const formerResults = (picture) =>
  (picture.former_results?.ballots ?? []).map((results) => ({
    number: results.number,
    then: { ...picture, results, former_groups: results },
  }));

/** @param {any[]} things */
const byId = (things) => new Map(things.map((thing) => [thing.id, thing]));

/**
 * @param {Map<number, any>} things
 * @param {number[]} ids
 */
const known = (things, ids) => ids.map((id) => things.get(id)).filter(Boolean);

/** Equal ones as they came to be, never by where an idea stands now: a card may be moved after the closing.
 * @param {ResultLine} a
 * @param {ResultLine} b
 */
const byVotes = (a, b) =>
  b.votes - a.votes || Number(a.kind === "idea") - Number(b.kind === "idea") || byPosition(a, b);

/**
 * @param {any} group
 * @param {any[]} ideas
 * @param {Map<number, number>} votes
 * @returns {ResultLine}
 */
function groupLine(group, ideas, votes) {
  const { id, title = "", position } = group ?? {};
  const count = ideas.reduce((sum, idea) => sum + (votes.get(idea.id) ?? 0), 0);
  return { kind: "group", id, title, position, number: null, votes: count, ideas: ideas.sort(byNumber), late: false };
}

/**
 * @param {any} idea
 * @param {any} votes
 * @returns {ResultLine}
 */
function ideaLine(idea, votes) {
  const { id, number, late } = idea;
  return { kind: "idea", id, title: idea.text ?? null, number, votes, ideas: [idea], late: late === true };
}

/**
 * @param {Mine | null | undefined} mine
 * @param {any} idea
 */
export function withVote(mine, idea) {
  if (!mine || mine.votes?.includes(idea)) return mine;
  const left = mine.votes_left ?? null;
  return { ...mine, votes: [...(mine.votes ?? []), idea], votes_left: left === null ? null : Math.max(0, left - 1) };
}

/**
 * @param {Mine | null | undefined} mine
 * @param {any} idea
 */
export function withoutVote(mine, idea) {
  if (!mine?.votes?.includes(idea)) return mine;
  const left = mine.votes_left ?? null;
  return { ...mine, votes: mine.votes.filter((id) => id !== idea), votes_left: left === null ? null : left + 1 };
}

/**
 * @param {Mine | null | undefined} mine
 * @param {any[]} entries
 */
export const withWishes = (mine, entries) =>
  entries.reduce(
    (now, { type, fields }) => (type === "cast_vote" ? withVote(now, fields.idea) : withoutVote(now, fields.idea)),
    mine,
  );

/** Nothing was decided yet about an idea that just came in. */
const NOT_HANDLED_YET = {
  outcome: "not_handled_yet",
  reason: null,
  items: [],
  topics: [],
  group: null,
  duplicate_of: null,
};

/** @param {any} entry */
function posted({ fields, result }) {
  const { idea: id, number, revision, state, early, late, column, at, may_change: mayEdit } = result;
  const given = { text: fields.text.trim(), kind: fields.kind ?? "idea", hidden_reason: null, fate: NOT_HANDLED_YET };
  return { id, number, revision, state, early, late, column, at, may_change: mayEdit, ...given };
}

/** What the person did to an own idea; what else follows from taking it back is asked when its event comes.
 * @type {Record<string, (idea: any, entry: any) => any>}
 */
const CHANGED = {
  edit_idea: (idea, { fields }) => ({ ...idea, text: fields.text.trim() }),
  withdraw_idea: (idea) => ({ ...idea, fate: { ...idea.fate, outcome: "withdrawn" } }),
};

/**
 * @param {any} mine
 * @param {any} entry
 */
function withChanged(mine, entry) {
  const { idea: id, revision, state, may_change } = entry.result;
  const ideas = mine.ideas ?? [];
  const own = ideas.find((/** @type {any} */ idea) => idea.id === id);
  if (!own || own.revision > revision) return null; // changed on another device since
  const change = (/** @type {any} */ idea) => ({ ...CHANGED[entry.type](idea, entry), revision, state, may_change });
  return { ...mine, ideas: ideas.map((/** @type {any} */ idea) => (idea.id === id ? change(idea) : idea)) };
}

/**
 * @param {any} mine
 * @param {any} entry
 */
export function withSaved(mine, entry) {
  const { type, fields, result } = entry;
  if (type === "cast_vote" || type === "take_back_vote") return withWishes(mine, [entry]);
  if (type in CHANGED && result?.at) return withChanged(mine, entry);
  if (type !== "post_idea" || !result?.at || typeof fields?.text !== "string") return null;
  const others = (mine.ideas ?? []).filter((/** @type {any} */ idea) => idea.id !== result.idea);
  return { ...mine, ideas: [...others, posted(entry)] };
}

/** @param {Board | null} board */
export function writingOf(board) {
  if (!board || board.read_only) return "closed";
  return board.phase === "collecting" ? "open" : "late";
}

/**
 * @param {Board | null} board
 * @param {any} idea
 */
export const mayChange = (board, idea) => writingOf(board) === "open" && idea.may_change === true;
