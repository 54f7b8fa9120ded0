/** The personal overlay ("mine") of a stream.
 *
 *   concernsMine(mine, events) -> bool    an own entity was put or removed, or the rules of the board changed,
 *                                         or who is in may have become another without this phone having a part in it
 */
import { touched } from "./picture.js";

/** Singletons that change what a person may do: votes given, text open for editing. */
const RULES = ["board", "round"];
/** After these somebody who was in may be out, or in again who was out: staff annulled a line, or all were checked out
 * by a closing that was taken back. */
const PASSED = ["gathering_reopened", "entry_annulled"];

/** Whoever has it among their own has it from the answer to their command.
 * @param {StreamEvent} event
 */
const isNews = (event) => event?.type !== "idea_posted";

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

/**
 * @param {any} mine
 * @param {StreamEvent[]} all
 */
export function concernsMine(mine, all) {
  if (!mine) return false;
  const events = all.filter(isNews);
  if (events.some((event) => RULES.some((name) => event?.data?.changes?.[name]))) return true;
  const came = ["present", "left"].includes(mine.attendance?.status);
  if (came && events.some((event) => PASSED.includes(event?.type))) return true;
  if (changesVotes(mine, events)) return true;
  return Object.entries(mine).some(([name, own]) => {
    if (!Array.isArray(own)) return false;
    const ids = touched(events, name);
    return own.some((entity) => ids.has(entity?.id));
  });
}
