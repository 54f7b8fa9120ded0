/** The console of facilitators and organisers. */
import "../../staff-lists.js";
import "@preact/signals";
import { html } from "htm/preact";
import { render } from "preact";
import { startClient } from "../../lib/client.js";
import { watchStill } from "../../lib/still.js";
import { createConsole } from "./context.js";
import { Console } from "./shell.js";

const client = await startClient({ outbox: true });
const app = createConsole(client);
const place = /** @type {HTMLElement} */ (document.getElementById("app"));
place.replaceChildren();
place.removeAttribute("class");
watchStill();
render(html`<${Console} app=${app} />`, place);
