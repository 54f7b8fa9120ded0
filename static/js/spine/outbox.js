/** The outbox as pure rules: what waits on this phone, what may be sent now, what an answer means.
 *
 * Entry: {id, owner, lane, type, fields, text, press, order, state, since, tries, not_before, error, message, result}
 *   id      UUID, also the id of the command: sending it twice has no second effect
 *   owner   id of the person who wrote it; nobody else's entries are ever sent
 *   lane    the stream it belongs to, for presses with what they are about after it
 *           ("board:12#votes"); in a lane one at a time is under way and order is kept
 *   press   a button was pressed, nothing was written: when it is refused there is nothing to keep
 *   text    the words of the person, for "copy" when it fails
 *   order   a rising number: the order in which things were written on this device, over visits
 *   state   "on_phone" | "sending" | "saved" | "failed"
 *   since, not_before   milliseconds of a clock that nobody can turn back (performance.now()); not kept over visits
 *
 *   reduce(entries, action, now, random?) -> entries
 *     {type: "added", entry} | {type: "sending", id} | {type: "answered", id, answer} | {type: "woken"}
 *     | {type: "removed", id} | {type: "retried", id, newId, fields?, text?} | {type: "merged", entries, gone}
 *   due(entries, {owner, now}) -> entries to send now (at most MAX_IN_FLIGHT under way)
 *   nextDue(entries, {owner}) -> earliest time that something may be tried again, or null
 *   standing(entries, {owner, now}) -> {waiting, texts, late, failed}
 *       for the status line; texts: how many are no presses
 *   asSent(entry, today, iso) -> its fields; of a press that tells a moment, when that was by this device, if it waited
 *   streamOf(lane) -> the stream it belongs to;  unsentIn(entries, lane) -> what waits there, in order
 */

/** At most this many under way together (the server takes few packets in one polling request). */
export const MAX_IN_FLIGHT = 8;

/** Back-off between tries: 1 s, doubling to 30 s, each with up to a quarter of chance added. */
export const FIRST_WAIT_MS = 1000;
export const LAST_WAIT_MS = 30_000;

/** After this time not saved, the person is told. */
export const LATE_MS = 10_000;

/** So many saved entries stay in memory until the board's own list shows them. */
export const KEEP_SAVED = 20;

/** Presses that say that somebody came or left: the time counts at which it was pressed, not at which it arrives. */
const OF_A_MOMENT = new Set(["check_in", "check_out"]);
const WAITED_MS = 30_000;

/** `today`: milliseconds of the device's wall clock; only how long it waited is taken from that, so it may be wrong.
 * @param {Pick<Entry, "type" | "fields" | "order">} entry
 * @param {number} today
 * @param {(moment: number) => string} iso
 */
export function asSent({ type, fields, order }, today, iso) {
  if (!OF_A_MOMENT.has(type) || today - order < WAITED_MS) return fields;
  return { ...fields, device_at: iso(order), sent_at: iso(today) };
}

/** How long to wait after so many tries; the server's `retry_after` (seconds) is never undercut.
 * @param {number} tries
 * @param {number | undefined} retryAfter
 * @param {() => number} [random]
 */
export function waitAfter(tries, retryAfter, random = Math.random) {
  const doubled = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, tries - 1));
  const asked = retryAfter && Number.isFinite(retryAfter) ? retryAfter * 1000 : 0;
  return Math.max(doubled, asked) * (1 + random() * 0.25);
}

const EMPTY = Object.freeze({ state: "on_phone", tries: 0, not_before: 0, error: null, message: null, result: null });

/**
 * @param {Entry[]} entries
 * @param {string} id
 * @param {(entry: Entry) => Partial<Entry>} update
 */
const change = (entries, id, update) =>
  entries.map((entry) => (entry.id === id ? { ...entry, ...update(entry) } : entry));

/**
 * @param {Entry} entry
 * @param {Answer} answer
 * @param {number} now
 * @param {() => number} random
 */
function afterAnswer(entry, answer, now, random) {
  if (answer.ok === true) return { state: "saved", result: answer.result ?? null, error: null, message: null };
  const said = { error: answer.error ?? "unknown", message: answer.message ?? null };
  if (!answer.retryable) return { state: "failed", ...said };
  const tries = entry.tries + 1;
  return { state: "on_phone", tries, not_before: now + waitAfter(tries, answer.retry_after, random), ...said };
}

