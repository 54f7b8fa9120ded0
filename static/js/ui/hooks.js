/** Hooks that several screens use.
 *
 *   useStream(client, "board:12") -> {stream, picture, mine, error, ...} of lib/live.js, or null; follows and lets go
 *   usePicture(client, "board:12") -> {picture, error}    the same, read
 *   useRoute() -> {view, id}      from the address: back and forward work, and every view has an address
 *   useDraft(client, key, first?) -> [text, setText, clear]   half-typed words, kept at each key press
 *   usePress(client, "gathering:3#presence") -> {busy, words, send(type, fields) -> answer}     a button whose press waits
 *       in the outbox until the server has it, over a reload too; words: why it waits, or why it was refused
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { announceError } from "../../lib/a11y.js";
import { t } from "../../lib/i18n.js";
import { unsentIn } from "../../state/outbox.js";
import { routeOf } from "../../state/phone.js";

/** Why a press waits: what the server said, and that nothing is to be done. */
export const waitingWords = (entry) =>
  entry?.error
    ? `${entry.message ?? t("It has not arrived yet.")} ${t("What you pressed is kept on this phone and sent by itself.")}`
    : null;

export function usePress(client, lane) {
  const [refused, setRefused] = useState(null);
  const here = useRef(true);
  useEffect(
    () => () => {
      here.current = false;
    },
    [],
  );
  const waiting = unsentIn(client.outbox.entries.value, lane);
  const send = async (type, fields) => {
    setRefused(null);
    const answer = await client.outbox.press({ type, fields, lane });
    if (answer.ok) return answer;
    const words = answer.message ?? t("That did not work. Try again in a moment.");
    announceError(words);
    if (here.current) setRefused(words);
    return answer;
  };
  return { busy: waiting.length > 0, words: waitingWords(waiting.at(-1)) ?? refused, send };
}

export function useStream(client, stream) {
  const [held, hold] = useState(null);
  useEffect(() => {
    if (!stream) return undefined;
    const followed = client.live.follow(stream);
    hold({ ...followed, stream });
    return () => followed.unfollow();
  }, [client, stream]);
  return held?.stream === stream ? held : null;
}

export function usePicture(client, stream) {
  const followed = useStream(client, stream);
  return { picture: followed?.picture.value ?? null, error: followed?.error.value ?? null };
}

export function useRoute() {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const moved = () => setRoute(routeOf(location.hash));
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return route;
}

/** `first` stands there until something else is typed; it is no draft. */
export function useDraft(client, key, first = "") {
  const kept = () => ({ key, text: client.drafts.get(key) || first });
  const [held, hold] = useState(kept);
  useLayoutEffect(() => hold(kept()), [client, key]);
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
