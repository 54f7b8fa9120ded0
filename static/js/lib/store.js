/** A small store on this device: IndexedDB when the browser allows it, else memory (then `durable` is false).
 *
 *   const store = await openStore("outbox")
 *   await store.all() -> [[key, value]]   await store.put(key, value)   await store.remove(key)   await store.clear()
 *   store.durable() -> bool      false: closing the page loses what is in it, and the person must be told
 */
import { clear, createStore, del, entries, set } from "idb-keyval";
import { clearTimer, setTimer as realTimer } from "./browser.js";

/** A store may hang: another tab holds it, a private window never answers, a disk is busy. Nobody waits longer. */
const PATIENCE_MS = 3000;

/** What `work` gives; an error when it gives nothing in time.
 * @template T
 * @param {() => Promise<T>} work
 * @param {SetTimer} setTimer
 * @returns {Promise<T>}
 */
function inTime(work, setTimer) {
  return new Promise((resolve, reject) => {
    const timer = setTimer(() => reject(new Error("the store does not answer")), PATIENCE_MS);
    work()
      .then(resolve, reject)
      .finally(() => clearTimer(timer));
  });
}

function memoryStore() {
  const kept = new Map();
  return {
    durable: () => false,
    all: async () => [...kept],
    /**
     * @param {string} key
     * @param {any} value
     */
    put: async (key, value) => {
      kept.set(key, value);
    },
    /** @param {string} key */
    remove: async (key) => {
      kept.delete(key);
    },
    clear: async () => kept.clear(),
  };
}

/** A private window may refuse only at the first write, a full device at any: memory takes over from there.
 * @param {string} name
 * @param {{ backend?: any, setTimer?: SetTimer }} [options]
 * @returns {Promise<Store>}
 */
export async function openStore(name, { backend = null, setTimer = realTimer } = {}) {
  const memory = memoryStore();
  let refused = false;
  let db = backend;
  try {
    db ??= fromIdb(createStore(`charrette-${name}`, "kept"));
    await inTime(() => db.all(), setTimer);
  } catch {
    refused = true;
  }
  /**
   * @param {() => Promise<any>} work
   * @param {() => Promise<any>} instead
   */
  async function attempt(work, instead) {
    if (!refused) {
      try {
        return await inTime(work, setTimer);
      } catch {
        refused = true;
      }
    }
    return instead();
  }
  return {
    durable: () => !refused,
    async all() {
      const stored = await attempt(
        () => db.all(),
        async () => [],
      );
      return [...new Map([...stored, ...(await memory.all())])];
    },
    /**
     * @param {string} key
     * @param {any} value
     */
    put: (key, value) =>
      attempt(
        () => db.put(key, value),
        () => memory.put(key, value),
      ),
    /** @param {string} key */
    async remove(key) {
      await memory.remove(key);
      await attempt(
        () => db.remove(key),
        async () => {},
      );
    },
    async clear() {
      await memory.clear();
      await attempt(
        () => db.clear(),
        async () => {},
      );
    },
  };
}

/**
 * @param {import("idb-keyval").UseStore} idb
 */
const fromIdb = (idb) => ({
  all: () => entries(idb),
  /**
   * @param {string} key
   * @param {any} value
   */
  put: (key, value) => set(key, value, idb),
  /** @param {string} key */
  remove: (key) => del(key, idb),
  clear: () => clear(idb),
});
