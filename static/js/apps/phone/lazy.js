/** Views that are not there at first: what draws them is fetched when it is wanted, so that the first load stays light.
 *
 *   <Round client follow youth />   a review round      <Week week now admitted />   the week
 *   <Ended client head />           the rights of this phone ended
 *   <Unsent client week shown />    words that were never sent; <WaitsBelow /> and <KeptLine /> lead to them
 *   <BoardView follow results />    the board, to read
 *   <Vote client follow place question />    <Former picture />    earlier ballots
 *
 * A few seconds after the start all of it is fetched, for a phone that loses its network later; then what moves under
 * the thumb is dead for a moment too.
 */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { Loading, Pending } from "./wait.js";

const AGAIN_MS = 2000;
const LATER_MS = 5000;
/** @type {(() => Promise<any>)[]} */
const all = [];

/** Fetches a module, again and again as long as the network gives nothing.
 * @param {() => Promise<any>} load
 * @param {(module: any) => void} onHere
 */
function fetched(load, onHere) {
  /** @type {any} */
  let timer = null;
  let wanted = true;
  const attempt = async () => {
    try {
      const module = await load();
      if (wanted) onHere(module);
    } catch {
      if (wanted) timer = setTimeout(attempt, AGAIN_MS);
    }
  };
  attempt();
  return () => {
    wanted = false;
    clearTimeout(timer);
  };
}

/** A component that is fetched once; until then `waiting` stands in its place.
 * @param {() => Promise<any>} load
 * @param {string} name
 * @param {(props: any) => any} waiting
 */
function lazy(load, name, waiting) {
  /** @type {any} */
  let found = null;
  all.push(load);
  return (/** @type {any} */ props) => {
    const [, draw] = useState(0);
    useEffect(() => {
      if (found) return undefined;
      return fetched(load, (module) => {
        found = module[name];
        draw((count) => count + 1);
      });
    }, []);
    return found ? html`<${found} ...${props} />` : waiting(props);
  };
}

export const Vote = lazy(
  () => import("../../boards/phone/vote.js"),
  "Vote",
  () => html`<${Loading} />`,
);
export const Former = lazy(
  () => import("../../boards/phone/vote.js"),
  "Former",
  () => null,
);
const RoundView = lazy(
  () => import("../../plan/phone/round.js"),
  "RoundView",
  ({ follow }) => html`<${Pending} follow=${follow} />`,
);
export const Week = lazy(
  () => import("../../week/phone.js"),
  "Week",
  () => html`<${Loading} />`,
);
export const Ended = lazy(
  () => import("./ended.js"),
  "Ended",
  () => null,
);
export const BoardView = lazy(
  () => import("../../boards/phone/board.js"),
  "BoardView",
  () => html`<${Loading} />`,
);
export const KeptLine = lazy(
  () => import("./unsent.js"),
  "KeptLine",
  () => null,
);
const KeptAbove = lazy(
  () => import("./unsent.js"),
  "WaitsBelow",
  () => null,
);
const KeptWords = lazy(
  () => import("./unsent.js"),
  "Unsent",
  () => null,
);

/** @param {{ client: Client, follow: any, youth: boolean }} props */
export const Round = ({ client, follow, youth }) =>
  follow?.picture.value
    ? html`<${RoundView} client=${client} follow=${follow} youth=${youth} />`
    : html`<${Pending} follow=${follow} />`;

/** @param {{ client: Client, week: WeekPicture, shown: string }} props */
export const Unsent = (props) => (props.client.drafts.unsent().length > 0 ? html`<${KeptWords} ...${props} />` : null);
/** @param {{ client: Client, week: WeekPicture, shown: string }} props */
export const WaitsBelow = (props) =>
  props.client.drafts.unsent().length > 0 ? html`<${KeptAbove} ...${props} />` : null;

all.push(async () => (await import("../../lib/still.js")).watchStill());
setTimeout(() => all.forEach((load) => load().catch(() => {})), LATER_MS);
