/** The last good picture, kept on this device: for the projector, which is never blank, and for reading offline.
 *
 *   const keeper = createKeeper(store)
 *   await keeper.last("board:12") -> {seq, picture, at} | null     give it to live.follow as `initial`
 *   keeper.keep("board:12", {seq, picture, at}, {now?})
 *       at most one write per 3 s; now: at once, when words left
 */

const EVERY_MS = 3000;

/**
 * @param {Store} store
 * @param {{ setTimer?: SetTimer }} [options]
 */
export function createKeeper(store, { setTimer = setTimeout } = {}) {
  const next = new Map();
  /** @type {any} */
  let known = null;
  let planned = false;

  function flush() {
    planned = false;
    next.forEach((value, key) => store.put(key, value));
    next.clear();
  }
  return {
    /** @param {string} stream */
    async last(stream) {
      known ??= new Map(await store.all());
      const value = next.get(stream) ?? known.get(stream);
      return value && Number.isInteger(value.seq) && value.picture ? value : null;
    },
    /**
     * @param {string} stream
     * @param {any} value
     * @param {{ now?: boolean }} [options]
     */
    keep(stream, value, { now = false } = {}) {
      known?.set(stream, value);
      next.set(stream, value);
      if (now) flush();
      if (now || planned) return;
      planned = true;
      setTimer(flush, EVERY_MS);
    },
    forget() {
      next.clear();
      known?.clear();
      return store.clear();
    },
  };
}
