/** The phone of a participant: one question now, the board and the week one tap away. */
import "@preact/signals";
import { render } from "preact";
import { html } from "htm/preact";
import { withSaved } from "../../boards/state.js";
import { startClient } from "../../lib/client.js";
import { Ended } from "./lazy.js";
import { App } from "./shell.js";

const client = await startClient({ outbox: true, withSaved });
const app = /** @type {HTMLElement} */ (document.getElementById("app"));
const head = /** @type {HTMLElement} */ (app.querySelector(".wordmark"));
const foot = /** @type {HTMLElement} */ (app.querySelector(".phone__help"));
history.replaceState(
  null,
  "",
  location.pathname + (client.boot.chosen ? `?gathering=${client.boot.gathering}` : "") + location.hash,
);
// Another language comes back to this very view.
foot.addEventListener("submit", (event) => {
  const { next } = /** @type {any} */ (event.target);
  next.value = location.href.slice(location.origin.length);
});
app.replaceChildren();
const Screen = () =>
  client.ended.value
    ? html`<${Ended} client=${client} head=${head} />`
    : html`<${App} client=${client} head=${head} foot=${foot} />`;
render(html`<${Screen} />`, app);
