/** One sender per browser, however many tabs are open.
 *
 *   const sole = createSole("outbox"); sole.onGain = fn; sole.start(); sole.held() -> bool; sole.insist(); sole.stop()
 *
 * Web Locks where the browser has them (https, localhost); over plain http a lease in localStorage, renewed each 2 s.
 * A tab that sleeps may keep the lock: insist() takes it over. Two senders for a moment do no harm, because a command
 * sent twice has one effect.
 */
import { clearTimer as realClear, safeStorage, setTimer as realTimer } from "./browser.js";
import { newId } from "./ids.js";

const RENEW_MS = 2000;
const LEASE_MS = 6000;

/** With Web Locks: the browser itself knows who holds it, and passes it on. */
class LockedSole {
  onGain = () => {};
  #holding = false;
  #running = false;
  /** @type {(value?: unknown) => void} */
  #release = () => {};

  /**
   * @param {string} key
   * @param {LockManager} locks
   */
  constructor(key, locks) {
    this.key = key;
    this.locks = locks;
  }

  held() {
    return this.#holding;
  }

  start() {
    this.#running = true;
    this.#queue({});
  }

  insist() {
    if (this.#running && !this.#holding) this.#queue({ steal: true });
  }

  stop() {
    this.#running = false;
    this.#holding = false;
    this.#release();
  }

  /** @param {any} options */
  #queue(options) {
    this.locks
      .request(this.key, options, () => this.#hold())
      .catch(() => {})
      .finally(() => {
        const lost = this.#holding;
        this.#holding = false;
        if (this.#running && lost) this.#queue({});
      });
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
   * @param {{
   *   storage: globalThis.Storage | null, setTimer: SetTimer, clearTimer: ClearTimer, now: () => number,
   * }} options
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
  return locks ? new LockedSole(key, locks) : new LeasedSole(key, { storage, setTimer, clearTimer, now });
}

/** Messages between the tabs of this browser: post(message),
 * onMessage(fn), close(). Nothing comes back to the sender.
 * @param {string} name
 */
export function createTabs(name) {
  if (typeof globalThis.BroadcastChannel === "function") {
    const channel = new BroadcastChannel(`charrette-${name}`);
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
