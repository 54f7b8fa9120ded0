/** One stream as a pure machine: next -> apply, old -> ignore, early -> keep, hole -> ask again.
 *
 *   start(stream) -> state
 *   step(state, message) -> state
 *
 * Messages: {type: "opened"}                         the line is up: ask from where we are
 *           {type: "closed"}                         the line is down: keep the picture
 *           {type: "answer", ask, seq, snapshot?, events?, mine?, usual?, apart?}   the answer to question number `ask`
 *           {type: "refused", ask}                   that question failed; `again` asks once more
 *           {type: "again"}                          ask (again), for example after a pause
 *           {type: "events", events, apart?}         pushed by the server; may overlap, come early or be broken
 *           {type: "head", seq}                      how far the server is
 *           usual    what events leave out of the things in them (usual.js); apart: single objects as they are now,
 *                    which came with no event
 * State:    {stream, seq, picture, mine, ask, early, usual, apart, problems, applied}
 *           ask      null, or {number, since} while a question is out. since null asks for a whole snapshot.
 *                    The driver sends it when `number` is new, and hands the number back with the answer.
 *           usual    null until the first answer told it; events wait until then
 *           apart    what came apart since the last question
 *           applied  the events that the last step applied (empty after a snapshot)
 *           problems what the last step found broken: [Error]; to be reported, never shown
 */
import { applyEvents } from "./picture.js";
import { complete } from "./usual.js";

/** Early events wait here; beyond this a question to the server is cheaper. */
export const EARLY_LIMIT = 2000;

/**
 * @param {string} stream
 * @returns {StreamState}
 */
export function start(stream) {
  return {
    stream,
    open: false,
    seq: null,
    picture: null,
    mine: null,
    ask: null,
    asked: 0,
    early: [],
    usual: null,
    apart: {},
    problems: [],
    applied: [],
  };
}

/** The state with a question out. While one is out no second is put, unless `anew`.
 * @param {StreamState} state
 * @param {number | null} since
 * @param {any} [anew]
 * @returns {StreamState}
 */
function asking(state, since, anew = false) {
  if (!state.open || (state.ask && !anew)) return state;
  const number = state.asked + 1;
  return { ...state, asked: number, ask: { number, since }, apart: {} };
}

/** @param {any} value */
const isObject = (value) => typeof value === "object" && value !== null;

/** @param {any} event */
const wellFormed = (event) =>
  typeof event === "object" &&
  event !== null &&
  Number.isInteger(event.seq) &&
  event.seq > 0 &&
  typeof event.type === "string";

/** Takes events in: applies what follows on, keeps what is
 * early. A broken event that fits leads to a fresh snapshot.
 * @param {StreamState} state
 * @param {StreamEvent[]} events
 * @returns {StreamState}
 */
function take(state, events) {
  const problems = [...state.problems];
  const waiting = new Map(state.early.map((event) => [event.seq, event]));
  for (const event of events) {
    if (!wellFormed(event)) problems.push(new TypeError("an event without seq or type"));
    else if (state.seq === null || event.seq > state.seq) waiting.set(event.seq, event);
  }
  if (state.picture === null || state.usual === null) {
    const early = [...waiting.values()].sort((a, b) => a.seq - b.seq).slice(-EARLY_LIMIT);
    return { ...state, early, problems };
  }
  const applied = [];
  let seq = state.seq ?? 0;
  for (let event = waiting.get(seq + 1); event; event = waiting.get(seq + 1)) {
    waiting.delete(event.seq);
    applied.push(complete(event, state.usual));
    seq = event.seq;
  }
  /** @type {Error[]} */
  const found = [];
  const picture = applyEvents(state.picture, applied, (problem) => found.push(problem));
  const early = [...waiting.values()].filter((event) => event.seq > seq).slice(0, EARLY_LIMIT);
  const next = {
    ...state,
    seq,
    picture,
    early,
    applied: [...state.applied, ...applied],
    problems: [...problems, ...found],
  };
  return found.length > 0 ? asking(next, null, true) : next;
}

/** The picture with single objects as they are now.
 * @param {StreamState} state
 * @param {any} apart
 * @returns {StreamState}
 */
