/** Half-typed words, kept at each key press: they survive a reload, a restart, a sleeping phone.
 *
 *   const drafts = await createDrafts({scope}).load()
 *   drafts.get("idea:12") -> text ("" when none)   drafts.set("idea:12", text)   drafts.clear("idea:12")
 *   drafts.clearAll()      when a person removes what is theirs
 *   drafts.kept() -> the texts that this device still holds, so none when another tab signed out and took them away
 *
 * Written to localStorage at once, and to IndexedDB a moment later; the newest of the two wins at the next visit.
 * `scope` (the person) keeps one person's words from the next who uses the device.
 */
import { safeStorage, setTimer as realTimer } from "./browser.js";

const LATER_MS = 400;

class Drafts {
  #texts = new Map();
  #unwritten = new Set();
  #planned = false;

  /**
   * @param {{
   *   scope: string, storage: globalThis.Storage | null, store?: Store | null, now: () => number, setTimer: SetTimer,
   * }} parts
   */
  constructor({ scope, storage, store, now, setTimer }) {
    this.prefix = `charrette:draft:${scope}:`;
    this.storage = storage;
    this.store = store;
    this.now = now;
    this.setTimer = setTimer;
  }

  async load() {
    this.#fromStorage();
    for (const [key, kept] of (await this.store?.all()) ?? [])
      if (String(key).startsWith(this.prefix)) this.#take(String(key).slice(this.prefix.length), kept);
    return this;
  }

  /** @param {string} key */
  get(key) {
    return this.#texts.get(key)?.text ?? "";
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  set(key, text) {
    const kept = { text, at: this.now() };
    this.#texts.set(key, kept);
    this.#write(key, kept);
  }

  /** @param {string} key */
  clear(key) {
    this.set(key, "");
  }

  kept() {
    /** @param {[string, { text: string }]} pair */
    const isHere = ([key, one]) => one.text && this.storage?.getItem(this.prefix + key);
    try {
      return [...this.#texts].filter(isHere).map(([, one]) => one.text);
    } catch {
      return [];
    }
  }

  async clearAll() {
    [...this.#texts.keys()].forEach((key) => this.set(key, ""));
    this.#texts.clear();
    this.#unwritten.clear();
    await this.store?.clear();
  }

  /**
   * @param {string} key
   * @param {any} kept
   */
  #take(key, kept) {
    if (typeof kept?.text !== "string") return;
    if (!this.#texts.has(key) || this.#texts.get(key).at < kept.at) this.#texts.set(key, kept);
  }

  #fromStorage() {
    const { storage, prefix } = this;
    try {
      for (let at = 0; at < (storage?.length ?? 0); at += 1) {
        const name = storage?.key(at);
        if (name?.startsWith(prefix))
          this.#take(name.slice(prefix.length), JSON.parse(storage?.getItem(name) ?? "null"));
      }
    } catch {
      // Refused or broken: IndexedDB has its own copy.
    }
  }

  /**
   * @param {string} key
   * @param {any} kept
   */
  #write(key, kept) {
    const name = this.prefix + key;
    try {
      if (kept.text) this.storage?.setItem(name, JSON.stringify(kept));
      else this.storage?.removeItem(name);
    } catch {
      // Full: the copy in IndexedDB follows.
    }
    if (!this.store) return;
    if (!kept.text) this.store.remove(name);
    this.#unwritten.add(key);
    if (this.#planned) return;
    this.#planned = true;
    this.setTimer(() => this.#flush(), LATER_MS);
  }

  #flush() {
    this.#planned = false;
    for (const key of this.#unwritten) {
      const kept = this.#texts.get(key);
      if (kept?.text) this.store?.put(this.prefix + key, kept);
      else this.store?.remove(this.prefix + key);
    }
    this.#unwritten.clear();
  }
}

/**
 * @param {{
 *   scope?: string, storage?: globalThis.Storage | null, store?: Store | null, now?: () => number, setTimer?: SetTimer,
 * }} [options]
 */
export const createDrafts = ({
  scope = "",
  storage = safeStorage(),
  store = null,
  now = Date.now,
  setTimer = realTimer,
} = {}) => new Drafts({ scope, storage, store, now, setTimer });
