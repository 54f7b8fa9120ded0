/** One command to the server, over the socket while it is there, else over its HTTP twin.
 *
 *   const commands = createCommands({live, api})
 *   await commands.send("cast_vote", {idea: 12}, {id?, timeoutMs?}) ->
 *     {id, ok: true, seq, result} | {id, ok: false, error, message, field?, retryable, retry_after?}
 *
 * The id makes sending twice harmless: the server gives the same answer again. "ok" means committed, nothing less.
 * Use it for presses of a button that the person sees fail or succeed at once; what people write goes through the
 * outbox. Never throws.
 */
import { newId } from "./ids.js";

/** Codes after which the same command may well succeed a moment later. Others are final. */
const RETRYABLE = new Set([
  "timeout",
  "offline",
  "captive_portal",
  "server_error",
  "server_stopping",
  "store_busy",
  "store_gone",
  "store_read_only",
  "storage_full",
  "too_many",
  "unavailable",
]);

/** @param {any} value */
export const isAnswer = (value) => typeof value === "object" && value !== null && typeof value.ok === "boolean";

/** An answer of the server with `retryable` filled in.
 * @param {any} answer
 */
export function judge(answer) {
  if (!isAnswer(answer)) return { ok: false, error: "server_error", message: null, retryable: true };
  if (answer.ok) return answer;
  const retryable =
    answer.retryable ?? (answer.retry === true || answer.retry_after !== undefined || RETRYABLE.has(answer.error));
  return { message: null, ...answer, retryable };
}

/** @param {{ live: Live, api: Api, url?: string, timeoutMs?: number }} parts */
export function createCommands({ live, api, url = "/api/commands", timeoutMs = 5000 }) {
  /** @param {object} envelope */
  async function overHttp(envelope) {
    const answer = await api.post(url, envelope);
    if (!answer.ok) return judge(answer);
    return isAnswer(answer.body)
      ? judge(answer.body)
      : { ok: false, error: "captive_portal", message: null, retryable: true };
  }

  /**
   * @param {string} type
   * @param {Fields} [fields]
   * @param {{ id?: string, timeoutMs?: number }} [options]
   */
  async function send(type, fields = {}, { id = newId(), timeoutMs: patience = timeoutMs } = {}) {
    const envelope = { ...fields, id, type };
    if (!live?.connected()) return { id, ...(await overHttp(envelope)) };
    const answer = judge(await live.request("command", envelope, patience));
    const unheard = !answer.ok && answer.error === "timeout";
    return { id, ...(unheard ? await overHttp(envelope) : answer) };
  }

  return { send };
}
