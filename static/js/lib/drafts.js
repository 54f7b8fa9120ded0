/** Half-typed words, kept at each key press: they survive a reload, a restart, a sleeping phone.
 *
 *   const drafts = await createDrafts({scope}).load()
 *   drafts.get("idea:12") -> text ("" when none)   drafts.set("idea:12", text)   drafts.clear("idea:12")
 *   drafts.set("edit:4", text, {base})       a change of words that stand somewhere: what they were. "" is a change too
 *   drafts.of("edit:4") -> {text, at, base?} | null
 *   drafts.choose("idea:12", "column", "3")  what is chosen beside the words; it stays when they are typed anew, and
 *                                            goes where they go: sent, put away. drafts.chosen("idea:12") -> {column}
 *   drafts.putAway("edit:4")                 its form was closed without sending: it is kept beside, and no form opens
 *                                            with it; drafts.away("edit:4") tells it, takeUp, throwAway
 *   drafts.unsent() -> [{key, text, away, open, ...}]   all there is, also put away; open: its field is here
 *   drafts.watch("edit:4", heard) -> stop    another tab wrote, sent or put away the words; who watches shows them.
 *                                            watch("", heard): anything changed, also whether a field is here
 *   drafts.about = (key) => {...}            what is kept beside the words, such as where they were typed
 *   drafts.clearAll()      when a person removes what is theirs
 *   drafts.kept() -> the texts that this device still holds, so none when another tab signed out and took them away
 *
 * Written to localStorage at once, and to IndexedDB a moment later; the newest of the two wins at the next visit. What
 * is gone leaves a mark in localStorage until IndexedDB has let go of it too: a store that hung brings nothing back.
 * `scope` (the person) keeps one person's words from the next who uses the device. What another tab does with a draft
 * happens here too, unless somebody typed on here since: those are other words, and they stay.
 */
import { hasText } from "../spine/texts.js";
import { safeStorage, setTimer as realTimer } from "./browser.js";
import { choicesIn, draftIn, isDraft, isKept } from "./draft.js";

const LATER_MS = 400;
const AWAY = "away:";
/** What goes along with words is none: the ideas that something is made of. */
const NO_WORDS = /^choice:/;

class Drafts {
  /** @type {Map<string, Draft>} */
  #texts = new Map();
  /** @type {Map<string, Set<() => void>>} */
  #watchers = new Map();
  #unwritten = new Set();
  #planned = false;
  /** @type {(key: string) => object} */
  about = () => ({});

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
    for (const [key, kept] of this.#texts) if (!isKept(kept)) this.#letGo(key);
    return this;
  }

  /** @param {string} key */
  get(key) {
    return this.of(key)?.text ?? "";
  }

  /** @param {string} key */
  of(key) {
    const kept = this.#texts.get(key);
    return kept && isDraft(kept) ? kept : null;
  }

  /**
   * @param {string} key
   * @param {string} text
   * @param {{ base?: string }} [on]
   */
  set(key, text, { base } = {}) {
    const chosen = this.#texts.get(key)?.chosen;
    const beside = { ...(base === undefined ? {} : { base }), ...(chosen ? { chosen } : {}) };
    this.#keep(key, { text, at: this.now(), ...beside, ...this.about(key) });
  }

  /** @param {string} key */
  chosen(key) {
    return this.#texts.get(key)?.chosen ?? {};
  }

  /**
   * @param {string} key
   * @param {string} name
   * @param {any} value
   */
  choose(key, name, value) {
    const kept = this.#texts.get(key) ?? { text: "", at: 0 };
    this.#keep(key, { ...kept, at: this.now(), chosen: { ...kept.chosen, [name]: value } });
  }

  /** @param {string} key */
  putAway(key) {
    const kept = this.of(key);
    if (!kept) {
      this.clear(key);
      return;
    }
    const before = this.of(AWAY + key)?.text;
    const text = before && before !== kept.text ? `${before}\n\n${kept.text}` : kept.text;
    this.#keep(AWAY + key, { ...kept, text, at: this.now() });
    this.clear(key);
  }

  /** @param {string} key */
  away(key) {
    return this.of(AWAY + key);
  }

  /** @param {string} key */
  takeUp(key) {
    const kept = this.away(key);
    if (!kept) return;
    const typed = this.of(key);
    this.#keep(key, { ...kept, at: this.now() });
    if (typed) this.#keep(AWAY + key, typed);
    else this.clear(AWAY + key);
  }

