/** What a participant's phone shows now. All pure: pictures in, decisions out.
 *
 *   routeOf("#round-3") -> {view: "now"|"board"|"round"|"week", id: 3|null}
 *   mayEnter(gathering, admitted) -> bool     admitted: the ids of those for who is invited at which this phone is let in
 *   gatheringOf(week, wanted, admitted) -> the gathering this phone is at, of those: the wanted one while it is open,
 *                                else one that is open, else the wanted one, else the next, else the last
 *   nextGathering(week, gathering) -> the first one that is still to come after it, or null
 *   moodOf(gathering) -> "before" | "doors" | "on" | "break" | "over" | "off"
 *   checkInOf(gathering, mine) -> "none" | "button" | "door" | "in" | "left"
 *   sceneOf(picture) -> {kind: "board"|"round"|"words", step, board, round}   what the present step asks
 *   sameScene(a, b) -> bool
 *   writingOf(board) -> "open" | "late" | "closed"     mayChange(board, idea) -> bool
 *   myRemarks(mine, entries, round) -> [{key, number, text, state, ...}]   newest first: the server's and the outbox's
 *   reportOf(picture, mine) -> {own: [remark], others: [{version, remarks}]}
 *   boardsOf(week, gathering) roundsOf(week, gathering)
 */

const VIEWS = /^#(board|round|week)(?:-(\d+))?$/;
const OPEN = new Set(["doors_open", "running", "paused"]);
const MOODS = {
  planned: "before",
  doors_open: "doors",
  running: "on",
  paused: "break",
  cancelled: "off",
  moved: "off",
};

export function routeOf(hash) {
  const found = VIEWS.exec(hash ?? "");
  return found ? { view: found[1], id: found[2] ? Number(found[2]) : null } : { view: "now", id: null };
}

const inOrder = (a, b) => a.day - b.day || (a.position ?? 0) - (b.position ?? 0) || a.id - b.id;
const ordered = (week) => [...(week?.gatherings ?? [])].sort(inOrder);

export const mayEnter = (gathering, admitted) => !gathering.invited || (admitted ?? []).includes(gathering.id);

export function gatheringOf(week, wanted, admitted) {
  const all = ordered(week).filter((gathering) => mayEnter(gathering, admitted));
  const asked = all.find((gathering) => gathering.id === wanted);
  if (asked && OPEN.has(asked.state)) return asked;
  const open =
    all.find((gathering) => gathering.state === "running" || gathering.state === "paused") ??
    all.find((gathering) => gathering.state === "doors_open");
  return open ?? asked ?? all.find((gathering) => gathering.state === "planned") ?? all.at(-1) ?? null;
}

export function nextGathering(week, gathering) {
  return (
    ordered(week).find((other) => other.state === "planned" && (!gathering || inOrder(other, gathering) > 0)) ?? null
  );
}

export const moodOf = (gathering) => MOODS[gathering?.state] ?? "over";

export function checkInOf(gathering, mine) {
  const status = mine?.attendance?.status;
  if (status === "present") return "in";
  if (!OPEN.has(gathering?.state)) return "none";
  if (gathering.door_required) return "door";
  return status === "left" ? "left" : "button";
}

export function sceneOf(picture) {
  const step = (picture?.steps ?? []).find((row) => row.id === picture?.gathering?.step) ?? null;
  const board = step?.board ?? null;
  const round = step?.round ?? null;
  if (round !== null && ["round", "report"].includes(step.shows)) return { kind: "round", step, board, round };
  return { kind: board === null ? "words" : "board", step, board, round };
}

export const sameScene = (a, b) => a?.step?.id === b?.step?.id && a?.board === b?.board && a?.round === b?.round;

export function writingOf(board) {
  if (!board || board.read_only) return "closed";
  return board.phase === "collecting" ? "open" : "late";
}

export const mayChange = (board, idea) => writingOf(board) === "open" && idea.may_change === true;

export function myRemarks(mine, entries, round) {
  const stored = mine?.remarks ?? [];
  const known = new Set(stored.map((remark) => remark.id));
  const unsaved = entries.filter(
    (entry) =>
      entry.type === "add_remark" &&
      entry.fields.round === round &&
      !(entry.state === "saved" && known.has(entry.result?.remark)),
  );
  return [
    ...unsaved
      .map((entry) => ({
        ...entry.fields,
        key: entry.id,
        number: entry.result?.number ?? null,
        state: entry.state,
        entry,
      }))
      .reverse(),
    ...[...stored]
      .sort((a, b) => b.number - a.number)
      .map((remark) => ({ ...remark, key: `remark-${remark.id}`, state: "saved" })),
  ];
}

export function reportOf(picture, mine) {
  const own = new Set((mine?.remarks ?? []).map((remark) => remark.id));
  const all = [...(picture?.remarks ?? [])].sort((a, b) => a.number - b.number);
  return {
    own: all.filter((remark) => own.has(remark.id)),
    others: (picture?.versions ?? [])
      .map((version) => ({
        version,
        remarks: all.filter((remark) => remark.version === version.id && !own.has(remark.id)),
      }))
      .filter(({ remarks }) => remarks.length > 0),
  };
}

export const boardsOf = (week, gathering) => (week?.boards ?? []).filter((board) => board.gathering === gathering);
export const roundsOf = (week, gathering) =>
  (week?.rounds ?? []).filter((round) => round.gathering === gathering && round.state !== "planned");
