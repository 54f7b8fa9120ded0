/** Going through the steps: one act, one step, however often and by however many it is pressed.
 *
 *   const going = createGoing()
 *     going.busy                     signal: a press does nothing now
 *     going.saw(gathering)           to be told whenever what is shown changes
 *     going.go(picture, to, send) -> answer, or null when the press does not count
 *         to     "next", "previous" or the id of a step
 *         send   (type, fields) -> answer, as of ui/command.js
 *   wentOn(app, picture, to, send)     the same, and says it when somebody went on already
 *   giveTime(app, picture, seconds, send)     more time for the step of this moment
 *
 * Each act says which step it leaves, so the server carries it out once. A press does not count until the answer is
 * there, and for half a second after the step changed: it was aimed at the step before.
 */
import { signal } from "@preact/signals";
import { t } from "../../lib/i18n.js";
import { stepsAround } from "../state.js";

export const STILL_MS = 500;

/** @param {{ setTimer?: (act: () => void, ms: number) => any }} [parts] */
export function createGoing({ setTimer = (act, ms) => setTimeout(act, ms) } = {}) {
  const busy = signal(false);
  let asked = false;
  let still = 0;
  /** @type {Gathering | null} */
  let seen = null;
  const weigh = () => {
    busy.value = asked || still > 0;
  };
  const hold = () => {
    still += 1;
    weigh();
    setTimer(() => {
      still -= 1;
      weigh();
    }, STILL_MS);
  };
  return {
    busy,
    /** @param {Gathering | null} gathering */
    saw(gathering) {
      if (gathering && gathering.id === seen?.id && gathering.step !== seen.step) hold();
      seen = gathering;
    },
    /**
     * @param {GatheringPicture} picture
     * @param {number | string} to
     * @param {(type: string, fields: Fields) => Promise<Answer>} send
     */
    async go(picture, to, send) {
      if (busy.value) return null;
      const { id, step: leaving } = picture.gathering;
      const first = to === "next" && leaving === null ? stepsAround(picture).next?.id : null;
      asked = true;
      weigh();
      try {
        const fields = { gathering: id, step: first ?? to, ...(leaving === null ? {} : { leaving }) };
        const answer = await send("go_to_step", fields);
        if (answer.ok) hold();
        return answer;
      } finally {
        asked = false;
        weigh();
      }
    },
  };
}

/**
 * @param {ConsoleApp} app
 * @param {GatheringPicture} picture
 * @param {Answer | null} answer
 */
function sayWhereItIs(app, picture, answer) {
  if (!answer?.ok || !answer.result.already) return;
  const title = picture.steps.find((step) => step.id === answer.result.step)?.title;
  if (title) app.say({ text: t("The session went on already. The step is now: {title}.", { title }) });
}

/**
 * @param {ConsoleApp} app
 * @param {GatheringPicture} picture
 * @param {number | string} to
 * @param {(type: string, fields: Fields) => Promise<Answer>} send
 */
export async function wentOn(app, picture, to, send) {
  const answer = await app.going.go(picture, to, send);
  if (answer?.ok && answer.result.step !== to) sayWhereItIs(app, picture, answer);
}

/** More time, or less, for the step that is seen: not for the one that came in its place a moment ago.
 * @param {ConsoleApp} app
 * @param {GatheringPicture} picture
 * @param {number} seconds
 * @param {(type: string, fields: Fields) => Promise<Answer>} send
 */
export async function giveTime(app, picture, seconds, send) {
  const { id: gathering, step } = picture.gathering;
  sayWhereItIs(app, picture, await send("add_time", { gathering, seconds, ...(step === null ? {} : { step }) }));
}
