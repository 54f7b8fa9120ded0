/** Hooks of the phone.
 *
 *   useStream(client, "board:12") -> {stream, picture, mine, error, ...} of lib/live.js, or null; follows and lets go
 *   useRoute() -> {view, id}      from the address: back and forward work, and every view has an address
 *   useDraft(client, key) -> [text, setText, clear]   half-typed words, kept at each key press
 */
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { routeOf } from "../../state/phone.js";

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

export function useRoute() {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const moved = () => setRoute(routeOf(location.hash));
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  return route;
}

export function useDraft(client, key) {
  const [held, hold] = useState({ key, text: client.drafts.get(key) });
  useLayoutEffect(() => hold({ key, text: client.drafts.get(key) }), [client, key]);
  const set = (text) => {
    client.drafts.set(key, text);
    hold({ key, text });
  };
  const text = held.key === key ? held.text : client.drafts.get(key);
  return [text, set, () => set("")];
}
