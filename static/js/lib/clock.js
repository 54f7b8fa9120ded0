/** The server's time on this device, whatever the device's own clock says.
 *
 *   const clock = createClock(); clock.heard(isoOrMs); clock.now() -> ms since 1970 by the server
 *
 * A time the server wrote is never in the future, so each one we hear is a lower bound of its "now". The highest
 * bound wins; it is carried on by a clock that a person cannot turn back. A sleeping device may stop that clock:
 * then the next thing we hear lifts the bound again. who wakes asks (awake.js).
 *
 *   createAsking(ask) -> askTime       asks, again and again, until the server answered; `ask` is one question to it
 */
const ASK_AGAIN_MS = 2000;

/**
 * @param {() => Promise<{ ok: boolean }>} ask
 * @param {{ setTimer?: SetTimer }} [options]
 */
export function createAsking(ask, { setTimer = setTimeout } = {}) {
  let asking = false;
  return async function askTime() {
    if (asking) return;
    asking = true;
    const answer = await ask().catch(() => ({ ok: false }));
    asking = false;
    if (!answer.ok) setTimer(() => askTime(), ASK_AGAIN_MS);
  };
}

export function createClock({ steady = () => performance.now(), wall = () => Date.now() } = {}) {
  /** @type {any} */
  let offset = null;
  return {
    /** @param {number | string | undefined} time */
    heard(time) {
      const ms = typeof time === "number" ? time : Date.parse(time ?? "");
      if (!Number.isFinite(ms)) return;
      const bound = ms - steady();
      if (offset === null || bound > offset) offset = bound;
    },
    now: () => (offset === null ? wall() : offset + steady()),
    known: () => offset !== null,
  };
}
