/** Sign-in links: for facilitators, organisers and projectors. Each works once. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../lib/i18n.js";
import { Button, Choices } from "../views/index.js";
import { useCommand } from "./context.js";
import { PageTitle, Trouble } from "./parts.js";

function Link({ made }) {
  const [copied, setCopied] = useState(false);
  const copy = async (event) => {
    const field = event.currentTarget.closest(".panel").querySelector("input");
    field.select();
    try {
      await navigator.clipboard.writeText(made.url);
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return html`<section class="panel panel--given stack"><h2>${t("The link for a {role}", { role: made.words })}</h2>
    <p>${t("It works once, for seven days. Send it to one person. You see it only now.")}</p>
    <label class="field"><span class="field__label">${t("Link")}</span><input class="input" readonly value=${made.url} onFocus=${(event) => event.currentTarget.select()} /></label>
    <div><${Button} icon="copy" onClick=${copy}>${copied ? t("Copied") : t("Copy")}<//></div></section>`;
}

export function Access({ app }) {
  const [role, setRole] = useState("facilitator");
  const [made, setMade] = useState(null);
  const command = useCommand(app);
  const roles = [["facilitator", t("facilitator")], ["organiser", t("organiser")], ["screen", t("projector")]];
  const make = async (event) => {
    event.preventDefault();
    const answer = await command.send("invite", { role });
    if (answer.ok) setMade({ url: answer.result.url, words: roles.find(([key]) => key === role)[1] });
  };
  if (!app.isOrganiser) return html`<${PageTitle} app=${app}>${t("Sign-in links")}<//><p>${t("Only an organiser makes these.")}</p>`;
  return html`<${PageTitle} app=${app}>${t("Sign-in links")}<//>
    <p class="lead">${t("Participants need no link: they scan the code. A facilitator, an organiser or a projector gets one.")}</p>
    <form noValidate class="stack" onSubmit=${make}><${Choices} name="invite-role" label=${t("For whom?")} row options=${roles} value=${role} onChange=${setRole} />
      <${Trouble} text=${command.error} onClose=${command.clear} /><${Button} type="submit" kind="primary" busy=${command.busy}>${t("Make a link")}<//></form>
    ${made && html`<${Link} key=${made.url} made=${made} />`}`;
}
