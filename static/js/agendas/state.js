/** The agendas of the areas, read from the picture of the week. All pure.
 *
 *   agendaOf(week, area) -> {topics, complete}
 *   itemsFor(week, area) -> [item]
 */
import { byNumber } from "../spine/lists.js";

/**
 * @param {WeekPicture | null} week
 * @param {number} area
 */
export function agendaOf(week, area) {
  const topics = (week?.topics ?? []).filter((topic) => topic.area === area).sort(byNumber);
  return { topics, complete: topics.filter((topic) => topic.complete).length };
}

/** Framework items that may stand on the agenda of an area.
 * @param {WeekPicture | null} week
 * @param {number} area
 */
export const itemsFor = (week, area) =>
  (week?.items ?? []).filter(
    (item) => item.state === "in_framework" && (item.areas === "all" || item.areas?.includes(area)),
  );
