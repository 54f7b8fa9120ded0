/** Single-key shortcuts that never disturb typing, and that a person can switch off (WCAG 2.1.4).
 *
 *   const unbind = bindKeys({n: next, ArrowRight: next, "?": help}, {target = document, enabled = keysEnabled})
 *   setKeysEnabled(false)
 */

import { keyOf } from "./keys.js";

const STORAGE_KEY = "charrette:keys";

const TYPING = [
  "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])",
  "textarea, select, [contenteditable=''], [contenteditable=true]",
].join(", ");
/** Keys that already mean something on a focused control. */
const ACTIVATING = new Set(["Enter", " ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);
const OWN_KEYS =
  "button, a[href], summary, [role=menuitem], [role=tab], [role=menu] *, input, [role=dialog] *, dialog *";

export function keysEnabled() {
  try {
    return globalThis.localStorage?.getItem(STORAGE_KEY) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function setKeysEnabled(on) {
  try {
    globalThis.localStorage?.setItem(STORAGE_KEY, on ? "on" : "off");
  } catch {
    // Without storage the choice lasts no longer than the page; shortcuts stay on.
  }
}

/** @param {any} target */
export const isTyping = (target) => Boolean(target?.closest?.(TYPING));

/** Whether this key press is meant for a control or a text rather than for a shortcut.
 * @param {any} event
 */
export function isTaken(event) {
  const key = keyOf(event);
  if (!key || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return true;
  const at = event.target;
  if (typeof at?.closest !== "function") return false;
  return isTyping(at) || (ACTIVATING.has(key) && Boolean(at.closest(OWN_KEYS)));
}

/**
 * @param {{ [key: string]: (event: KeyboardEvent) => void }} actions
 * @param {{ target?: EventTarget, enabled?: () => boolean}} [options]
 */
export function bindKeys(actions, { target = globalThis.document, enabled = keysEnabled } = {}) {
  /** @param {any} event */
  const onKey = (event) => {
    const key = keyOf(event);
    const act = actions[key] ?? actions[key.toLowerCase()];
    if (!act || isTaken(event) || !enabled()) return;
    event.preventDefault();
    act(event);
  };
  target.addEventListener("keydown", onKey);
  return () => target.removeEventListener("keydown", onKey);
}
