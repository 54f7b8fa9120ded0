/** Hooks that several screens use.
 *
 *   useStream(client, "board:12") -> {stream, picture, mine, error, ...} of lib/live.js, or null; follows and lets go
 *   usePicture(client, "board:12") -> {picture, error}    the same, read
 *   useDraft(client, key, first?) -> [text, setText, clear]   half-typed words, kept at each key press
 */
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

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

/** `first` stands there until something else is typed; it is no draft.
 * @param {Client} client
 * @param {string} key
 * @param {string} [first]
 * @returns {[text: string, set: (text: string) => void, clear: () => void]}
 */
export function useDraft(client, key, first = "") {
  const kept = () => ({ key, text: client.drafts.get(key) || first });
  const [held, hold] = useState(kept);
  useLayoutEffect(() => hold(kept()), [client, key]);
  /** @param {string} text */
  const set = (text) => {
    client.drafts.set(key, text === first ? "" : text);
    hold({ key, text });
  };
  const clear = () => {
    client.drafts.clear(key);
    hold({ key, text: "" });
  };
  return [held.key === key ? held.text : kept().text, set, clear];
}
