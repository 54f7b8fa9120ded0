/** When a projector tells the console how many pages its picture has, and on which it is. All pure.
 *
 *   toldOf(screen, shown, counted) -> {page, pages} | null
 *       screen   what the console knows: {page, pages}; `pages` null while nobody counted
 *       shown    what stands here: {page, pages}
 *       counted  how many pages we ourselves told of this picture; null: none yet
 *   subjectOf(screen) -> what it shows, whatever the page
 *   localAfter(local, before, screen, told) -> what was turned or blackened here after the next word: one of the
 *       console ends that, but that pages were counted, or an answer to what we told, says nothing new
 *   createTold() -> told       the pages that we told and have not heard back of: who turns twice at once hears of the
 *       first after the second
 *       told.add(page) -> forget    forget: it was not noted, so that nothing comes back
 *       told.has(page), told.heard(page)
 *
 * Two windows may stand on one projector, of different sizes: then the most pages count, so that the last of the
 * smaller one can be reached. Only who told how many there are says that there are fewer.
 * The page is told when it moved here: by a key, or because words came in before it.
 */
import { pageNumber } from "../../projector/state/flow.js";

/**
 * @param {{ page: number, pages: number | null }} screen
 * @param {{ page: number, pages: number }} shown
 * @param {number | null} counted
 */
export function toldOf(screen, shown, counted) {
  const known = screen.pages ?? 0;
  const isNews = shown.pages > known || (shown.pages < known && (counted === null || counted === known));
  const moved = shown.page !== pageNumber(screen.page, shown.pages);
  if (!isNews && !moved) return null;
  const pages = isNews ? shown.pages : known;
  return { page: moved ? shown.page : Math.min(screen.page, pages), pages };
}

/** @param {any} screen */
export const subjectOf = ({ view, gathering, board, idea, round }) =>
  JSON.stringify([view, gathering, board, idea, round]);

/**
 * @param {{ page: number | null, walk: number, black: boolean }} local
 * @param {any} before
 * @param {any} screen
 * @param {{ has: (page: number) => boolean }} told
 */
export function localAfter(local, before, screen, told) {
  const rest = (/** @type {any} */ one) => JSON.stringify({ ...one, page: null, pages: null });
  if (rest(before) !== rest(screen)) return { page: null, walk: 0, black: false };
  if (screen.page === local.page) return { ...local, page: null };
  return before.page === screen.page || before.pages !== screen.pages || told.has(screen.page)
    ? local
    : { page: null, walk: 0, black: false };
}

export function createTold() {
  /** @type {{ page: number }[]} */
  let waiting = [];
  return {
    /** @param {number} page */
    add(page) {
      const one = { page };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    /** @param {number} page */
    has: (page) => waiting.some((one) => one.page === page),
    /** @param {number} page */
    heard(page) {
      const at = waiting.findIndex((one) => one.page === page);
      if (at >= 0) waiting = waiting.slice(at + 1);
    },
  };
}
