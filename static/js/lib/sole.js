/** One sender per browser, however many tabs are open.
 *
 *   const sole = createSole("outbox"); sole.onGain = fn; sole.start(); sole.held() -> bool; sole.insist(); sole.stop()
 *
 * Web Locks where the browser has them (https, localhost); over plain http a lease in localStorage, renewed each 2 s.
 * A tab that sleeps may keep the lock: insist() takes it over. Two senders for a moment do no harm, because a command
 * sent twice has one effect.
 */
import { newId } from "./ids.js";

const RENEW_MS = 2000;
const LEASE_MS = 6000;

export function createSole(
  name,
  {
    locks = globalThis.navigator?.locks,
    storage = safeStorage(),
    setTimer = setTimeout,
    clearTimer = clearTimeout,
    now = Date.now,
  } = {},
) {
  const key = `charrette:sole:${name}`;
  const tab = newId();
  let holding = false;
  let running = false;
  let timer = null;
  let release = () => {};

  function gain() {
    if (holding || !running) return;
    holding = true;
    sole.onGain();
  }

  function queue(options) {
    locks
      .request(key, options, () => {
        if (!running) return undefined;
        gain();
        return new Promise((resolve) => {
          release = resolve;
        });
      })
      .catch(() => {})
      .finally(() => {
        const lost = holding;
        holding = false;
        if (running && lost) queue({});
      });
  }

  function lease() {
    try {
      return JSON.parse(storage.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  function claim(force = false) {
    const held = lease();
    const free = !held || held.tab === tab || held.until < now() || held.until > now() + 2 * LEASE_MS;
    if (!free && !force) {
      holding = false;
      return;
    }
    try {
      storage.setItem(key, JSON.stringify({ tab, until: now() + LEASE_MS }));
    } catch {
      gain();
      return;
    }
    if (lease()?.tab === tab) gain();
    else holding = false;
  }

  function renew() {
    if (!running) return;
    claim();
    timer = setTimer(renew, RENEW_MS);
  }

  function letGo() {
    if (locks || !storage || lease()?.tab !== tab) return;
    holding = false;
    storage.removeItem(key);
  }

  const sole = {
    onGain: () => {},
    held: () => holding,
    start() {
      running = true;
      if (locks) queue({});
      else if (storage) renew();
      else gain();
      // A reload must not wait for its own lease to end.
      globalThis.addEventListener?.("pagehide", letGo);
    },
    insist() {
      if (!running || holding) return;
      if (locks) queue({ steal: true });
      else if (storage) claim(true);
    },
    stop() {
      running = false;
      holding = false;
      clearTimer(timer);
      release();
      letGo();
    },
  };
  return sole;
}

function safeStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** Messages between the tabs of this browser: post(message), onMessage(fn), close(). Nothing comes back to the sender. */
export function createTabs(name) {
  if (typeof globalThis.BroadcastChannel === "function") {
    const channel = new BroadcastChannel(`charrette-${name}`);
    return {
      post: (message) => channel.postMessage(message),
      onMessage: (fn) => {
        channel.onmessage = (event) => fn(event.data);
      },
      close: () => channel.close(),
    };
  }
  return storageTabs(`charrette:tabs:${name}`);
}

function storageTabs(key) {
  const storage = safeStorage();
  const listeners = new Set();
  const listen = (fn) => {
    const onStorage = (event) => {
      if (event.key === key && event.newValue) fn(JSON.parse(event.newValue).message);
    };
    globalThis.addEventListener?.("storage", onStorage);
    listeners.add(onStorage);
  };
  return {
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
