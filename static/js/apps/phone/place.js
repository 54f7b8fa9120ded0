/** Which view of the phone an address is: back and forward work, and every view has an address.
 *
 *   routeOf("#round-3") -> {view: "now"|"board"|"round"|"week", id: 3|null}
 *   useRoute() -> the same of this page, as it changes
 */
import { useEffect, useState } from "preact/hooks";

const VIEWS = /^#(board|round|week)(?:-(\d+))?$/;

/** @param {string | undefined} hash */
export function routeOf(hash) {
  const found = VIEWS.exec(hash ?? "");
  return found ? { view: found[1], id: found[2] ? Number(found[2]) : null } : { view: "now", id: null };
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
