/** One sender per browser, however many tabs are open.
 *
 *   const sole = createSole("outbox"); sole.onGain = fn; sole.start(); sole.held() -> bool; sole.insist(); sole.stop()
 *
 * Web Locks where the browser has them (https, localhost); over plain http a lease in localStorage, renewed each 2 s.
 * A tab that sleeps may keep the lock: insist() takes it over. A browser that has Web Locks may refuse them, or never
 * answer: then the lease it is. Two senders for a moment do no harm, because a command sent twice has one effect.
 */
import { clearTimer as realClear, safeStorage, setTimer as realTimer } from "./browser.js";
import { newId } from "./ids.js";

const RENEW_MS = 2000;
const LEASE_MS = 6000;
/** Whether a lock is free a browser tells at once; nobody waits longer for that. */
const PATIENCE_MS = 3000;

/** With Web Locks: the browser itself knows who holds it, and passes it on. */
class LockedSole {
  onGain = () => {};
  #holding = false;
  #running = false;
  /** @type {(value?: unknown) => void} */
  #release = () => {};
  /** @type {LeasedSole | null} */
  #instead = null;
  /** @type {any} */
  #timer = null;

  /**
   * @param {string} key
   * @param {LockManager} locks
   * @param {LeaseParts} parts of the lease that takes over from locks that do not work
   */
  constructor(key, locks, parts) {
    this.key = key;
    this.locks = locks;
    this.parts = parts;
  }

  held() {
    return this.#holding || this.#instead?.held() === true;
  }

  start() {
    this.#running = true;
    this.#queue({});
    this.#tryOut();
  }

