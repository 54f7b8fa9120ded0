/** Keeps the computer of the projector awake while its picture is in sight, where the browser can: on a safe address.
 *
 *   const awake = keepAwake({navigator, document})     awake.held   signal: whether it will not fall asleep by itself
 *
 * The browser takes the lock back when the page is out of sight, and may refuse it, as on a low battery. It is asked
 * for again when the page is in sight again. Nothing on the wall speaks of it but where the projector is set up.
 */
import { signal } from "@preact/signals-core";

/**
 * @param {{
 *   navigator: { wakeLock?: { request(type: "screen"): Promise<EventTarget> } },
 *   document: EventTarget & { visibilityState: string },
 * }} page
 */
export function keepAwake({ navigator, document }) {
  const held = signal(false);
  let asking = false;

  async function ask() {
    if (asking || held.value || document.visibilityState !== "visible" || !navigator.wakeLock) return;
    asking = true;
    try {
      const lock = await navigator.wakeLock.request("screen");
      held.value = true;
      lock.addEventListener("release", () => {
        held.value = false;
        ask();
      });
    } catch {
      held.value = false; // whoever set it up was told to switch sleep off
    }
    asking = false;
  }

  document.addEventListener("visibilitychange", ask);
  ask();
  return { held };
}
