/** Who comes without a phone, and how many heads there are. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { Button } from "../../ui/button.js";
import { useCommand } from "../../ui/command.js";
import { Field, Select } from "../../ui/field.js";
import { Trouble } from "../../ui/page.js";
import { titleOf, valuesOf } from "../../ui/words.js";
import { hasText } from "../../spine/texts.js";

/** @param {{ app: ConsoleApp, gathering: Gathering, areas: Area[] }} props */
export function WalkIn({ app, gathering, areas }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState("");
  const [area, setArea] = useState("");
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const fields = {
      gathering: gathering.id,
      ...(hasText(name) ? { name } : {}),
      ...(role ? { party_role: role } : {}),
      ...(area ? { area: Number(area) } : {}),
    };
    const answer = await command.send("add_walk_in", fields);
    if (!answer.ok) return;
    app.say({ text: hasText(name) ? t("{name} is in.", { name: name.trim() }) : t("One more is in, not by name.") });
    setName("");
  };
  return html`<form noValidate class="panel door__form" onSubmit=${submit}>
    <h2>${t("Somebody without a phone")}</h2>
    ${!gathering.youth && html`
      <${Field}
        name="walk-in"
        label=${t("Name")}
        required=${false}
        hint=${t("Leave it empty when you do not know it: then one person more counts as present, without a name.")}
        value=${name}
        onInput=${setName}
        error=${command.error}
      />
      <div class="two">
        <${Select}
          name="walk-in-role"
          label=${t("Role")}
          required=${false}
          empty=${t("Not said")}
          value=${role}
          onChange=${setRole}
          options=${valuesOf("party_role").map((key) => [key, titleOf("party_role", key)])}
        />
        <${Select}
          name="walk-in-area"
          label=${t("Area")}
          required=${false}
          empty=${t("Not said")}
          value=${area}
          onChange=${setArea}
          options=${areas.map((one) => [one.id, one.name])}
        />
      </div>
    `}
    ${gathering.youth && html`<p class="soft">${t("In a youth session nobody is asked for a name.")}</p>`}
    ${gathering.youth && html`<${Trouble} text=${command.error} onClose=${command.clear} />`}
    <div>
      <${Button} type="submit" icon="plus" kind="primary" busy=${command.busy}>
        ${hasText(name) ? t("Add to the list") : t("Count one more person, without a name")}
      <//>
    </div>
  </form>`;
}

/** @param {{ app: ConsoleApp, gathering: Gathering }} props */
export function HeadCount({ app, gathering }) {
  const [count, setCount] = useState("");
  const command = useCommand(app);
  /** @param {any} event */
  const submit = async (event) => {
    event.preventDefault();
    const answer = await command.send("count_heads", {
      gathering: gathering.id,
      count: Number.parseInt(count, 10) || 0,
    });
    if (answer.ok) {
      setCount("");
      app.say({ text: t("The head count is kept.") });
    }
  };
  return html`<form noValidate class="panel door__form" onSubmit=${submit}>
    <h2>${t("Count heads")}</h2>
    <${Field}
      name="heads"
      label=${t("How many people are in the hall?")}
      type="number"
      min="0"
      inputmode="numeric"
      value=${count}
      onInput=${setCount}
      error=${command.error}
      hint=${t("Kept beside the check-ins, never added to them.")}
    />
    <div><${Button} type="submit" busy=${command.busy} disabled=${count === ""}>${t("Keep this number")}<//></div>
  </form>`;
}
