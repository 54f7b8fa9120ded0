/** What a phone fetches after its start, in one go: the views that are not there at first (lazy.js), and what makes
 * dead for a moment whatever comes under the thumb.
 */
import { watchStill } from "../../lib/still.js";

export { BoardView } from "../../boards/phone/board.js";
export { Former, Vote } from "../../boards/phone/vote.js";
export { RoundView } from "../../plan/phone/round.js";
export { Week } from "../../week/phone.js";
export { Ended } from "./ended.js";
export { KeptLine, Unsent, WaitsBelow } from "./unsent.js";

watchStill();
