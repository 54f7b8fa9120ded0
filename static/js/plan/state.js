/** Design items, review rounds and remarks, read from the pictures. All pure.
 *
 *   itemsByState(items) -> [{state, items}]   in the order of the loop, without empty states
 *   couldBeRemarkedOn(rounds, version) -> bool    it was in a round that has been open, so the hall had its say on it
 *   roundTroubles(versions, items) -> [{title, why: "old"|"dropped"|"state", number?, state?}]   what keeps a planned
 *                                         round from being what one means: no newest version, or not to be reviewed now
 *   roundChoice(versions, items) -> [version id]   the newest versions of what is in it, as far as that can be reviewed
 *   areasFound(areas, query) -> [area]        those whose name has all words that are typed, accents and case aside
 *   wordDiff(before, after) -> [[op, text]]
 *   myRemarks(mine, entries, round) -> [{key, number, text, state, ...}]   newest first: the server's and the outbox's
 *   reportOf(picture, mine) -> {own: [remark], others: [{version, remarks}]}
 */
import { byNumber, plain } from "../spine/lists.js";

const HELD = ["closed", "answered", "reported_back"];

export const ITEM_STATES = ["draft", "in_review", "remarks_in", "revising", "agreed", "in_framework", "dropped"];
export const REVIEWABLE = ["draft", "remarks_in", "revising"];

/** @param {DesignItem[] | undefined} items */
export function itemsByState(items) {
  return ITEM_STATES.map((state) => ({
    state,
    items: (items ?? []).filter((item) => item.state === state).sort(byNumber),
  })).filter((row) => row.items.length > 0);
}

/**
 * @param {WeekRound[] | undefined} rounds
 * @param {number} version
 */
export const couldBeRemarkedOn = (rounds, version) =>
  (rounds ?? []).some((round) => round.versions.includes(version) && HELD.includes(round.state));

/**
 * @param {Version[]} versions
 * @param {DesignItem[]} items
 */
export function roundTroubles(versions, items) {
  return versions.flatMap((version) => {
    const item = items.find((one) => one.id === version.item);
    const title = version.item_title;
    if (!item || item.state === "dropped") return [{ title, why: "dropped" }];
    if (item.version.id !== version.id) return [{ title, why: "old", number: item.version.number }];
    return REVIEWABLE.includes(item.state) ? [] : [{ title, why: "state", state: item.state }];
  });
}

/**
 * @param {Version[]} versions
 * @param {DesignItem[]} items
 */
export const roundChoice = (versions, items) =>
  items
    .filter((item) => REVIEWABLE.includes(item.state) && versions.some((version) => version.item === item.id))
    .map((item) => item.version.id);

/**
 * @param {Area[]} areas
 * @param {string} query
 */
export function areasFound(areas, query) {
  const words = plain(query).split(/\s+/).filter(Boolean);
  return areas.filter((area) => words.every((word) => plain(area.name).includes(word)));
}

/** The longest run of words that both have, between these places; the first one when there are more.
 * @param {string[]} a
 * @param {Map<string, number[]>} places where each word stands in the other text
 * @param {{ a1: number, a2: number, b1: number, b2: number }} within
 */
function longestRun(a, places, { a1, a2, b1, b2 }) {
  let best = { a: a1, b: b1, size: 0 };
  /** @type {Map<number, number>} */
  let lengths = new Map();
  for (let i = a1; i < a2; i += 1) {
    /** @type {Map<number, number>} */
    const next = new Map();
    for (const j of places.get(a[i]) ?? []) {
      if (j < b1 || j >= b2) continue;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  return best;
}

/** Words of two texts, side by side: [op, text] with op same, added or removed. The same as the server makes of two
 * versions (`charrette/plan/rules/diffs.py`); here for words that are still being typed.
 * @param {string} before
 * @param {string} after
 */
export function wordDiff(before, after) {
  const [a, b] = [before, after].map((text) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []);
  const places = new Map();
  b.forEach((word, at) => places.set(word, [...(places.get(word) ?? []), at]));
  /** @type {DiffPiece[]} */
  const pieces = [];
  /**
   * @param {string} op
   * @param {string[]} words
   */
  const put = (op, words) => {
    const last = pieces.at(-1);
    if (words.length > 0 && last?.[0] === op) last[1] += words.join("");
    else if (words.length > 0) pieces.push([op, words.join("")]);
  };
  /** @param {{ a1: number, a2: number, b1: number, b2: number }} within */
  const walk = ({ a1, a2, b1, b2 }) => {
    const run = longestRun(a, places, { a1, a2, b1, b2 });
    if (run.size === 0) {
      put("removed", a.slice(a1, a2));
      put("added", b.slice(b1, b2));
      return;
    }
    walk({ a1, a2: run.a, b1, b2: run.b });
    put("same", a.slice(run.a, run.a + run.size));
    walk({ a1: run.a + run.size, a2, b1: run.b + run.size, b2 });
  };
  walk({ a1: 0, a2: a.length, b1: 0, b2: b.length });
  return pieces;
}

/**
 * @param {Mine | null} mine
 * @param {Entry[]} entries
 * @param {number} round
 */
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

/**
 * @param {RoundPicture | null} picture
 * @param {Mine | null} mine
 */
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
