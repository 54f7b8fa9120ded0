/** Notices that somebody closed on this device: a reload does not bring them back.
 *
 *   closedNotices() -> [key]      the newest last
 *   closeNotice("rush:4-27")
 * Where the browser keeps nothing, a notice stays closed as long as the page.
 */
import { safeStorage } from "./browser.js";

const STORAGE_KEY = "charrette:closed";
const MOST = 100;

/** @type {string[]} */
let here = [];

/** @returns {string[]} */
export function closedNotices() {
  try {
    const kept = JSON.parse(safeStorage()?.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(kept) ? [...new Set([...kept.map(String), ...here])] : here;
  } catch {
    return here;
  }
}

/** @param {string} key */
export function closeNotice(key) {
  here = [...closedNotices().filter((one) => one !== key), key].slice(-MOST);
  try {
    safeStorage()?.setItem(STORAGE_KEY, JSON.stringify(here));
  } catch {
    // A full or refused storage: it is closed for as long as this page is open.
  }
}