/** @param {Entry[]} entries */
function pruned(entries) {
  const surplus = entries.filter((entry) => entry.state === "saved").length - KEEP_SAVED;
  if (surplus <= 0) return entries;
  let dropped = 0;
  return entries.filter((entry) => entry.state !== "saved" || ++dropped > surplus);
}

/** What other tabs and earlier visits kept: taken in; what we have under way or finished keeps our state.
 * @param {Entry[]} entries
 * @param {Entry[]} stored
 * @param {string[]} gone
 * @param {number} now
 */
function merged(entries, stored, gone, now) {
  const ours = new Map(entries.map((entry) => [entry.id, entry]));
  const kept = entries.filter((entry) => !gone.includes(entry.id) || entry.state === "saved");
  const added = stored
    .filter((entry) => !ours.has(entry.id))
    .map((entry) => ({
      ...EMPTY,
      ...entry,
      since: now,
      not_before: 0,
      tries: 0,
      state: entry.state === "failed" ? "failed" : "on_phone",
    }));
  return [...kept, ...added].sort((a, b) => a.order - b.order);
}

/**
 * @param {Entry[]} entries
 * @param {any} action
 * @param {number} now
 * @param {() => number} [random]
 */
export function reduce(entries, action, now, random = Math.random) {
  switch (action.type) {
    case "added":
      return [...entries, { ...EMPTY, since: now, ...action.entry }];
    case "sending":
      return change(entries, action.id, () => ({ state: "sending" }));
    case "answered":
      return pruned(
        change(entries, action.id, (entry) =>
          entry.state === "sending" ? afterAnswer(entry, action.answer, now, random) : {},
        ),
      );
    case "woken":
      return entries.map((entry) => (entry.state === "on_phone" ? { ...entry, tries: 0, not_before: 0 } : entry));
    case "removed":
      return entries.filter((entry) => entry.id !== action.id);
    case "retried":
      return change(entries, action.id, (entry) => ({
        ...EMPTY,
        id: action.newId,
        fields: action.fields ?? entry.fields,
        text: action.text ?? entry.text,
        since: now,
      }));
    case "merged":
      return merged(entries, action.entries, action.gone ?? [], now);
    default:
      throw new TypeError(`an unknown action ${action.type}`);
  }
}

/** @param {string} lane */
export const streamOf = (lane) => lane.split("#")[0];

/**
 * @param {Entry[]} entries
 * @param {string} lane
 */
export const unsentIn = (entries, lane) =>
  entries.filter((entry) => entry.lane === lane && (entry.state === "on_phone" || entry.state === "sending"));

/**
 * @param {Entry[]} entries
 * @param {number | null} owner
 */
const unsent = (entries, owner) =>
  entries.filter((entry) => entry.owner === owner && (entry.state === "on_phone" || entry.state === "sending"));

/** The first of each lane, when nothing of that lane is under way and its wait is over.
 * @param {Entry[]} entries
 * @param {number | null} owner
 */
function heads(entries, owner) {
  const lanes = new Map();
  for (const entry of unsent(entries, owner)) {
    const lane = lanes.get(entry.lane) ?? { first: null, busy: false };
    lane.busy ||= entry.state === "sending";
    if (entry.state === "on_phone") lane.first ??= entry;
    lanes.set(entry.lane, lane);
  }
  return [...lanes.values()].filter((lane) => !lane.busy && lane.first).map((lane) => lane.first);
}

/**
 * @param {Entry[]} entries
 * @param {{ owner: number | null, now: number }} options
 */
export function due(entries, { owner, now }) {
  const room = MAX_IN_FLIGHT - entries.filter((entry) => entry.state === "sending").length;
  return heads(entries, owner)
    .filter((entry) => entry.not_before <= now)
    .slice(0, Math.max(0, room));
}

/**
 * @param {Entry[]} entries
 * @param {{ owner: number | null }} options
 */
export function nextDue(entries, { owner }) {
  const times = heads(entries, owner).map((entry) => entry.not_before);
  return times.length > 0 ? Math.min(...times) : null;
}

/** For the status line: how many wait, whether one has waited too long, how many the server refused.
 * @param {Entry[]} entries
 * @param {{ owner: number | null, now: number }} options
 */
export function standing(entries, { owner, now }) {
  const waiting = unsent(entries, owner);
  return {
    waiting: waiting.length,
    texts: waiting.filter((entry) => !entry.press).length,
    late: waiting.some((entry) => now - entry.since > LATE_MS),
    failed: entries.filter((entry) => entry.owner === owner && entry.state === "failed").length,
  };
}
