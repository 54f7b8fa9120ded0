// What several tests need: chance that can be repeated, and time that the test moves.

/** Random choices from a seed, the same each run. */
export function chances(seed) {
  let state = seed * 2654435761;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low, high) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => list[int(0, list.length - 1)],
    shuffle(list) {
      const copy = [...list];
      for (let at = copy.length - 1; at > 0; at -= 1) {
        const other = int(0, at);
        [copy[at], copy[other]] = [copy[other], copy[at]];
      }
      return copy;
    },
  };
}

/** Lets promises that wait for nothing but each other come through. */
export const settle = async (rounds = 25) => {
  for (let round = 0; round < rounds; round += 1) await Promise.resolve();
};

/** A clock with timers that only the test moves. */
export function handTime() {
  let now = 0;
  let last = 0;
  const timers = new Map();
  return {
    now: () => now,
    setTimer(fn, ms = 0) {
      last += 1;
      timers.set(last, { at: now + Math.max(0, ms), fn });
      return last;
    },
    clearTimer: (id) => timers.delete(id),
    async pass(ms) {
      const until = now + ms;
      for (;;) {
        await settle();
        let id = null;
        for (const [key, one] of timers) if (one.at <= until && (id === null || one.at < timers.get(id).at)) id = key;
        if (id === null) break;
        const timer = timers.get(id);
        timers.delete(id);
        now = Math.max(now, timer.at);
        timer.fn();
      }
      now = until;
      await settle();
    },
  };
}

/** A store like lib/store.js whose contents outlive the page that uses it. */
export function keptStore(kept = new Map()) {
  return {
    kept,
    durable: () => true,
    all: async () => [...kept],
    put: async (key, value) => {
      kept.set(key, structuredClone(value));
    },
    remove: async (key) => {
      kept.delete(key);
    },
    clear: async () => kept.clear(),
  };
}

/** localStorage as a browser has it. */
export function webStorage(kept = new Map()) {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, String(value)),
    removeItem: (key) => kept.delete(key),
    key: (at) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
}
