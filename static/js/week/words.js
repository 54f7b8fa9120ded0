/** Words about the week. */
import { t } from "../lib/i18n.js";

/** When it begins, as far as that is known.
 * @param {Gathering} gathering
 */
export function startWords(gathering) {
  if (!gathering?.planned_start) return t("day {day}", { day: gathering?.day });
  const words = t("day {day}, {time}", { day: gathering.day, time: gathering.planned_start });
  return gathering.planned_is_example ? `${words} ${t("(example)")}` : words;
}
