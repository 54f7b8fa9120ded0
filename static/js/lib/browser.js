/** What we take from the browser in our own hands.
 *
 *   setTimer(work, ms), clearTimer(timer)     kept in an object the browser's own ones refuse to be called
 *   safeStorage() -> localStorage, or null where it is refused
 */

/**
 * @param {() => void} work
 * @param {number} ms
 */
export const setTimer = (work, ms) => setTimeout(work, ms);
/** @param {any} timer */
export const clearTimer = (timer) => clearTimeout(timer);

export function safeStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
