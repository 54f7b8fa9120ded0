/** The state of a session, in a word and a colour. */
import { html } from "htm/preact";
import { Chip } from "../ui/chip.js";
import { toneOf, wordOf } from "../ui/words.js";

/** @param {{ gathering: Gathering }} props */
export const StateChip = ({ gathering }) =>
  html`<${Chip} kind=${toneOf("gathering_state", gathering.state)}>${wordOf("gathering_state", gathering.state)}<//>`;
