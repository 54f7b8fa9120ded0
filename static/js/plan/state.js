/** Design items, review rounds and remarks, read from the pictures. All pure.
 *
 *   itemsByState(items) -> [{state, items}]   in the order of the loop, without empty states
 *   couldBeRemarkedOn(rounds, version) -> bool    it was in a round that has been open, so the hall had its say on it
 *   wasReviewed(rounds, item) -> bool         one of its versions was in a round that was closed, so it can be agreed
 *   roundTroubles(versions, items) -> [{title, why: "old"|"dropped"|"state", number?, state?}]   what keeps a planned
 *                                         round from being what one means: no newest version, or not to be reviewed now
 *   roundChoice(versions, items) -> [version id]   the newest versions of what is in it, as far as that can be reviewed
 *   myRemarks(mine, entries, round) -> [{key, number, text, state, ...}]   newest first: the server's and the outbox's
 *   versionsOf(picture) -> [version]          those of a round, in the order of their items
 *   reportOf(picture, mine) -> {own: [remark], others: [{version, remarks}]}
 */
import { byNumber } from "../spine/lists.js";

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
 * @param {WeekRound[] | undefined} rounds
 * @param {DesignItem} item
 */
export const wasReviewed = (rounds, item) =>
  [item.version, ...(item.earlier ?? [])].some((version) => couldBeRemarkedOn(rounds, version.id));

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

/** @param {{ versions?: Version[] } | null} picture */
export const versionsOf = (picture) =>
  [...(picture?.versions ?? [])].sort((a, b) => a.item_number - b.item_number || a.id - b.id);

/**
 * @param {RoundPicture | null} picture
 * @param {Mine | null} mine
 */
export function reportOf(picture, mine) {
  const own = new Set((mine?.remarks ?? []).map((remark) => remark.id));
  const all = [...(picture?.remarks ?? [])].sort((a, b) => a.number - b.number);
  return {
    own: all.filter((remark) => own.has(remark.id)),
    others: versionsOf(picture)
      .map((version) => ({
        version,
        remarks: all.filter((remark) => remark.version === version.id && !own.has(remark.id)),
      }))
      .filter(({ remarks }) => remarks.length > 0),
  };
}
