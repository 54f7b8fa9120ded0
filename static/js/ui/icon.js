/** Few icons, drawn by hand, one line each. An icon always stands beside a word, so readers do not hear it.
 * The same drawings as in templates/_icons.html (held equal by a test).
 *
 *   html`<${Icon} name="send" />`
 */
import { html } from "htm/preact";

/** @type {{ [key: string]: string }} */
export const DRAWINGS = {
  send: "M4 12l16-8-6 16-3-7zM11 13l9-9",
  check: "M5 13l4 4 10-11",
  close: "M6 6l12 12M18 6L6 18",
  warning: "M12 4l9 16H3zM12 10v4M12 17v.01",
  info: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v5M12 8v.01",
  phone: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2",
  offline:
    "M3 3l18 18M5 12a10 10 0 0 1 4-2.500M2 8.500a15 15 0 0 1 4-2.500M8.5 15.500a5 5 0 0 1 6 0M12 5a15 15 0 0 1 10 3.500M15 9.700a10 10 0 0 1 4 2.300M12 19v.01",
  edit: "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
  move: "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
  group: "M4 4h7v7H4zM13 13h7v7h-7zM13 4h7v7h-7zM4 13h7v7H4z",
  hide: "M3 3l18 18M10 6.200A9 9 0 0 1 21 12a14 14 0 0 1-2.5 3.200M6.5 7.500A14 14 0 0 0 3 12a9 9 0 0 0 12 5M10 10a3 3 0 0 0 4 4",
  show: "M3 12a10 10 0 0 1 18 0a10 10 0 0 1-18 0M12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6",
  screen: "M3 5h18v11H3zM9 20h6M12 16v4",
  play: "M7 4l13 8-13 8z",
  pause: "M8 5v14M16 5v14",
  next: "M9 5l7 7-7 7",
  back: "M15 5l-7 7 7 7",
  more: "M5 11.2a.8.8 0 1 0 0 1.6a.8.8 0 0 0 0-1.6M12 11.2a.8.8 0 1 0 0 1.6a.8.8 0 0 0 0-1.6M19 11.2a.8.8 0 1 0 0 1.6a.8.8 0 0 0 0-1.6",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  undo: "M9 6L4 11l5 5M4 11h10a6 6 0 0 1 0 12h-2",
  vote: "M12 20l-8-8a5 5 0 0 1 8-6a5 5 0 0 1 8 6z",
  people: "M9 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8M2 21a7 7 0 0 1 14 0M16 4.500a4 4 0 0 1 0 7M18 15a7 7 0 0 1 4 6",
  clock: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5l3 3",
  list: "M8 6h13M8 12h13M8 18h13M3 6v.01M3 12v.01M3 18v.01",
  door: "M6 21V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v17M3 21h18M14 12v.01",
  question: "M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 17v.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18",
  print: "M7 9V3h10v6M7 17H4v-7h16v7h-3M7 14h10v7H7z",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  copy: "M8 8h12v12H8zM16 8V4H4v12h4",
  flame: "M12 3c1 4 5 6 5 11a5 5 0 0 1-10 0c0-2 1-3 2-4c0 2 1 3 2 3c1-3-1-6 1-10z",
};

/** @param {{ name: string }} props */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${DRAWINGS[name]} />
  </svg>`;
}
