/** The personal overlay ("mine") of a stream: which events concern it, and small changes ahead of the server's word.
 *
 *   concernsMine(mine, events) -> bool    an own entity was put or removed, or the rules of the board changed
 *   withVote(mine, idea) / withoutVote(mine, idea) -> mine
 *   withWishes(mine, entries) -> mine     with the votes that wait in the outbox, in the order of the thumb
 */
import { touched } from "./picture.js";

/** Singletons that change what a person may do: votes given, text open for editing. */
const RULES = ["board", "round"];

export function concernsMine(mine, events) {
  if (!mine) return false;
  if (events.some((event) => RULES.some((name) => event?.data?.changes?.[name]))) return true;
  return Object.entries(mine).some(([name, own]) => {
    if (!Array.isArray(own)) return false;
    const ids = touched(events, name);
    return own.some((entity) => ids.has(entity?.id));
  });
}

export function withVote(mine, idea) {
  if (!mine || mine.votes?.includes(idea)) return mine;
  const left = mine.votes_left ?? null;
  return { ...mine, votes: [...(mine.votes ?? []), idea], votes_left: left === null ? null : Math.max(0, left - 1) };
}

export function withoutVote(mine, idea) {
  if (!mine?.votes?.includes(idea)) return mine;
  const left = mine.votes_left ?? null;
  return { ...mine, votes: mine.votes.filter((id) => id !== idea), votes_left: left === null ? null : left + 1 };
}

export const withWishes = (mine, entries) =>
  entries.reduce(
    (now, { type, fields }) => (type === "cast_vote" ? withVote(now, fields.idea) : withoutVote(now, fields.idea)),
    mine,
  );
