/** Small tools for lists. All pure. */

/**
 * @param {{ number: number }} a
 * @param {{ number: number }} b
 */
export const byNumber = (a, b) => a.number - b.number;

/** @param {string | null | undefined} text */
export const plain = (text) =>
  String(text ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