function beside(state, apart) {
  if (state.picture === null || !isObject(apart)) return state;
  const parts = Object.entries(apart).filter(([name]) => !Array.isArray(state.picture?.[name]));
  return parts.length === 0 ? state : { ...state, picture: { ...state.picture, ...Object.fromEntries(parts) } };
}

/** Takes in what the server pushed. What came apart while a question is out may be newer than its answer; what events
 * brought after that is newer still.
 * @param {StreamState} state
 * @param {any} message
 * @returns {StreamState}
 */
function pushed(state, { events, apart }) {
  if (!Array.isArray(events)) return { ...state, problems: [new TypeError("events is not a list")] };
  const newer = new Set(events.flatMap((event) => Object.keys(event?.data?.changes ?? {})));
  const kept = Object.entries(state.apart).filter(([name]) => !newer.has(name));
  const taken = beside(take(state, events), apart);
  return mend({ ...taken, apart: { ...Object.fromEntries(kept), ...(isObject(apart) ? apart : {}) } });
}

/** After taking events in: is there a hole? Then ask from where we are.
 * @param {StreamState} state
 * @returns {StreamState}
 */
function mend(state) {
  return state.early.length > 0 && state.picture !== null ? asking(state, state.seq) : state;
}

/**
 * @param {StreamState} state
 * @param {any} message
 * @returns {StreamState}
 */
function answered(state, message) {
  if (!state.ask || message.ask !== state.ask.number) return state;
  const { since } = state.ask;
  const mine = message.mine !== undefined ? message.mine : state.mine;
  const settled = { ...state, ask: null, mine, usual: message.usual ?? {} };
  if (!Number.isInteger(message.seq))
    return asking({ ...settled, problems: [new TypeError("an answer without seq")] }, null);
  if (message.snapshot !== undefined) return withSnapshot(settled, message, since);
  if (since === null || message.seq < since || !Array.isArray(message.events)) return asking(settled, null);
  const before = settled.seq;
  const next = beside(take(beside(settled, message.apart), message.events), settled.apart);
  if (next.ask) return next;
  const reached = next.seq ?? 0;
  if (reached >= message.seq) return mend(next);
  // The server knows more than it gave. Ask on; when it brought nothing at all, ask for everything.
  return asking(next, reached > (before ?? 0) ? next.seq : null);
}

/** A snapshot replaces the picture, unless newer events were applied while the question was out. One from before
 * our place (the server was put back, or we asked anew) is taken all the same, and caught up from there.
 * @param {StreamState} state
 * @param {any} message
 * @param {number | null} since
 * @returns {StreamState}
 */
function withSnapshot(state, message, since) {
  if (!isObject(message.snapshot)) {
    return { ...state, problems: [new TypeError("a snapshot that is not an object")] };
  }
  const overtaken = state.picture !== null && since !== null && message.seq >= since && message.seq < (state.seq ?? 0);
  if (overtaken) return mend(state);
  const behind = state.picture !== null && message.seq < (state.seq ?? 0);
  const early = behind ? [] : state.early.filter((event) => event.seq > message.seq);
  const next = beside(take({ ...state, picture: message.snapshot, seq: message.seq, early }, []), state.apart);
  return behind ? asking(next, next.seq) : mend(next);
}

/** The next state. Never throws on what a server may send; see `problems`.
 * @param {StreamState} state
 * @param {any} message
 * @returns {StreamState}
 */
export function step(state, message) {
  const fresh = { ...state, problems: [], applied: [] };
  switch (message.type) {
    case "opened":
      return asking({ ...fresh, open: true, ask: null, early: [] }, fresh.seq, true);
    case "closed":
      return { ...fresh, open: false, ask: null };
    case "again":
      return asking(fresh, fresh.seq);
    case "refused":
      return fresh.ask && fresh.ask.number === message.ask ? { ...fresh, ask: null } : fresh;
    case "answer":
      return answered(fresh, message);
    case "events":
      return pushed(fresh, message);
    case "head":
      return Number.isInteger(message.seq) && fresh.seq !== null && message.seq > fresh.seq
        ? asking(fresh, fresh.seq)
        : fresh;
    default:
      return { ...fresh, problems: [new TypeError(`an unknown message ${message.type}`)] };
  }
}
