/** Which page of the console an address is. All pure.
 *
 *   placeOf(path) -> {view, gathering?, board?, item?, round?, area?}    the page of an address under /console
 *   focusOf(place, week) -> gathering id | null   whose steps and script stand beside the page
 */
import { liveOf } from "../../week/state.js";

/** @param {string | undefined} text */
const number = (text) => (/^\d{1,15}$/.test(text ?? "") ? Number(text) : undefined);

/** What stands after the first word of an address, by that word. */
/** @type {{ [key: string]: any }} */
const PLACES = {
  /**
   * @param {string | undefined} id
   * @param {string | undefined} part
   */
  gatherings: (id, part) => number(id) && { view: part === "door" ? "door" : "run", gathering: number(id) },
  /** @param {string | undefined} id */
  boards: (id) => number(id) && { view: "board", board: number(id) },
  /** @param {string | undefined} id */
  items: (id) =>
    id === "new" ? { view: "new_item" } : number(id) ? { view: "item", item: number(id) } : { view: "plan" },
  /** @param {string | undefined} id */
  rounds: (id) => number(id) && { view: "round", round: number(id) },
  /** @param {string | undefined} id */
  agendas: (id) => (id ? { view: "agenda", area: decodeURIComponent(id) } : { view: "agendas" }),
  plan: () => ({ view: "plan" }),
  screens: () => ({ view: "screens" }),
  access: () => ({ view: "access" }),
};

/** @param {string} path */
export function placeOf(path) {
  const [, first = "", id, part] = path.split("/").filter(Boolean);
  const place = Object.hasOwn(PLACES, first) && PLACES[first](id, part);
  return place || { view: "week" };
}

/**
 * @param {Place} place
 * @param {WeekPicture | null} week
 */
export function focusOf(place, week) {
  if (place.gathering) return place.gathering;
  if (place.board) return week?.boards?.find((board) => board.id === place.board)?.gathering ?? null;
  if (place.round) return week?.rounds?.find((round) => round.id === place.round)?.gathering ?? null;
  return liveOf(week)?.id ?? null;
}
