/** The agendas of the areas, read from the picture of the week. All pure.
 *
 *   agendaOf(week, area) -> {topics, complete}
 *   removedFrom(week, area) -> [topic]   what was taken off, each with its reason
 *   itemsFor(week, area) -> [{id, number, title, why}]   in the words that the framework holds
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

/**
 * @param {WeekPicture | null} week
 * @param {number} area
 */
export const removedFrom = (week, area) =>
  (week?.removed_topics ?? []).filter((topic) => topic.area === area).sort(byNumber);

/** Items that the framework holds for an area, also while another version of them is made: nobody agreed to that yet.
 * @param {WeekPicture | null} week
 * @param {number} area
 */
export const itemsFor = (week, area) =>
  (week?.items ?? []).flatMap(({ id, number, areas, framework }) =>
    framework && (areas === "all" || areas?.includes(area)) ? [{ id, number, ...framework }] : [],
  );
