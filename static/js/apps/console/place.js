/** Which page of the console an address is. All pure.
 *
 *   placeOf(path) -> {view, gathering?, board?, item?, round?, area?}    the page of an address under /console
 *   focusOf(place, week) -> gathering id | null   whose steps and script stand beside the page
 */
import { liveOf } from "../../week/state.js";

const number = (text) => (/^\d{1,15}$/.test(text ?? "") ? Number(text) : undefined);

export function placeOf(path) {
  const [, first = "", id, part] = path.split("/").filter(Boolean);
  if (first === "gatherings" && number(id)) return { view: part === "door" ? "door" : "run", gathering: number(id) };
  if (first === "boards" && number(id)) return { view: "board", board: number(id) };
  if (first === "items")
    return id === "new" ? { view: "new_item" } : number(id) ? { view: "item", item: number(id) } : { view: "plan" };
  if (first === "rounds" && number(id)) return { view: "round", round: number(id) };
  if (first === "agendas") return id ? { view: "agenda", area: decodeURIComponent(id) } : { view: "agendas" };
  if (["plan", "screens", "access"].includes(first)) return { view: first };
  return { view: "week" };
}

export function focusOf(place, week) {
  if (place.gathering) return place.gathering;
  if (place.board) return week?.boards?.find((board) => board.id === place.board)?.gathering ?? null;
  if (place.round) return week?.rounds?.find((round) => round.id === place.round)?.gathering ?? null;
  return liveOf(week)?.id ?? null;
}
