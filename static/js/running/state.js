/** The step's timer from the server's facts. The same for everybody, because only server time counts.
 *
 *   timerOf(gathering, step, serverNow) -> {phase, seconds, planned, progress} | null
 *     gathering  {state, step_started_at, step_extra_seconds, paused_at}
 *                ISO 8601 times; once it has ended there is no clock
 *     step       {id?, minutes} of the step that runs; null when none does, and when it is another step: the clock of
 *                one says nothing about the other
 *     serverNow  milliseconds since 1970 by the server's clock (lib/clock.js)
 *     phase      "running" | "soon" (last minute, or last tenth when that is shorter) | "over" | "paused"
 *     seconds    left, or over when phase is "over"; whole seconds, never negative
 *     overrun    true when the time is up (also while paused)
 *   clockDigits(seconds) -> "12:05"          stepsAround(picture) -> {steps, now, previous, next}
 *   sceneOf(picture) -> {kind: "board"|"round"|"words", step, board, round}   what the present step asks
 *   sameScene(a, b) -> bool
 */

/** @param {any} picture */
export function sceneOf(picture) {
  const step = (picture?.steps ?? []).find((/** @type {any} */ row) => row.id === picture?.gathering?.step) ?? null;
  const board = step?.board ?? null;
  const round = step?.round ?? null;
  if (round !== null && ["round", "report"].includes(step.shows)) return { kind: "round", step, board, round };
  return { kind: board === null ? "words" : "board", step, board, round };
}

/**
 * @param {any} a
 * @param {any} b
 */
export const sameScene = (a, b) => a?.step?.id === b?.step?.id && a?.board === b?.board && a?.round === b?.round;
const SOON_SECONDS = 60;
const ENDED = ["closed", "minutes_drafted", "minutes_agreed", "cancelled", "moved"];

/** @param {string | null | undefined} iso */
const time = (iso) => (iso ? Date.parse(iso) : NaN);

/**
 * @param {any} gathering
 * @param {any} step
 * @param {number} serverNow
 */
export function timerOf(gathering, step, serverNow) {
  const another = Boolean(step?.id && gathering?.step && step.id !== gathering.step);
  const started = time(gathering?.step_started_at);
  const minutes = Number(step?.minutes);
  if (
    another ||
    ENDED.includes(gathering?.state) ||
    !Number.isFinite(started) ||
    !Number.isFinite(minutes) ||
    minutes <= 0
  )
    return null;
  const paused = time(gathering.paused_at);
  const upTo = Number.isFinite(paused) ? paused : serverNow;
  const planned = minutes * 60 + (Number(gathering.step_extra_seconds) || 0);
  const left = planned - Math.max(0, upTo - started) / 1000;
  const overrun = left < 0;
  const soon = left <= Math.min(SOON_SECONDS, planned / 10);
  return {
    phase: Number.isFinite(paused) ? "paused" : overrun ? "over" : soon ? "soon" : "running",
    seconds: overrun ? Math.floor(-left) : Math.ceil(left),
    overrun,
    planned,
    progress: planned > 0 ? Math.min(1, Math.max(0, 1 - left / planned)) : 1,
  };
}

/** "12:05", "1:02:05": digits that do not need a language.
 * @param {number} seconds
 */
export function clockDigits(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  /** @param {number} number */
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The step that runs, the one before and the one after, in their order.
 * @param {any} picture
 */
export function stepsAround(picture) {
  const steps = [...(picture?.steps ?? [])].sort((a, b) => a.position - b.position);
  const at = steps.findIndex((step) => step.id === picture?.gathering?.step);
  return {
    steps,
    now: steps[at] ?? null,
    previous: at > 0 ? steps[at - 1] : null,
    next: at >= 0 ? (steps[at + 1] ?? null) : (steps[0] ?? null),
  };
}
