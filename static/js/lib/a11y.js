/** What a screen reader hears, and where the focus goes.
 *
 *   announce(text, {topic?})        polite and batched: at most one message per 5 s; a newer text on a topic replaces
 *                                   the older one. Use a count, not one message per card.
 *   announceCount(topic, by, words) adds up what happened ("4 new ideas"): words(total) -> text
 *   announceOwn(text)               about the person's own act: said at once
 *   announceError(text)             assertive, said at once
 *   pauseAnnouncements(true)        the person wants silence; own acts and errors still come
 *   focusOn(element)                moves the focus to a heading or region
 *   roving(container, selector)     arrows, Home and End move between the items of a list or a grid; -> undo
 *
 * The two regions are in the page from load (templates/layouts/base.html).
 */
import { keyOf } from "./keys.js";

export const POLITE_EVERY_MS = 5000;

/** The rules without a page: `say(text)` writes the polite region, `warn(text)` the assertive one.
 * @param {{ say: any, warn: (text: string) => void, now?: () => number, later?: SetTimer }} parts
 */
export function createAnnouncer({ say, warn, now = () => performance.now(), later = (fn, ms) => setTimeout(fn, ms) }) {
  const waiting = new Map();
  const counts = new Map();
  let last = -Infinity;
  let planned = false;
  let paused = false;
  let anonymous = 0;

  function flush() {
    planned = false;
    if (paused || waiting.size === 0) return;
    const text = [...waiting.values()].map((words) => words()).join(". ");
    waiting.clear();
    counts.clear();
    last = now();
    say(text);
  }
  function plan() {
    if (planned || paused) return;
    planned = true;
    later(flush, Math.max(0, last + POLITE_EVERY_MS - now()));
  }
  return {
    /**
     * @param {string} text
     * @param {{ topic?: string }} [options]
     */
    announce(text, { topic = `text-${(anonymous += 1)}` } = {}) {
      waiting.set(topic, () => text);
      plan();
    },
    /**
     * @param {string} topic
     * @param {number} by
     * @param {(total: number) => string} words
     */
    announceCount(topic, by, words) {
      counts.set(topic, (counts.get(topic) ?? 0) + by);
      const total = counts.get(topic);
      waiting.set(topic, () => words(total));
      plan();
    },
    /** @param {string} text */
    announceOwn: (text) => say(text),
    /** @param {string} text */
    announceError: (text) => warn(text),
    /** @param {boolean} on */
    pause(on) {
      paused = on;
      if (on) waiting.clear();
      else plan();
    },
    isPaused: () => paused,
  };
}

/** Writes a region; the same words twice are made to be heard twice.
 * @param {string} id
 */
function writer(id) {
  return (/** @type {string} */ text) => {
    const region = globalThis.document?.getElementById(id);
    if (!region) return;
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  };
}

const announcer = createAnnouncer({ say: writer("announce-polite"), warn: writer("announce-assertive") });
export const { announce, announceCount, announceOwn, announceError } = announcer;
export const pauseAnnouncements = announcer.pause;
export const announcementsPaused = announcer.isPaused;

/** Focus on a place that is not a control (a heading after a change of view).
 * @param {Element | null | undefined} element
 * @param {any} [options]
 */
export function focusOn(element, options = { preventScroll: false }) {
  if (!element) return;
  if (!element.matches("a[href], button, input, textarea, select, [tabindex]")) element.setAttribute("tabindex", "-1");
  /** @type {HTMLElement} */ (element).focus(options);
}

/** @type {{ [key: string]: number }} */
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Where the focus goes from `at` of `count` items with this key; null when the key means nothing here.
 * @param {string} key
 * @param {any} at
 * @param {number} count
 * @param {any} [wrap]
 */
export function rovingTarget(key, at, count, wrap = true) {
  if (count === 0) return null;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (!(key in STEPS)) return null;
  const to = at + STEPS[key];
  return wrap ? (to + count) % count : Math.min(count - 1, Math.max(0, to));
}

/**
 * @param {HTMLElement} container
 * @param {string} selector
 * @param {{ wrap?: any }} [options]
 */
export function roving(container, selector, { wrap = true } = {}) {
  const items = () =>
    [...container.querySelectorAll(selector)].filter(
      (item) => !item.matches(":disabled") && item.getClientRects().length > 0,
    );
  /** @param {any} event */
  const onKey = (event) => {
    const list = items();
    const at = list.indexOf(event.target.closest(selector));
    const to = at < 0 ? null : rovingTarget(keyOf(event), at, list.length, wrap);
    if (to === null) return;
    event.preventDefault();
    list.forEach((item, index) => {
      item.tabIndex = index === to ? 0 : -1;
    });
    list[to].focus();
  };
  const list = items();
  list.forEach((item, index) => {
    item.tabIndex = index === 0 ? 0 : -1;
  });
  container.addEventListener("keydown", onKey);
  return () => container.removeEventListener("keydown", onKey);
}
