/** Of which streams the console's picture of the week is made: what only some pages show is followed there only.
 *
 *   besideOf("agenda") -> ["plan", "agendas"]     the streams that a page needs beside the week
 *   together([picture, ...]) -> one picture with the parts of all; null while one of them has not come
 */
/** @type {Record<string, string[]>} */
const BESIDE = { plan: ["plan"], item: ["plan"], round: ["plan"], agendas: ["agendas"], agenda: ["plan", "agendas"] };

/** @param {string} view */
export const besideOf = (view) => BESIDE[view] ?? [];

/**
 * @param {any[]} pictures
 * @returns {any}
 */
export const together = (pictures) => (pictures.every(Boolean) ? Object.assign({}, ...pictures) : null);
