/** Keeps the projector's own page on its laptop, so that a
 * reload still shows the last picture while the server is away.
 *
 * Browsers allow this on https and on the server's own machine (localhost) only. The network comes first, always;
 * what is kept is used when it does not answer in time. Nothing live is kept here: pictures are in IndexedDB.
 */
const CACHE = "charrette-screen-1";
const PATIENCE_MS = 1500;

const isOurs = (url, request) =>
  request.method === "GET" &&
  url.origin === location.origin &&
  (url.pathname === "/screen" ||
    url.pathname === "/qr.svg" ||
    url.pathname.startsWith("/static/") ||
    url.pathname.startsWith("/i18n/"));

const tooLate = () =>
  new Promise((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
  });

async function answer(request) {
  const cache = await caches.open(CACHE);
  const live = fetch(request).then((response) => {
    if (response.ok) cache.put(request, response.clone());
    return response;
  });
  live.catch(() => {});
  const first = await Promise.race([live.catch(() => null), tooLate()]);
  if (first && first.status < 500) return first;
  return (await cache.match(request, { ignoreVary: true })) ?? first ?? live;
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (isOurs(new URL(event.request.url), event.request)) event.respondWith(answer(event.request));
});
