/** Hooks that several screens use.
 *
 *   useStream(client, "board:12") -> {stream, picture, mine, error, ...} of lib/live.js, or null; follows and lets go
 *   usePicture(client, "board:12") -> {picture, error}    the same, read
 *   useDraft(client, key) -> [text, setText, clear]   half-typed words, kept at each key press
 *   useChange(client, key, stored) -> Change          the same, of words that stand somewhere: see below
 *   useChoice(client, key, name, first) -> [value, choose]   a choice beside the words under `key`, kept with them
 */
import { useEffect, useState } from "preact/hooks";

/**
 * @param {Client} client
 * @param {string | null} stream
 */
export function useStream(client, stream) {
  const [held, hold] = useState(/** @type {any} */ (null));
  useEffect(() => {
    if (!stream) return undefined;
    const followed = client.live.follow(stream);
    hold({ ...followed, stream });
    return () => followed.unfollow();
  }, [client, stream]);
  return held?.stream === stream ? held : null;
}

/**
 * @param {Client} client
 * @param {string | null} stream
 */
export function usePicture(client, stream) {
  const followed = useStream(client, stream);
  return { picture: followed?.picture.value ?? null, error: followed?.error.value ?? null };
}

/** What is kept under `key`, drawn anew when it changes here or in another tab.
 * @param {Client} client
 * @param {string} key
 */
function useKept(client, key) {
  const [, draw] = useState(0);
  const drawn = () => draw((count) => count + 1);
  useEffect(() => client.drafts.watch(key, drawn), [client, key]);
  return { kept: client.drafts.of(key), drawn };
}

/** Words that stand nowhere yet.
 * @param {Client} client
 * @param {string} key
 * @returns {[text: string, set: (text: string) => void, clear: () => void]}
 */
export function useDraft(client, key) {
  const { kept, drawn } = useKept(client, key);
  /** @param {string} text */
  const set = (text) => {
    client.drafts.set(key, text);
    drawn();
  };
  const clear = () => {
    client.drafts.clear(key);
    drawn();
  };
  return [kept?.text ?? "", set, clear];
}

/** A choice beside words: it is kept, sent and put away with them, also when it was made before the first letter. A
 * form with several fields keeps it with one of them, which is settled last.
 * @param {Client} client
 * @param {string} key
 * @param {string} name
 * @param {any} first what is chosen as long as nobody chose
 * @returns {[value: any, choose: (value: any) => void]}
 */
export function useChoice(client, key, name, first) {
  const { drawn } = useKept(client, key);
  /** @param {any} value */
  const choose = (value) => {
    client.drafts.choose(key, name, value);
    drawn();
  };
  return [client.drafts.chosen(key)[name] ?? first, choose];
}

/** A change of words that stand somewhere (`stored`). It knows on which words it was begun: when others stand there by
 * now, both are shown and the person chooses (ui/change.js).
 * @param {Client} client
 * @param {string} key
 * @param {string} stored
 * @returns {Change}
 */
export function useChange(client, key, stored) {
  const { kept, drawn } = useKept(client, key);
  const mine = kept && kept.text !== stored ? kept : null;
  const away = client.drafts.away(key);
  const base = mine?.base ?? stored;
  /** @param {() => void} work */
  const doing = (work) => () => {
    work();
    drawn();
  };
  return {
    text: mine?.text ?? stored,
    base,
    changed: mine !== null,
    theirs: mine && base !== stored ? stored : null,
    away: away && away.text !== stored ? away : null,
    set: (text) => {
      if (text === stored) client.drafts.set(key, "");
      else client.drafts.set(key, text, { base });
      drawn();
    },
    keepMine: doing(() => mine && client.drafts.set(key, mine.text, { base: stored })),
    putAway: doing(() => client.drafts.putAway(key)),
    takeUp: doing(() => client.drafts.takeUp(key)),
    throwAway: doing(() => client.drafts.throwAway(key)),
    clear: doing(() => client.drafts.clear(key)),
    settle() {
      const [sent, now] = [mine?.text ?? stored, client.drafts.of(key)];
      const typedOn = now !== null && now.text.trim() !== sent.trim();
      if (typedOn) client.drafts.set(key, now.text, { base: sent.trim() });
      else client.drafts.clear(key);
      drawn();
      return !typedOn;
    },
  };
}
