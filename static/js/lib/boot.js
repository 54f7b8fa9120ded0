/** What the page already knows: boot.lang, boot.me {id, name,
 * role} | null, boot.charrette | null, boot.timezone | null, boot.stream, boot.urls. */

const EMPTY = { lang: "en", me: null, charrette: null, timezone: null, stream: null, urls: {} };

export function readBoot(doc = globalThis.document) {
  const text = doc?.getElementById("boot")?.textContent;
  if (!text) return Object.freeze({ ...EMPTY });
  return Object.freeze({ ...EMPTY, ...JSON.parse(text) });
}

export const boot = readBoot();
