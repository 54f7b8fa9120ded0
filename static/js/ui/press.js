/** A button whose press waits in the outbox until the server has it, over a reload too.
 *
 *   usePress(client, "gathering:3#presence") -> {busy, words, send(type, fields) -> answer}
 *       words: why it waits, or why it was refused
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { announceError } from "../lib/a11y.js";
import { t } from "../lib/i18n.js";
import { unsentIn } from "../spine/outbox.js";

/** Why a press waits: what the server said, and that nothing is to be done.
 * @param {Entry | undefined} entry
 */
export function waitingWords(entry) {
  if (!entry?.error) return null;
  const why = entry.message ?? t("It has not arrived yet.");
  return `${why} ${t("What you pressed is kept on this phone and sent by itself.")}`;
}

/**
 * @param {Client} client
 * @param {string} lane
 */
export function usePress(client, lane) {
  const [refused, setRefused] = useState(/** @type {any} */ (null));
  const here = useRef(true);
  useEffect(
    () => () => {
      here.current = false;
    },
    [],
  );
  const waiting = unsentIn(client.outbox.entries.value, lane);
  /**
   * @param {string} type
   * @param {Fields} fields
   */
  const send = async (type, fields) => {
    setRefused(null);
    const answer = await client.outbox.press({ type, fields, lane });
    if (answer.ok) return answer;
    const words = answer.message ?? t("That did not work. Try again in a moment.");
    announceError(words);
    if (here.current) setRefused(words);
    return answer;
  };
  return { busy: waiting.length > 0, words: waitingWords(waiting.at(-1)) ?? refused, send };
}
