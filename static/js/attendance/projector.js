/** The code at the door, new each minute, for as long as a view asks for it.
 *
 *   const door = createDoor({api, clock}); door.of(gatheringId | null); door.code
 *       signal: {gathering, svg, url} | null
 * The old code stays valid for a minute after the new one has come; one that has run out is never shown.
 */
import { signal } from "@preact/signals-core";

const AGAIN_MS = 3000;

/** @param {{ api: Api, clock: Clock }} parts */
export function createDoor({ api, clock }) {
  const code = signal(/** @type {any} */ (null));
  /** @type {any} */
  let gathering = null;
  /** @type {any} */
  let timer = null;

  /**
   * @param {() => void} work
   * @param {number} ms
   */
  const later = (work, ms) => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  };

  async function renew() {
    const asked = gathering;
    const answer = await api.get(`/api/gatherings/${asked}/door`);
    if (asked !== gathering || asked === null) return;
    if (answer.ok && typeof answer.body.svg === "string") {
      const { svg, url, next_at: next, expires_at: expires } = answer.body;
      code.value = {
        gathering,
        url,
        image: `data:image/svg+xml,${encodeURIComponent(svg)}`,
        expires: Date.parse(expires),
      };
      later(renew, Math.min(60_000, Math.max(500, Date.parse(next) - clock.now() + 300 + Math.random() * 1000)));
      return;
    }
    if (code.value && code.value.expires <= clock.now()) code.value = null;
    later(renew, AGAIN_MS);
  }

  return {
    code,
    /** @param {number | null} id */
    of(id) {
      if (id === gathering) return;
      gathering = id;
      code.value = null;
      clearTimeout(timer);
      if (id !== null) renew();
    },
  };
}
