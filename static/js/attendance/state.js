/** Whether one is in, read from the pictures. All pure.
 *
 *   checkInOf(gathering, mine) -> "none" | "button" | "door" | "in" | "left"
 */
import { isLive } from "../week/state.js";

/**
 * @param {Gathering} gathering
 * @param {Mine | null} mine
 */
export function checkInOf(gathering, mine) {
  const status = mine?.attendance?.status;
  if (!isLive(gathering)) return "none"; // closing checks everybody out
  if (status === "present") return "in";
  if (gathering.door_required) return "door";
  return status === "left" ? "left" : "button";
}
