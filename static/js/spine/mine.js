/** The personal overlay ("mine") of a stream.
 *
 *   concernsMine(mine, events) -> bool    an own entity was put or removed, or the rules of the board changed
 */
import { touched } from "./picture.js";

/** Singletons that change what a person may do: votes given, text open for editing. */
const RULES = ["board", "round"];

/** Whoever has it among their own has it from the answer to their command. */
const isNews = (event) => event?.type !== "idea_posted";

export function concernsMine(mine, all) {
  if (!mine) return false;
  const events = all.filter(isNews);
  if (events.some((event) => RULES.some((name) => event?.data?.changes?.[name]))) return true;
  return Object.entries(mine).some(([name, own]) => {
    if (!Array.isArray(own)) return false;
    const ids = touched(events, name);
    return own.some((entity) => ids.has(entity?.id));
  });
}
