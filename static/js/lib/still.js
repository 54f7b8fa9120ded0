/** An act counts for what it was aimed at. What moves or changes its meaning under the pointer is dead for half a
 * second; a key that is held, or pressed twice, does not press what came in the place of what it pressed.
 *
 *   watchStill()                      from now on, for all there is to press on this page
 *   cameUnder(before, after) -> [...] which of these stand where others stood; each is {element, name, box}
 *   sameAim(one, other) -> bool       whether they mean the same: the element with its name, or one that came for it
 */
import { keyOf } from "./keys.js";
import { isTyping } from "./shortcuts.js";

export const STILL_MS = 500;
const TYPED_MS = 1000;
const PRESSED = "button, a[href], summary, label, [role=menuitem]";
/** Less than this nobody aims by. */
const SLACK_PX = 8;

/** A count in a name is no other meaning.
 * @param {string} name
 */
const meaning = (name) => name.replaceAll(/\d+/g, "");

/** `about`: words that are read and then pressed upon, where they are not in its name (`data-about`).
 * @typedef {{ element: any, name: string, about?: string | undefined }} Aim
 */
/** @typedef {{ aim: Aim, by: string, at: number }} KeyPress */
/** @typedef {Aim & { box: { left: number, top: number, right: number, bottom: number } }} Thing */

/**
 * @param {Aim} one
 * @param {Aim} other
 */
export const sameAim = (one, other) =>
  one.about === other.about &&
  (one.element === other.element ? meaning(one.name) === meaning(other.name) : one.name === other.name);

/**
 * @param {Thing["box"]} a
 * @param {Thing["box"]} b
 */
const overlap = (a, b) =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK_PX &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK_PX;

/**
 * @param {Thing["box"]} a
 * @param {Thing["box"]} b
 */
const samePlace = (a, b) => Math.abs(a.left - b.left) < SLACK_PX && Math.abs(a.top - b.top) < SLACK_PX;

/**
 * @param {Thing[]} before
 * @param {Thing[]} after
 */
export const cameUnder = (before, after) =>
  after.filter((now) => {
    const there = before.filter((was) => overlap(was.box, now.box));
    if (there.some((was) => sameAim(was, now) && samePlace(was.box, now.box))) return false;
    return there.some(
      (was) =>
        was.element === now.element || !(was.element.contains?.(now.element) || now.element.contains?.(was.element)),
    );
  });

/** The same key at once again, and something else has the focus: it was not meant for that.
 * @param {KeyPress | null} last
 * @param {KeyPress} press
 */
export const isTremble = (last, press) =>
  last !== null && last.by === press.by && press.at - last.at < STILL_MS && !sameAim(last.aim, press.aim);

/** @param {any} element */
const nameOf = (element) => (element.getAttribute("aria-label") ?? element.textContent).trim();

/** @param {any} element @returns {Aim | null} */
function aimAt(element) {
  const pressed = element?.closest?.(PRESSED);
  return pressed ? { element: pressed, name: nameOf(pressed), about: pressed.dataset.about } : null;
}

/** All that can be pressed and is in sight. */
function thingsInSight() {
  /** @type {Thing[]} */
  const things = [];
  for (const element of document.querySelectorAll(PRESSED)) {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const inSight = right > left && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    const box = { left, top, right, bottom };
    if (inSight)
      things.push({ element, name: nameOf(element), about: /** @type {any} */ (element).dataset.about, box });
  }
  return things;
}

/** @param {any} element */
function hold(element) {
  element.dataset.still = "";
  clearTimeout(element.still);
  element.still = setTimeout(() => delete element.dataset.still, STILL_MS);
}

/** After each change of the page: what came under a press of just now; without one, all that came for others. */
function watchPlaces() {
  /** @type {Thing[] | null} */
  let before = null;
  /** @type {{ aim: Aim, x: number, y: number, at: number } | null} */
  let press = null;
  let keyAt = -Infinity;
  let planned = false;
  const look = () => {
    planned = false;
    const [now, after] = [performance.now(), thingsInSight()];
    if (press && now - press.at < STILL_MS) {
      const under = aimAt(document.elementFromPoint(press.x, press.y));
      if (under && !sameAim(press.aim, under)) hold(under.element);
    } else if (before && now - keyAt > STILL_MS) cameUnder(before, after).forEach(({ element }) => hold(element));
    before = after;
  };
  const plan = () => {
    if (!planned) requestAnimationFrame(look);
    planned = true;
  };
  /** @type {any} */
  let timer = null;
  const moved = () => {
    before = null;
    clearTimeout(timer);
    timer = setTimeout(plan, STILL_MS / 4);
  };
  addEventListener(
    "pointerdown",
    ({ target, clientX: x, clientY: y, timeStamp: at }) => {
      const again = press !== null && at - press.at < STILL_MS;
      if (planned && again) look(); // the page changed and was not drawn yet: it was aimed at what stood here
      const aim = aimAt(target);
      press = aim && { aim, x, y, at };
    },
    true,
  );
  addEventListener("keydown", ({ timeStamp }) => (keyAt = timeStamp), true);
  addEventListener("scroll", moved, { capture: true, passive: true });
  addEventListener("resize", moved);
  const attributeFilter = ["aria-label", "data-about", "hidden", "open"];
  new MutationObserver(plan).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter,
  });
  plan();
}

/** Keys: Enter and the space bar press what has the focus, and that may have come by the press before. */
function watchKeys() {
  /** @type {KeyPress | null} */
  let last = null;
  /** @type {any} */
  let field = null;
  let typedAt = -Infinity;
  /** @param {any} event */
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  /** The field went while somebody typed in it: the letters on their way are no keys of the console.
   * @param {number} now
   */
  const lostField = (now) => field && !field.isConnected && now - typedAt < TYPED_MS;
  addEventListener("focusin", ({ target }) => {
    field = isTyping(target) ? target : null;
  });
  addEventListener(
    "keydown",
    (event) => {
      const now = event.timeStamp;
      const target = /** @type {any} */ (event.target);
      if (isTyping(target)) typedAt = now;
      else if (lostField(now)) return stop(event);
      const key = keyOf(event);
      const aim = ["Enter", " "].includes(key) ? aimAt(target) : null;
      if (!aim) {
        last = null;
        return undefined;
      }
      const press = { aim, by: key, at: now };
      if (event.repeat || isTremble(last, press)) return stop(event);
      last = press;
      return undefined;
    },
    true,
  );
}

let watching = false;

export function watchStill() {
  if (watching) return;
  watching = true;
  watchPlaces();
  watchKeys();
}