  insist() {
    if (this.#instead) this.#instead.insist();
    else if (this.#running && !this.#holding) this.#queue({ steal: true });
  }

  stop() {
    this.#running = false;
    this.#holding = false;
    this.parts.clearTimer(this.#timer);
    this.#instead?.stop();
    this.#release();
  }

  /** Whether these locks answer at all: that another tab holds ours for hours tells nothing. */
  #tryOut() {
    const { setTimer, clearTimer } = this.parts;
    this.#timer = setTimer(() => this.#goWithout(), PATIENCE_MS);
    this.#ask(`${this.key}:try`, { ifAvailable: true }, () => clearTimer(this.#timer));
  }

  #goWithout() {
    this.parts.clearTimer(this.#timer);
    if (!this.#running || this.#instead) return;
    this.#instead = new LeasedSole(this.key, this.parts);
    this.#instead.onGain = () => this.onGain();
    this.#instead.start();
  }

  /** Asks for a lock until it is given back or taken by another tab; a refusal ends all asking.
   * @param {string} name
   * @param {LockOptions} options
   * @param {() => any} granted
   */
  async #ask(name, options, granted) {
    try {
      await this.locks.request(name, options, granted);
    } catch (error) {
      if (/** @type {any} */ (error)?.name !== "AbortError") this.#goWithout();
    }
  }

  /** @param {LockOptions} options */
  async #queue(options) {
    await this.#ask(this.key, options, () => this.#hold());
    const lost = this.#holding;
    this.#holding = false;
    if (this.#running && lost) this.#queue({});
  }

  /** Until it is given back, or taken. */
  #hold() {
    if (!this.#running) return undefined;
    if (!this.#holding) {
      this.#holding = true;
      this.onGain();
    }
    return new Promise((resolve) => {
      this.#release = resolve;
    });
  }
}

/** @typedef {{
 *   storage: globalThis.Storage | null, setTimer: SetTimer, clearTimer: ClearTimer, now: () => number,
 * }} LeaseParts
 */

/** Without them: a lease in localStorage. Where that is refused too, each tab sends for itself. */
class LeasedSole {
  onGain = () => {};
  #tab = newId();
  #holding = false;
  #running = false;
  /** @type {any} */
  #timer = null;

  /**
   * @param {string} key
   * @param {LeaseParts} options
   */
  constructor(key, { storage, setTimer, clearTimer, now }) {
    this.key = key;
    this.storage = storage;
    this.setTimer = setTimer;
    this.clearTimer = clearTimer;
    this.now = now;
  }

  held() {
    return this.#holding;
  }

  start() {
    this.#running = true;
    if (this.storage) this.#renew();
    else this.#gain();
    // A reload must not wait for its own lease to end.
    globalThis.addEventListener?.("pagehide", () => this.#letGo());
  }

  insist() {
    if (this.#running && !this.#holding && this.storage) this.#claim(true);
  }

  stop() {
    this.#running = false;
    this.#holding = false;
    this.clearTimer(this.#timer);
    this.#letGo();
  }

  #gain() {
    if (this.#holding || !this.#running) return;
    this.#holding = true;
    this.onGain();
  }

  #lease() {
    try {
      return JSON.parse(this.storage?.getItem(this.key) ?? "null");
    } catch {
      return null;
    }
  }

  #isFree() {
    const lease = this.#lease();
    const now = this.now();
    return !lease || lease.tab === this.#tab || lease.until < now || lease.until > now + 2 * LEASE_MS;
  }

  #claim(force = false) {
    if (!force && !this.#isFree()) {
      this.#holding = false;
      return;
    }
    try {
      this.storage?.setItem(this.key, JSON.stringify({ tab: this.#tab, until: this.now() + LEASE_MS }));
    } catch {
      this.#gain();
      return;
    }
    if (this.#lease()?.tab === this.#tab) this.#gain();
    else this.#holding = false;
  }

  #renew() {
    if (!this.#running) return;
    this.#claim();
    this.#timer = this.setTimer(() => this.#renew(), RENEW_MS);
  }

  #letGo() {
    if (!this.storage || this.#lease()?.tab !== this.#tab) return;
    this.#holding = false;
    this.storage.removeItem(this.key);
  }
}

/**
 * @param {string} name
 * @param {{
 *   locks?: LockManager, storage?: globalThis.Storage | null, setTimer?: SetTimer, clearTimer?: ClearTimer,
 *   now?: () => number,
 * }} [options]
 */
export function createSole(
  name,
  {
    locks = globalThis.navigator?.locks,
    storage = safeStorage(),
    setTimer = realTimer,
    clearTimer = realClear,
    now = Date.now,
  } = {},
) {
  const key = `charrette:sole:${name}`;
  const parts = { storage, setTimer, clearTimer, now };
  return locks ? new LockedSole(key, locks, parts) : new LeasedSole(key, parts);
}

/** A browser may have it, and refuse it where it keeps nothing.
 * @param {string} name
 */
function openChannel(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

/** Messages between the tabs of this browser: post(message),
 * onMessage(fn), close(). Nothing comes back to the sender.
 * @param {string} name
 */
export function createTabs(name) {
  const channel = openChannel(`charrette-${name}`);
  if (channel) {
    return {
      /** @param {any} message */
      post: (message) => channel.postMessage(message),
      /** @param {(...news: any[]) => void} fn */
      onMessage: (fn) => {
        channel.onmessage = (event) => fn(event.data);
      },
      close: () => channel.close(),
    };
  }
  return storageTabs(`charrette:tabs:${name}`);
}

/** @param {string} key */
function storageTabs(key) {
  const storage = safeStorage();
  const listeners = new Set();
  /** @param {(...news: any[]) => void} fn */
  const listen = (fn) => {
    /** @param {any} news */
    const onStorage = (news) => {
      if (news.key === key && news.newValue) fn(JSON.parse(news.newValue).message);
    };
    globalThis.addEventListener?.("storage", onStorage);
    listeners.add(onStorage);
  };
  return {
    /** @param {any} message */
    post(message) {
      try {
        storage?.setItem(key, JSON.stringify({ message, nonce: newId() }));
      } catch {
        // Other tabs then learn of it at their next visit; nothing is lost.
      }
    },
    onMessage: listen,
    close: () => listeners.forEach((onStorage) => globalThis.removeEventListener?.("storage", onStorage)),
  };
}
