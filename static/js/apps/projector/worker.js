/** Keeps the projector's own page on its laptop, so that a
 * reload still shows the last picture while the server is away.
 *
 * Browsers allow this on https and on the server's own machine (localhost) only. The network comes first, always;
 * what is kept is used when it does not answer in time. Nothing live is kept here: pictures are in IndexedDB.
 */
const CACHE = "charrette-screen-1";
const PATIENCE_MS = 1500;
const STORE_PATIENCE_MS = 3000;

const isOurs = (url, request) =>
  request.method === "GET" &&
  url.origin === location.origin &&
  (url.pathname === "/screen" ||
    url.pathname === "/qr.svg" ||
    url.pathname.startsWith("/static/") ||
    url.pathname.startsWith("/i18n/"));

const tooLate = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** What the cache gives; nothing when it refuses or does not answer: the page never waits for it. */
async function ofCache(work) {
  try {
    return await Promise.race([caches.open(CACHE).then(work), tooLate(STORE_PATIENCE_MS)]);
  } catch {
    return undefined;
  }
}

async function answer(request) {
  const live = fetch(request).then((response) => {
    const copy = response.ok && response.clone();
    if (copy) ofCache((cache) => cache.put(request, copy));
    return response;
  });
  live.catch(() => {});
  const first = await Promise.race([live.catch(() => null), tooLate(PATIENCE_MS)]);
  if (first && first.status < 500) return first;
  return (await ofCache((cache) => cache.match(request, { ignoreVary: true }))) ?? first ?? live;
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (isOurs(new URL(event.request.url), event.request)) event.respondWith(answer(event.request));
});
