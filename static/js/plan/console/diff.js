/** What changed from one text to another while it is being typed. Pure.
 *
 *   wordDiff(before, after) -> [[op, text]]
 */

/** The longest run of words that both have, between these places; the first one when there are more.
 * @param {string[]} a
 * @param {Map<string, number[]>} places where each word stands in the other text
 * @param {{ a1: number, a2: number, b1: number, b2: number }} within
 */
function longestRun(a, places, { a1, a2, b1, b2 }) {
  let best = { a: a1, b: b1, size: 0 };
  /** @type {Map<number, number>} */
  let lengths = new Map();
  for (let i = a1; i < a2; i += 1) {
    /** @type {Map<number, number>} */
    const next = new Map();
    for (const j of places.get(a[i]) ?? []) {
      if (j < b1 || j >= b2) continue;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    lengths = next;
  }
  return best;
}

/** Words of two texts, side by side: [op, text] with op same, added or removed. The same as the server makes of two
 * versions (`charrette/plan/rules/diffs.py`); here for words that are still being typed.
 * @param {string} before
 * @param {string} after
 */
export function wordDiff(before, after) {
  const [a, b] = [before, after].map((text) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []);
  const places = new Map();
  b.forEach((word, at) => places.set(word, [...(places.get(word) ?? []), at]));
  /** @type {DiffPiece[]} */
  const pieces = [];
  /**
   * @param {string} op
   * @param {string[]} words
   */
  const put = (op, words) => {
    const last = pieces.at(-1);
    if (words.length > 0 && last?.[0] === op) last[1] += words.join("");
    else if (words.length > 0) pieces.push([op, words.join("")]);
  };
  /** @param {{ a1: number, a2: number, b1: number, b2: number }} within */
  const walk = ({ a1, a2, b1, b2 }) => {
    const run = longestRun(a, places, { a1, a2, b1, b2 });
    if (run.size === 0) {
      put("removed", a.slice(a1, a2));
      put("added", b.slice(b1, b2));
      return;
    }
    walk({ a1, a2: run.a, b1, b2: run.b });
    put("same", a.slice(run.a, run.a + run.size));
    walk({ a1: run.a + run.size, a2, b1: run.b + run.size, b2 });
  };
  walk({ a1: 0, a2: a.length, b1: 0, b2: b.length });
  return pieces;
}
