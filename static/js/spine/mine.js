/** The personal overlay ("mine") of a stream.
 *
 *   newsOf(mine, events) -> "all" | [ids] | null    what of one's own is to be asked again: those own things that were
 *                                         put or removed, or that the event names; all when the rules of the board
 *                                         changed, or when who is in may have become another without this phone
 *                                         having a part in it
 *   withNews(mine, fresh, ids) -> mine    with the server's word about the things with these ids; it is asked for
 *                                         those alone, however many one has
 */
import { touched } from "./picture.js";

/** Singletons that change what a person may do: votes given, text open for editing. */
const RULES = ["board", "round"];
/** After these somebody who was in may be out, or in again who was out: staff annulled a line, or all were checked out
 * by a closing that was taken back. */
const PASSED = ["gathering_reopened", "entry_annulled"];
/** So many ids fit in a question; who has more news than that asks for all. */
export const MOST_IDS = 50;

/** @param {any} own */
const things = (own) => (Array.isArray(own) ? own.filter((one) => Number.isInteger(one?.id)) : []);

/** Whoever has it among their own has it from the answer to their command. So has who changed it here: then it has the
 * same revision; on another device it is news.
 * @param {any} mine
 * @param {StreamEvent} event
 */
function isNews(mine, event) {
  if (event?.type === "idea_posted") return false;
  if (event?.type !== "idea_edited") return true;
  const revisions = new Map(things(mine.ideas).map((idea) => [idea.id, idea.revision]));
  return things(event.data?.changes?.ideas).some((idea) => !(revisions.get(idea.id) >= idea.revision));
}

/** Whether an idea that this person voted for left the board, or came back to it: their vote rests then, or is used.
 * @param {any} mine
 * @param {StreamEvent[]} events
 */
function changesVotes({ votes = [], votes_resting: resting = [] }, events) {
  const given = new Map([
    ...votes.map((/** @type {number} */ id) => [id, true]),
    ...resting.map((/** @type {number} */ id) => [id, false]),
  ]);
  if (given.size === 0) return false;
  return events.some((event) => {
    const ideas = event?.data?.changes?.ideas;
    if (!Array.isArray(ideas)) return false;
    return ideas.some(({ id, state }) => state && given.has(id) && given.get(id) !== (state === "visible"));
  });
}

/** The ids that these events name beside what they changed: those of a group that was renamed, say.
 * @param {StreamEvent[]} events
 * @param {string} name
 * @returns {any[]}
 */
const named = (events, name) =>
  events.flatMap((event) => {
    const ids = /** @type {any} */ (event)?.data?.[name];
    return Array.isArray(ids) ? ids : [];
  });

/**
 * @param {any} mine
 * @param {StreamEvent[]} all
 * @returns {"all" | number[] | null}
 */
export function newsOf(mine, all) {
  if (!mine) return null;
  const events = all.filter((event) => isNews(mine, event));
  if (events.some((event) => RULES.some((name) => event?.data?.changes?.[name]))) return "all";
  const came = ["present", "left"].includes(mine.attendance?.status);
  if (came && events.some((event) => PASSED.includes(event?.type))) return "all";
  if (changesVotes(mine, events)) return "all";
  const ids = Object.entries(mine).flatMap(([name, own]) => {
    const changed = new Set([...touched(events, name), ...named(events, name)]);
    return things(own)
      .map(({ id }) => id)
      .filter((id) => changed.has(id));
  });
  if (ids.length === 0) return null;
  return ids.length > MOST_IDS ? "all" : ids;
}

/**
 * @param {any} mine
 * @param {any} fresh
 * @param {number[]} ids
 */
export function withNews(mine, fresh, ids) {
  if (!mine || !fresh) return fresh;
  const next = { ...fresh };
  for (const [name, own] of Object.entries(mine)) {
    const before = things(own);
    if (before.length === 0) continue;
    const told = new Map(things(fresh[name]).map((one) => [one.id, one]));
    const kept = before.filter(({ id }) => told.has(id) || !ids.includes(id)).map((one) => told.get(one.id) ?? one);
    const known = new Set(kept.map(({ id }) => id));
    next[name] = [...kept, ...[...told.values()].filter(({ id }) => !known.has(id))];
  }
  return next;
}
