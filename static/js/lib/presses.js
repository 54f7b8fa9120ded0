/** Presses of buttons that are in the outbox: who on this page waits for the answer to one, and which were refused when
 * nobody did any more (a reload came between).
 */
import { signal } from "@preact/signals-core";

export class Presses {
  /** @type {Signal<Entry[]>} */
  refusals = signal([]);
  #waiters = new Map();

  /** The final answer to a press, in time.
   * @param {string} id
   * @returns {Promise<any>}
   */
  wait(id) {
    return new Promise((resolve) => {
      this.#waiters.set(id, resolve);
    });
  }

  /** A press has its answer: who waits for it hears it; a refusal for which nobody waits is told by the page.
   * @param {Entry} entry
   * @param {any} answer
   */
  tell(entry, answer) {
    const waiter = this.#waiters.get(entry.id);
    this.#waiters.delete(entry.id);
    if (waiter) waiter(answer);
    else if (!answer.ok) this.refusals.value = [...this.refusals.value, entry];
  }

  /** Whether somebody on this page waits for the answer.
   * @param {string} id
   */
  awaited(id) {
    return this.#waiters.has(id);
  }

  /** Let nobody wait for it any more.
   * @param {string} id
   */
  drop(id) {
    this.#waiters.delete(id);
  }

  /** A refusal was read.
   * @param {string} id
   */
  forgive(id) {
    this.refusals.value = this.refusals.value.filter((entry) => entry.id !== id);
  }
}
