/** Which key it is; all handlers of keys ask it here.
 *
 *   keyOf(event)     the key of a press; "" when it belongs to a word that is being composed, as of Chinese or with an
 *                    accent. Safari tells the press that ends one by its number only
 */

/** @param {KeyboardEvent} event */
export const keyOf = (event) => (event.isComposing || event.keyCode === 229 ? "" : event.key);
