/** The personal overlay ("mine") of a stream.
 *
 *   concernsMine(mine, events) -> bool    an own entity was put or removed, or the rules of the board changed
 */
import { touched } from "./picture.js";

/** Singletons that change what a person may do: votes given, text open for editing. */
const RULES = ["board", "round"];

/**
 * @param {any} mine
 * @param {StreamEvent[]} events
 */
export function concernsMine(mine, events) {
  if (!mine) return false;
  if (events.some((event) => RULES.some((name) => event?.data?.changes?.[name]))) return true;
  return Object.entries(mine).some(([name, own]) => {
    if (!Array.isArray(own)) return false;
    const ids = touched(events, name);
    return own.some((entity) => ids.has(entity?.id));
  });
}
