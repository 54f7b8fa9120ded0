/** Lists that are sorted by what changes keep their order while somebody is at them.
 *
 *   const {rows, grip} = useSteadyOrder(list, about)     <ul ...${grip}>${rows.map(...)}</ul>
 *       rows: the list; while a pointer or the focus is in it each row stays where it was, and new ones come last.
 *       about: what one looks for (a search); another question gives a list in its own order.
 *   steadyOrder(before, list) -> list    the same, of the ids that were shown; pure
 *   Grip                             whether somebody is at it; lets go a moment after a finger, which never hovers
 */
import { useEffect, useRef, useState } from "preact/hooks";

/** So long after a finger the next press is likely to come. */
export const LINGER_MS = 1500;

/** @typedef {{ id: number | string }} Identified */

/**
 * @template {Identified} T
 * @param {Identified["id"][]} before
 * @param {T[]} list
 * @returns {T[]}
 */
export function steadyOrder(before, list) {
  const place = new Map(before.map((id, at) => [id, at]));
  /** @param {T} row */
  const at = (row) => place.get(row.id) ?? before.length;
  return [...list].sort((a, b) => at(a) - at(b));
}

export class Grip {
  #pointer = false;
  #focus = false;
  /** @type {any} */
  #timer = null;
  #loose;

  /** @param {() => void} onLoose   it was let go */
  constructor(onLoose) {
    this.#loose = onLoose;
  }

  get holds() {
    return this.#pointer || this.#focus || this.#timer !== null;
  }

  /** @param {boolean} inside */
  focus(inside) {
    this.#change(() => (this.#focus = inside));
  }

  enter() {
    this.stop();
    this.#pointer = true;
  }

  /** @param {string} pointer   mouse, touch or pen */
  leave(pointer) {
    this.stop();
    if (pointer !== "mouse") {
      this.#timer = setTimeout(() => this.#change(() => (this.#timer = null)), LINGER_MS);
    }
    this.#change(() => (this.#pointer = false));
  }

  /** The list is not on the page: what went away under a pointer tells nobody. */
  drop() {
    this.stop();
    this.#pointer = false;
    this.#focus = false;
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** @param {() => void} change */
  #change(change) {
    const held = this.holds;
    change();
    if (held && !this.holds) this.#loose();
  }
}

/**
 * @template {Identified} T
 * @param {T[]} list
 * @param {string} [about]
 * @returns {{ rows: T[], grip: Record<string, any> }}
 */
export function useSteadyOrder(list, about = "") {
  const [, draw] = useState(0);
  const held = useRef(/** @type {Grip | null} */ (null));
  const shown = useRef({ about, ids: /** @type {Identified["id"][]} */ ([]) });
  const place = useRef(/** @type {any} */ (null));
  const grip = (held.current ??= new Grip(() => draw((count) => count + 1)));
  useEffect(() => () => grip.stop(), []);
  // Nor does a focused button that is taken away.
  if (!place.current) grip.drop();
  else if (!place.current.contains(document.activeElement)) grip.focus(false);
  const rows = grip.holds && shown.current.about === about ? steadyOrder(shown.current.ids, list) : list;
  shown.current = { about, ids: rows.map((row) => row.id) };
  return {
    rows,
    grip: {
      ref: place,
      onPointerEnter: () => grip.enter(),
      onPointerLeave: (/** @type {any} */ event) => grip.leave(event.pointerType),
      onFocusIn: () => grip.focus(true),
      onFocusOut: (/** @type {any} */ event) => grip.focus(event.currentTarget.contains(event.relatedTarget)),
    },
  };
}
