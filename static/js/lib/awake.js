/** Tells when this device slept: its steady clock may have stood still meanwhile, so what it says is behind.
 *
 *   watchSleep(woke, {steady?, wall?, every?, target?}) -> stop      woke() is called within about a second of waking
 *
 * A device that slept shows it in two ways: its wall clock went on while the steady one did not, or its timers did not
 * fire for a while. The page also tells when it is shown again, and when a network is back.
 */
const EVERY_MS = 1000;
const SLEPT_MS = 1500;
const SHOWN_AGAIN = ["pageshow", "online", "visibilitychange"];

/**
 * @param {() => void} woke
 * @param {{
 *   steady?: () => number, wall?: () => number, every?: (work: () => void, ms: number) => () => void,
 *   target?: EventTarget | null,
 * }} [parts]
 */
export function watchSleep(
  woke,
  {
    steady = () => performance.now(),
    wall = () => Date.now(),
    every = repeated,
    target = globalThis.window ?? null,
  } = {},
) {
  let [steadyThen, wallThen] = [steady(), wall()];
  const look = () => {
    const [steadyNow, wallNow] = [steady(), wall()];
    const passed = Math.max(steadyNow - steadyThen, wallNow - wallThen);
    const apart = Math.abs(wallNow - wallThen - (steadyNow - steadyThen));
    [steadyThen, wallThen] = [steadyNow, wallNow];
    if (apart > SLEPT_MS || passed > EVERY_MS + SLEPT_MS) woke();
  };
  const stop = every(look, EVERY_MS);
  SHOWN_AGAIN.forEach((name) => target?.addEventListener(name, woke));
  return () => {
    stop();
    SHOWN_AGAIN.forEach((name) => target?.removeEventListener(name, woke));
  };
}

/**
 * @param {() => void} work
 * @param {number} ms
 */
function repeated(work, ms) {
  const timer = setInterval(work, ms);
  return () => clearInterval(timer);
}
