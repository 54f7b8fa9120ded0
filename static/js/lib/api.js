/** JSON over HTTP with answers that are always objects; never throws.
 *
 *   const api = createApi({csrf, clock, as?, onRefused?})      as: "screen" speaks with the cookie of the projector
 *   await api.get(url) | api.post(url, body) -> {ok: true, status, body}
 *                                            | {ok: false, error, message, field?, status, retryable, retry_after?}
 *
 * error is the server's code, or one of ours: offline (no answer), timeout, captive_portal (an answer that is not
 * ours: a login page of the wifi, a redirect, HTML), server_error. Only JSON from our own address counts as an answer.
 */

const RETRYABLE_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * @param {string} error
 * @param {Partial<Answer>} [extra]
 * @returns {Answer}
 */
const failure = (error, extra = {}) => ({ ok: false, error, message: null, status: 0, retryable: true, ...extra });

/** @param {string | null} header */
function seconds(header) {
  const value = Number(header);
  return header && Number.isFinite(value) ? value : undefined;
}

/** @param {{ type: string, redirected: boolean, status: number }} parts */
const isForeign = ({ type, redirected, status }) =>
  type === "opaqueredirect" || redirected || (status >= 300 && status < 400);

/** What an answer of ours says that is not ok, in the shape of our own failures.
 * @param {Response} response
 * @param {any} body
 * @returns {Answer}
 */
function refusal(response, body) {
  const { status, headers } = response;
  const retryable = RETRYABLE_STATUS.has(status) || body?.retry === true;
  return {
    ...failure(body?.error ?? "server_error", { status, retryable }),
    message: body?.message ?? null,
    ...(body?.field ? { field: body.field } : {}),
    retry_after: body?.retry_after ?? seconds(headers.get("retry-after")),
  };
}

/**
 * @param {Response} response
 * @returns {Promise<Answer>}
 */
async function judged(response) {
  const { status, headers } = response;
  const foreign = isForeign(response);
  const json = (headers.get("content-type") ?? "").includes("json");
  if (!foreign && !json && RETRYABLE_STATUS.has(status))
    return failure("server_error", { status, retry_after: seconds(headers.get("retry-after")) });
  if (foreign || !json) return failure("captive_portal", { status });
  /** @type {any} */
  let body;
  try {
    body = await response.json();
  } catch {
    return failure("captive_portal", { status });
  }
  return response.ok && body?.ok !== false ? { ok: true, status, body } : refusal(response, body);
}

const csrfOfPage = () => globalThis.document?.querySelector('meta[name="csrf-token"]')?.getAttribute("content") ?? "";

/**
 * @param {{
 *   fetcher?: typeof fetch, csrf?: () => string, clock?: Pick<Clock, "heard"> | null, timeoutMs?: number,
 *   as?: string | null, onRefused?: ((code: string) => void) | null,
 * }} [options]
 * @returns {Api}
 */
export function createApi({
  fetcher = (...args) => globalThis.fetch(...args),
  csrf = csrfOfPage,
  clock = null,
  timeoutMs = 8000,
  as = null,
  onRefused = null,
} = {}) {
  const who = as ? { "X-Charrette-Client": as } : {};
  /**
   * @param {string} url
   * @param {any} options
   */
  async function ask(url, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), timeoutMs);
    try {
      const response = await fetcher(url, {
        credentials: "same-origin",
        redirect: "manual",
        cache: "no-store",
        signal: stop.signal,
        ...options,
      });
      const result = await judged(response);
      if (result.status === 401) onRefused?.(result.error ?? "");
      if (result.error !== "captive_portal") clock?.heard(response.headers.get("date") ?? "");
      return result;
    } catch {
      return failure(stop.signal.aborted ? "timeout" : "offline");
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    /** @param {string} url */
    get: (url) => ask(url, { method: "GET", headers: { Accept: "application/json", ...who } }),
    /**
     * @param {string} url
     * @param {unknown} body
     */
    post: (url, body) =>
      ask(url, {
        method: "POST",
        headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrf(), ...who },
        body: JSON.stringify(body ?? {}),
      }),
  };
}
