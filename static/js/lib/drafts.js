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

const LATER_MS = 400;

function safeStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export function createDrafts({
  scope = "",
  storage = safeStorage(),
  store = null,
  now = Date.now,
  setTimer = setTimeout,
} = {}) {
  const prefix = `charrette:draft:${scope}:`;
  const texts = new Map();
  const unwritten = new Set();
  let planned = false;

  function take(key, kept) {
    if (typeof kept?.text !== "string") return;
    if (!texts.has(key) || texts.get(key).at < kept.at) texts.set(key, kept);
  }
  function fromStorage() {
    try {
      for (let at = 0; at < (storage?.length ?? 0); at += 1) {
        const name = storage.key(at);
        if (name?.startsWith(prefix)) take(name.slice(prefix.length), JSON.parse(storage.getItem(name)));
      }
    } catch {
      // Refused or broken: IndexedDB has its own copy.
    }
  }
  function write(key, kept) {
    try {
      if (kept.text) storage?.setItem(prefix + key, JSON.stringify(kept));
      else storage?.removeItem(prefix + key);
    } catch {
      // Full: the copy in IndexedDB follows.
    }
    if (!store) return;
    if (!kept.text) store.remove(prefix + key);
    unwritten.add(key);
    if (planned) return;
    planned = true;
    setTimer(flush, LATER_MS);
  }
  function flush() {
    planned = false;
    for (const key of unwritten) {
      const kept = texts.get(key);
      if (kept?.text) store.put(prefix + key, kept);
      else store.remove(prefix + key);
    }
    unwritten.clear();
  }
  function set(key, text) {
    const kept = { text, at: now() };
    texts.set(key, kept);
    write(key, kept);
  }
  const drafts = {
    get: (key) => texts.get(key)?.text ?? "",
    set,
    clear: (key) => set(key, ""),
    kept() {
      try {
        return [...texts].filter(([key, one]) => one.text && storage?.getItem(prefix + key)).map(([, one]) => one.text);
      } catch {
        return [];
      }
    },
    async load() {
      fromStorage();
      for (const [key, kept] of (await store?.all()) ?? [])
        if (String(key).startsWith(prefix)) take(key.slice(prefix.length), kept);
      return drafts;
    },
    async clearAll() {
      [...texts.keys()].forEach((key) => set(key, ""));
      texts.clear();
      unwritten.clear();
      await store?.clear();
    },
  };
  return drafts;
}
