/** A command that answers while somebody looks; the refusal stays next to where it belongs.
 *
 *   useCommand(app) -> {send(type, fields) -> answer, error, field, busy, clear}
 *   wordsOf(answer) -> the sentence of a refusal
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { announceError } from "../lib/a11y.js";
import { t } from "../lib/i18n.js";
import { STORE_CODES } from "../spine/codes.js";

/** Words for a refusal; the server's own sentence when there is one.
 * @param {Answer} answer
 */
export function wordsOf(answer) {
  if (answer.message) return answer.message;
  /** @type {{ [code: string]: string }} */
  const words = {
    offline: t("No connection. Nothing was changed. Try again."),
    timeout: t("The server did not answer. Nothing is lost. Try again."),
    captive_portal: t("The wifi asks you to sign in first. Nothing was changed."),
  };
  return words[answer.error ?? ""] ?? t("That did not work. Nothing was changed. Try again.");
}

const QUIET = { error: null, field: null, busy: false };

/** What was refused because the store was in trouble is of yesterday when the store is well again.
 * @param {ConsoleApp} app
 */
export function useCommand(app) {
  const [state, setState] = useState(QUIET);
  const here = useRef(true);
  const code = useRef(/** @type {any} */ (null));
  const onItsWay = useRef(/** @type {Map<string, Promise<Answer>>} */ (new Map()));
  useEffect(
    () => () => {
      here.current = false;
    },
    [],
  );
  useEffect(
    () =>
      app.storeAgain.subscribe(() => {
        if (!STORE_CODES.has(code.current)) return;
        code.current = null;
        set(QUIET);
      }),
    [],
  );
  /** @param {any} next */
  const set = (next) => {
    if (here.current) setState(next);
  };
  /**
   * @param {string} type
   * @param {Fields} fields
   */
  async function carryOut(type, fields) {
    code.current = null;
    set({ error: null, field: null, busy: true });
    const answer = await app.client.commands.send(type, fields);
    const error = answer.ok ? null : wordsOf(answer);
    if (error) announceError(error);
    code.current = answer.ok ? null : answer.error;
    set({ error, field: answer.field ?? null, busy: false });
    return answer;
  }
  /** The same once more while it is on its way is the same act.
   * @param {string} type
   * @param {Fields} fields
   */
  function send(type, fields) {
    const act = JSON.stringify([type, fields]);
    const before = onItsWay.current.get(act);
    if (before) return before;
    const answer = carryOut(type, fields).finally(() => onItsWay.current.delete(act));
    onItsWay.current.set(act, answer);
    return answer;
  }
  return { send, ...state, clear: () => set(QUIET) };
}
