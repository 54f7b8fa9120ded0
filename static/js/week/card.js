/** The state of a session, in a word and a colour. */
import { html } from "htm/preact";
import { Chip } from "../ui/chip.js";
import { GATHERING_CHIP, gatheringWords } from "./words.js";

/** @param {{ gathering: Gathering }} props */
export const StateChip = ({ gathering }) =>
  html`<${Chip} kind=${GATHERING_CHIP[gathering.state]}>${gatheringWords(gathering.state)}<//>`;
