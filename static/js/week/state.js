/** The week and its sessions, read from the pictures. All pure.
 *
 *   daysOf(week) -> [{day, gatherings}]       gatherings in the order of the programme
 *   weekMoves(state) -> [state]                where a charrette can go from here; as the server allows
 *   isLive(gathering) -> bool                 its doors are open: running, in a break, or before it begins
 *   isOver(gathering) -> bool                 it is over, or not held here
 *   liveOf(week) -> gathering | null          the one that is open now: of the latest day, running before doors open
 *   leftOpen(week) -> [gathering]             those that nobody closed, of an earlier day
 *   mayEnter(gathering, admitted) -> bool     admitted: the ids of those for who is
 *                                             invited at which this phone is let in
 *   gatheringOf(week, wanted, admitted) -> the gathering a phone is at, of those: the wanted one while it is open,
 *                                else one that is open, else the wanted one, else the next, else the last
 *   nextGathering(week, gathering) -> the first one that is still to come after it, or null
 *   moodOf(gathering) -> "before" | "doors" | "on" | "break" | "over" | "off"
 *   boardsOf(week, gathering)  roundsOf(week, gathering)     ids in, lists out; a planned round is not among them
 */
import { SETS } from "../lists.js";

/**
 * @param {Gathering} a
 * @param {Gathering} b
 */
const inProgramme = (a, b) => a.day - b.day || (a.position ?? 0) - (b.position ?? 0) || a.id - b.id;
/** @param {WeekPicture | null} week */
const ordered = (week) => [...(week?.gatherings ?? [])].sort(inProgramme);

/** @param {WeekPicture | null} week */
export function daysOf(week) {
  /** @type {Map<number, Gathering[]>} */
  const days = new Map();
  for (const gathering of ordered(week)) {
    if (!days.has(gathering.day)) days.set(gathering.day, []);
    days.get(gathering.day)?.push(gathering);
  }
  return [...days].map(([day, gatherings]) => ({ day, gatherings }));
}

/** @type {{ [key: string]: any }} */
const WEEK_MOVES = {
  preparation: ["week"],
  week: ["preparation", "aftercare"],
  aftercare: ["week", "closed"],
  closed: ["aftercare"],
};

/** @param {string} state */
export const weekMoves = (state) => WEEK_MOVES[state] ?? [];

/** @param {Gathering | undefined} gathering */
export const isLive = (gathering) => SETS.live_states.includes(gathering?.state ?? "");

/** @param {Gathering | undefined} gathering */
export const isOver = (gathering) => SETS.over_states.includes(gathering?.state ?? "");

/** Opened longer ago, it was left open by mistake: charrette/week/rules.py has the same. */
const LONGEST_SESSION_MS = 16 * 3_600_000;

/** @param {Gathering} gathering @param {number} now */
const isOfToday = (gathering, now) =>
  isLive(gathering) && !(gathering.opened_at && now - Date.parse(gathering.opened_at) > LONGEST_SESSION_MS);

/** @param {Gathering[]} all @param {number} now */
function newest(all, now) {
  const open = all.filter((gathering) => isOfToday(gathering, now));
  const day = Math.max(...open.map((gathering) => gathering.day));
  return SETS.live_states
    .map((state) => open.find((gathering) => gathering.state === state && gathering.day === day))
    .find(Boolean);
}

/** @param {WeekPicture | null} week @param {number} [now] in ms */
export const liveOf = (week, now = Date.now()) => newest(ordered(week), now) ?? null;

/** @param {WeekPicture | null} week @param {number} [now] in ms */
export function leftOpen(week, now = Date.now()) {
  const day = liveOf(week, now)?.day ?? Infinity;
  return ordered(week).filter(
    (gathering) => isLive(gathering) && (!isOfToday(gathering, now) || (day !== Infinity && gathering.day < day)),
  );
}

/** @type {{ [state: string]: string }} */
const MOODS = {
  planned: "before",
  doors_open: "doors",
  running: "on",
  paused: "break",
  cancelled: "off",
  moved: "off",
};

/**
 * @param {Gathering} gathering
 * @param {number[] | undefined} admitted
 */
export const mayEnter = (gathering, admitted) => !gathering.invited || (admitted ?? []).includes(gathering.id);

/**
 * @param {WeekPicture | null} week
 * @param {number | null | undefined} wanted
 * @param {number[] | undefined} admitted
 * @param {number} [now] in ms
 */
export function gatheringOf(week, wanted, admitted, now = Date.now()) {
  const all = ordered(week).filter((gathering) => mayEnter(gathering, admitted));
  const asked = all.find((gathering) => gathering.id === wanted);
  if (asked && isOfToday(asked, now)) return asked;
  return newest(all, now) ?? asked ?? all.find((gathering) => gathering.state === "planned") ?? all.at(-1) ?? null;
}

/**
 * @param {WeekPicture | null} week
 * @param {Gathering | null | undefined} gathering
 */
export function nextGathering(week, gathering) {
  return (
    ordered(week).find((other) => other.state === "planned" && (!gathering || inProgramme(other, gathering) > 0)) ??
    null
  );
}

/** @param {Gathering | undefined} gathering */
export const moodOf = (gathering) => MOODS[gathering?.state ?? ""] ?? "over";

/**
 * @param {WeekPicture | null} week
 * @param {number | undefined} gathering
 */
export const boardsOf = (week, gathering) => (week?.boards ?? []).filter((board) => board.gathering === gathering);
/**
 * @param {WeekPicture | null} week
 * @param {number | undefined} gathering
 */
export const roundsOf = (week, gathering) =>
  (week?.rounds ?? []).filter(
    (round) => round.gathering === gathering && !["planned", "cancelled"].includes(round.state),
  );
