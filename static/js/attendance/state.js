/** Whether one is in, read from the pictures. All pure.
 *
 *   checkInOf(gathering, mine) -> "none" | "button" | "door" | "in" | "left"
 *   noteOf(note, attendance) -> "now" | "already" | "left" | ... | null   what there is to say of a check-in by now
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

/** What the page said when it came holds while it is so: who left since reads that, and not when they were here.
 * @param {Boot["note"]} note
 * @param {{ status: string, since: string | null } | null | undefined} attendance   undefined: it did not come yet
 */
export function noteOf(note, attendance) {
  const told = note?.told ?? null;
  if (told !== "now" && told !== "already") return told ?? (note?.text ? "text" : null);
  if (attendance === undefined) return told === "now" ? told : null;
  if (attendance?.status === "left") return "left";
  return attendance?.status === "present" ? told : null;
}
