/** Turning the pages of a projector from elsewhere: within the pages that it said there are.
 *
 *   turned(screen, by) -> the page to ask for, or null when there is none
 */

/**
 * @param {{ page: number, pages: number | null }} screen
 * @param {number} by
 */
export function turned({ page, pages }, by) {
  const wanted = page + by;
  return wanted < 1 || (pages !== null && wanted > pages) ? null : wanted;
}