  /** @param {string} key */
  throwAway(key) {
    this.clear(AWAY + key);
  }

  /** @param {string} key */
  clear(key) {
    this.#keep(key, { text: "", at: this.now() });
  }

  /**
   * @param {string} key
   * @param {() => void} heard
   */
  watch(key, heard) {
    const watchers = this.#watchers.get(key) ?? new Set();
    this.#watchers.set(key, watchers.add(heard));
    if (key) this.#tell("");
    return () => {
      watchers.delete(heard);
      if (key) this.#tell("");
    };
  }

  /** Another tab wrote to localStorage: its words, unless those here went another way since.
   * @param {{ key: string | null, oldValue: string | null, newValue: string | null }} change
   */
  heardFromTab({ key: name, oldValue, newValue }) {
    if (!name?.startsWith(this.prefix)) return;
    const key = name.slice(this.prefix.length);
    const here = this.#texts.get(key);
    const there = draftIn(newValue);
    if ((here?.text ?? "") !== (draftIn(oldValue)?.text ?? "")) {
      if (here && isDraft(here) && !there) this.#keep(key, here); // they took their words away, not these
      return;
    }
    if ((there?.text ?? "") === (here?.text ?? "") && choicesIn(there) === choicesIn(here)) return;
    this.#texts.set(key, there ?? { text: "", at: this.now() });
    this.#tell(key);
    this.#tell("");
  }

  /** @param {string} key */
  #tell(key) {
    this.#watchers.get(key)?.forEach((heard) => heard());
  }

  unsent() {
    return [...this.#texts]
      .filter(([, kept]) => isDraft(kept) && hasText(kept.text))
      .map(([name, kept]) => {
        const key = name.replace(AWAY, "");
        return { ...kept, key, away: name.startsWith(AWAY), open: Boolean(this.#watchers.get(key)?.size) };
      });
  }

  kept() {
    /** @param {[string, Draft]} pair */
    const isHere = ([key, one]) => one.text && !NO_WORDS.test(key) && this.storage?.getItem(this.prefix + key);
    try {
      return [...this.#texts].filter(isHere).map(([, one]) => one.text);
    } catch {
      return [];
    }
  }

  /** @param {string} key */
  #takeAway(key) {
    try {
      this.storage?.removeItem(this.prefix + key);
    } catch {
      // Refused: nothing was kept there.
    }
  }

  async clearAll() {
    const keys = [...this.#texts.keys()];
    keys.forEach((key) => this.clear(key));
    keys.forEach((key) => this.#takeAway(key));
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
    const known = this.#texts.get(key);
    if (!known || known.at < kept.at) this.#texts.set(key, kept);
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
   * @param {Draft} kept
   */
  #keep(key, kept) {
    const before = this.#texts.get(key);
    this.#texts.set(key, kept);
    this.#tell("");
    const name = this.prefix + key;
    const marks = this.store && before && isKept(before);
    try {
      if (isKept(kept) || marks) this.storage?.setItem(name, JSON.stringify(kept));
      else this.storage?.removeItem(name);
    } catch {
      // Full: the copy in IndexedDB follows.
    }
    if (!this.store) return;
    if (!isKept(kept)) this.#letGo(key);
    this.#unwritten.add(key);
    if (this.#planned) return;
    this.#planned = true;
    this.setTimer(() => this.#flush(), LATER_MS);
  }

  /** Takes out of IndexedDB what is gone, and then the mark of that; what another tab wrote meanwhile stays.
   * @param {string} key
   */
  async #letGo(key) {
    const name = this.prefix + key;
    const mark = JSON.stringify(this.#texts.get(key));
    await this.store?.remove(name);
    if (this.store?.durable() === false) return;
    try {
      if (this.storage?.getItem(name) === mark) this.storage?.removeItem(name);
    } catch {
      // Then it is looked for at the next visit.
    }
  }

  #flush() {
    this.#planned = false;
    for (const key of this.#unwritten) {
      const kept = this.#texts.get(key);
      if (kept && isKept(kept)) this.store?.put(this.prefix + key, kept);
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
export function createDrafts({
  scope = "",
  storage = safeStorage(),
  store = null,
  now = Date.now,
  setTimer = realTimer,
} = {}) {
  const drafts = new Drafts({ scope, storage, store, now, setTimer });
  globalThis.addEventListener?.("storage", (event) => drafts.heardFromTab(event));
  return drafts;
}
