/** What we take from the browser in our own hands.
 *
 *   setTimer(work, ms), clearTimer(timer)     kept in an object the browser's own ones refuse to be called
 *   keepsCookies() -> whether a cookie that was just set is still there
 *   safeStorage() -> localStorage, or null where it is refused
 */

/**
 * @param {() => void} work
 * @param {number} ms
 */
export const setTimer = (work, ms) => setTimeout(work, ms);
/** @param {any} timer */
export const clearTimer = (timer) => clearTimeout(timer);

export function keepsCookies(doc = document) {
  doc.cookie = "charrette_try=1; SameSite=Lax";
  const kept = doc.cookie.includes("charrette_try=1");
  doc.cookie = "charrette_try=; Max-Age=0";
  return kept;
}

export function safeStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
