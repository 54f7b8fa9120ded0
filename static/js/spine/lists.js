/** Small tools for lists. All pure. */

/**
 * @param {{ number: number }} a
 * @param {{ number: number }} b
 */
export const byNumber = (a, b) => a.number - b.number;
