/** A page that the browser translates still changes.
 *
 * A translator puts an element (<font>) in the place of a text, and Preact goes on changing the text that is gone. So
 * the text gets its place back, empty, before what the translator put there. When it is changed, moved or removed, the
 * translation goes, and the translator sees new words.
 *
 *   followTranslator(root, {watch?})      root: where Preact draws
 */

/** @typedef {{ by: ChildNode, words: string }} Translation */

/** What a translator put in the place of a text: in one go, or an element <font> that came beside or around it; null
 * when the text went by itself.
 * @param {MutationRecord[]} records
 * @param {MutationRecord} record
 * @param {Node} text
 * @param {(node: Node) => boolean} isTaken
 */
function placeTaker(records, { target, addedNodes, nextSibling }, text, isTaken) {
  const beside = records.filter((one) => one.target === target && one.addedNodes.length > 0);
  const fonts = beside.flatMap((one) =>
    one.nextSibling === nextSibling || one.nextSibling === text || one.previousSibling === text
      ? [...one.addedNodes].filter((node) => node.nodeName === "FONT")
      : [],
  );
  return (
    [...addedNodes, ...fonts].find((node) => node !== text && node.parentNode === target && !isTaken(node)) ?? null
  );
}

/** Gives a text its place back, before its translation.
 * @param {Map<Text, Translation>} translations
 * @param {Text} text
 * @param {ChildNode} by
 */
function wrap(translations, text, by) {
  if (by.contains(text)) text.replaceWith(text.cloneNode());
  translations.set(text, { by, words: text.data });
  text.data = "";
  by.before(text);
}

/** @param {Map<Text, Translation>} translations @param {Text} text @param {ChildNode} by @param {string} words */
function drop(translations, text, by, words) {
  translations.delete(text);
  by.remove();
  text.data ||= words;
}

/** What happened to a text that has a translation, or to its translation.
 * @param {Map<Text, Translation>} translations
 * @param {Text[]} earlier
 * @param {MutationRecord} record
 */
function heed(translations, earlier, { type, target, addedNodes, removedNodes }) {
  const gone = new Set(/** @type {any[]} */ (type === "characterData" ? [target] : [...removedNodes]));
  for (const text of earlier) {
    const { by = text, words = "" } = translations.get(text) ?? {};
    if (by === text) continue;
    if (gone.has(by) && !gone.has(text) && addedNodes[0] && addedNodes[0] !== text) {
      translations.set(text, { by: /** @type {ChildNode} */ (addedNodes[0]), words });
    } else if (gone.has(by) || gone.has(text)) {
      drop(translations, text, by, type === "childList" ? words : "");
    }
  }
}

/**
 * @param {Element} root
 * @param {{ Observer?: typeof MutationObserver }} [options]
 */
export function followTranslator(root, { Observer = MutationObserver } = {}) {
  /** @type {Map<Text, Translation>} */
  const translations = new Map();
  /** @param {Node} node */
  const isTaken = (node) => [...translations.values()].some(({ by }) => by === node);
  const watching = new Observer((records) => {
    const earlier = [...translations.keys()];
    for (const record of records) {
      heed(translations, earlier, record);
      for (const node of record.removedNodes) {
        const text = /** @type {any} */ (node);
        const by = text.nodeType === 3 && text.data && placeTaker(records, record, text, isTaken);
        if (by) wrap(translations, text, /** @type {any} */ (by));
      }
    }
    for (const [text, { by, words }] of translations) {
      if (!root.contains(text)) drop(translations, text, by, words);
      else if (text.nextSibling !== by) text.after(by);
    }
    watching.takeRecords();
  });
  watching.observe(root, { childList: true, characterData: true, subtree: true });
}
