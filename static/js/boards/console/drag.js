/** Moving ideas: by drag (SortableJS) and by menu, both through the same function. The page waits for the server:
 * after a drop the card goes back to where it was, marked as on its way, until the stream brings it.
 *
 *   const moves = boardMoves(app, command)      moves.place({idea, list, index, column, group}), moves.pending (Set)
 *   moves.hold(picture)                         the picture stands still while somebody drags
 *   useDrag(ref, moves, {column, group, ideas}) makes a list whose cards can be dragged; null switches it off
 */
import { useEffect, useRef, useState } from "preact/hooks";
// @ts-expect-error: the library comes without types
import Sortable from "sortablejs";
import { announceOwn } from "../../lib/a11y.js";
import { t } from "../../lib/i18n.js";
import { placeMoves } from "./places.js";

/**
 * @param {ConsoleApp} app
 * @param {CommandState} command
 */
export function boardMoves(app, command) {
  const [pending, setPending] = useState(/** @type {Set<number>} */ (new Set()));
  const [dragging, setDragging] = useState(false);
  const shown = useRef(/** @type {any} */ (null));
  const spots = useRef(new Map());
  /**
   * @param {number} id
   * @param {boolean} on
   */
  const mark = (id, on) =>
    setPending((before) => {
      const next = new Set(before);
      if (on) next.add(id);
      else next.delete(id);
      return next;
    });
  /** @param {{ idea: number, list: Idea[], index: number, column?: number | null, group: Group }} parts */
  async function place({ idea, list, index, column, group }) {
    mark(idea, true);
    const [own, ...others] = placeMoves(list, idea, index);
    const where = {
      ...(column === null || column === undefined ? {} : { column }),
      ...(group ? { group } : { ungroup: true }),
    };
    const answer = await command.send("move_idea", { ...own, ...where });
    for (const move of others) if (answer.ok) await command.send("move_idea", move);
    mark(idea, false);
    if (answer.ok) announceOwn(t("Moved."));
  }
  return {
    pending,
    place,
    spots: spots.current,
    setDragging,
    /** @param {BoardPicture | null} picture */
    hold(picture) {
      if (!dragging || !shown.current) shown.current = picture;
      return shown.current;
    },
  };
}

/**
 * @param {Ref<HTMLElement>} ref
 * @param {Moves} moves
 * @param {{ ideas: Idea[], column: number | null, group: number | null }} spot
 */
export function useDrag(ref, moves, spot) {
  useEffect(() => {
    if (ref.current) moves?.spots.set(ref.current, spot);
  });
  const last = useRef(/** @type {any} */ (null));
  last.current = moves;
  useEffect(() => {
    if (!ref.current || !moves) return undefined;
    /** @type {any} */
    let home = null;
    const sortable = Sortable.create(ref.current, {
      group: "ideas",
      draggable: ".card[data-idea]",
      filter: "button, input, a, label, .menu, form",
      preventOnFilter: false,
      animation: 120,
      delay: 180,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      ghostClass: "card--ghost",
      dragClass: "card--dragging",
      fallbackOnBody: true,
      forceFallback: true,
      fallbackTolerance: 5,
      scroll: true,
      /** @param {any} event */
      onStart(event) {
        home = { parent: event.item.parentNode, next: event.item.nextSibling };
        last.current.setDragging(true);
      },
      /** @param {any} event */
      onEnd(event) {
        const idea = Number(event.item.dataset.idea);
        const to = last.current.spots.get(event.to);
        home.parent.insertBefore(event.item, home.next);
        last.current.setDragging(false);
        if (!to || (event.from === event.to && event.oldDraggableIndex === event.newDraggableIndex)) return;
        last.current.place({
          idea,
          list: to.ideas,
          index: event.newDraggableIndex,
          column: to.column,
          group: to.group,
        });
      },
    });
    return () => sortable.destroy();
  }, [Boolean(moves)]);
}
