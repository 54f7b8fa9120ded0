/** A key that turns something over means the opposite as soon as that was turned, here or by a colleague: it does
 * nothing for half a second then.
 *
 *   const key = turning(() => paused.value)     what it turns, read from signals
 *     key.press((now) => ...)                   now: how it stands;  key.stop()
 */
import { effect } from "@preact/signals-core";
import { STILL_MS } from "./still.js";

/**
 * @param {() => boolean} read
 * @param {{ now?: () => number }} [parts]
 */
export function turning(read, { now = () => performance.now() } = {}) {
  let seen = read();
  let changedAt = -Infinity;
  const stop = effect(() => {
    const next = read();
    if (next !== seen) changedAt = now();
    seen = next;
  });
  /** @param {(seen: boolean) => void} act */
  const press = (act) => {
    if (now() - changedAt >= STILL_MS) act(seen);
  };
  return { press, stop };
}
