/** How a projector gets its name: from the page, from the server, else a new one with a pairing code.
 *
 *   await ownStream({boot, api, onRefused?})   -> "screen:3", or null while nothing is known and no server answers
 *                                the page may be a kept one (worker.js) from before it had its name: then it asks
 *   startAnew(client)            the console took this projector away: forget everything, show a new code
 */
const NAME = "charrette:screen";
const STARTED = "charrette:screen-started-anew";
const CALM_MS = 10_000;

function remembered() {
  try {
    return globalThis.localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** @param {string | null} stream */
function remember(stream) {
  try {
    if (stream) globalThis.localStorage.setItem(NAME, stream);
    else globalThis.localStorage.removeItem(NAME);
  } catch {
    // Without storage the server tells the name at the next load.
  }
  return stream;
}

/** @param {{ boot: Boot, api: Api, onRefused?: (sentence: string) => void }} parts */
export async function ownStream({ boot, api, onRefused = () => {} }) {
  if (boot.stream) return remember(boot.stream);
  if (globalThis.navigator.serviceWorker?.controller) {
    const me = await api.get("/api/me");
    if (me.ok && me.body.screen) return remember(`screen:${me.body.screen.id}`);
    if (!me.ok && me.retryable) return remembered();
  }
  const made = await api.post("/api/screens", {});
  if (!made.ok && made.message) onRefused(made.message);
  return made.ok ? remember(made.body.stream) : null;
}

/** When this projector started anew before; where that cannot be kept, when this page began. */
function startedBefore() {
  try {
    sessionStorage.setItem(`${STARTED}?`, "");
    return Number(sessionStorage.getItem(STARTED) ?? 0);
  } catch {
    return performance.timeOrigin;
  }
}

function noteStart() {
  try {
    sessionStorage.setItem(STARTED, String(Date.now()));
  } catch {
    // Then the page itself is the note.
  }
}

/** @param {Client} client */
export async function startAnew(client) {
  const wait = startedBefore() + CALM_MS - Date.now();
  if (wait > 0) {
    setTimeout(() => startAnew(client), Math.min(wait, CALM_MS));
    return;
  }
  noteStart();
  remember(null);
  await client.keeper.forget();
  location.reload();
}
