/** Views that are not there at first: what draws them is fetched when it is wanted, so that the first load stays light.
 *
 *   <Round client follow youth />   a review round      <Week week now admitted />   the week
 *   <Ended client head />           the rights of this phone ended
 *   <Unsent client week shown />    words that were never sent; <WaitsBelow /> and <KeptLine /> lead to them
 *   <BoardView follow results />    the board, to read
 *   <Vote client follow place question />    <Former picture />    earlier ballots
 *
 * All of it comes in one file. A few seconds after the start it is fetched anyhow, for a phone that loses its network
 * later.
 */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { Loading, Pending } from "./wait.js";

const AGAIN_MS = 2000;
const LATER_MS = 5000;
const load = () => import("./later.js");

/** Fetches what comes later, again and again as long as the network gives nothing.
 * @param {(later: any) => void} onHere
 */
function fetched(onHere) {
  /** @type {any} */
  let timer = null;
  let wanted = true;
  const attempt = async () => {
    try {
      const later = await load();
      if (wanted) onHere(later);
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

/** A component that comes later; until then `waiting` stands in its place.
 * @param {string} name
 * @param {(props: any) => any} waiting
 */
function lazy(name, waiting) {
  /** @type {any} */
  let found = null;
  return (/** @type {any} */ props) => {
    const [, draw] = useState(0);
    useEffect(() => {
      if (found) return undefined;
      return fetched((later) => {
        found = later[name];
        draw((count) => count + 1);
      });
    }, []);
    return found ? html`<${found} ...${props} />` : waiting(props);
  };
}

const loading = () => html`<${Loading} />`;
const nothing = () => null;
export const Vote = lazy("Vote", loading);
export const Former = lazy("Former", nothing);
export const Week = lazy("Week", loading);
export const Ended = lazy("Ended", nothing);
export const BoardView = lazy("BoardView", loading);
export const KeptLine = lazy("KeptLine", nothing);
const KeptAbove = lazy("WaitsBelow", nothing);
const KeptWords = lazy("Unsent", nothing);
const RoundView = lazy("RoundView", ({ follow }) => html`<${Pending} follow=${follow} />`);

/** @param {{ client: Client, follow: any, youth: boolean }} props */
export const Round = ({ client, follow, youth }) =>
  follow?.picture.value
    ? html`<${RoundView} client=${client} follow=${follow} youth=${youth} />`
    : html`<${Pending} follow=${follow} />`;

/** @param {{ client: Client, week: WeekPicture, shown: any }} props */
export const Unsent = (props) => (props.client.drafts.unsent().length > 0 ? html`<${KeptWords} ...${props} />` : null);
/** @param {{ client: Client, week: WeekPicture, shown: any }} props */
export const WaitsBelow = (props) =>
  props.client.drafts.unsent().length > 0 ? html`<${KeptAbove} ...${props} />` : null;

setTimeout(() => fetched(nothing), LATER_MS);
