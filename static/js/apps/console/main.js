/** The console of facilitators and organisers. */
import "@preact/signals";
import { render } from "preact";
import { html } from "htm/preact";
import { createConsole } from "../console/context.js";
import { Console } from "../console/shell.js";
import { startClient } from "../lib/client.js";

const client = await startClient({ outbox: true });
const app = createConsole(client);
const place = document.getElementById("app");
place.replaceChildren();
place.removeAttribute("class");
render(html`<${Console} app=${app} />`, place);
