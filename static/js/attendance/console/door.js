/** The door: who is in, checking in and out by tap, walk-ins, a head count, the code of this minute. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t, tn, formatTime } from "../lib/i18n.js";
import { isLive, peopleOf } from "../state/console.js";
import { Button, Chip, Dialog, EmptyState, Field, Icon, Menu, Select } from "../views/index.js";
import { useCommand, wordsOf } from "./context.js";
import { Idle, useIdle } from "./crowd.js";
import { Numbers, PageTitle, ReasonForm, Search, Trouble } from "./parts.js";
import { RemoveDialog } from "./removal.js";
import { SetAside } from "./rush.js";
import { attendanceNumbers, Papers, SessionViews } from "./run.js";
import { flagWords, roleWords, sourceWords } from "./words.js";

const MOST_IDLE_SHOWN = 100;
const ROLES = ["resident", "planner", "investor", "decision_maker", "policy_maker", "user", "caretaker", "worker"];
const namelessOf = (person) =>
  person.removed
    ? t("Removed at their request")
    : person.staff
      ? t("No name yet · number {n}", { n: person.id })
      : person.walk_in
        ? t("Present, not by name")
        : t("No name · phone {n}", { n: person.id });
const nameOf = (person) => person.name || namelessOf(person);

/** One person: a tap on the button is the whole act. What the server says no to stands in the row. */
function PersonRow({ app, person, gathering, areas, onAnnul, onRemove }) {
  const command = useCommand(app);
  const present = person.status === "present";
  const press = () =>
    command.send(present ? "check_out_person" : "check_in_person", { gathering: gathering.id, person: person.id });
  const more = [
    ...(person.entries.length > 0 && !person.removed
      ? [
          {
            label: t("Came on paper too"),
            icon: "check",
            onSelect: () =>
              command.send("check_in_person", { gathering: gathering.id, person: person.id, source: "paper" }),
          },
        ]
      : []),
    ...(person.entries.length > 0
      ? [{ label: t("Annul this check-in…"), icon: "undo", danger: true, onSelect: () => onAnnul(person) }]
      : []),
    ...(app.isOrganiser && !person.removed
      ? [{ label: t("Remove at their request…"), icon: "close", danger: true, onSelect: () => onRemove(person) }]
      : []),
  ];
  const area = areas.find((one) => one.id === person.area)?.name;
  const facts = [person.party_role && roleWords(person.party_role), area, person.sources.map(sourceWords).join(", ")]
    .filter(Boolean)
    .join(" · ");
  return html`<li class=${`person${present ? " person--present" : ""}`}>
    <div class="person__who">
      <p class="person__name" dir="auto">
        ${person.staff ? html`${nameOf(person)} <${Chip}>${t("team")}<//>` : nameOf(person)}
      </p>
      <p class="small soft">
        ${facts}
        ${person.flags.map((flag) => html` <${Chip} key=${flag} kind="waiting">${flagWords(flag)}<//>`)}
      </p>
      <${Trouble} text=${command.error} onClose=${command.clear} />
    </div>
    <p class="person__since small">
      ${
        present
          ? html`<${Icon} name="check" /> ${t("in since {time}", { time: formatTime(person.since) })}`
          : person.status === "left"
            ? t("left at {time}", { time: formatTime(person.since) })
            : ""
      }
    </p>
    ${
      person.removed
        ? html`<span></span>`
        : html`<${Button}
            kind=${present ? undefined : "primary"}
            busy=${command.busy}
            onClick=${press}
            aria-label=${
              present ? t("Check out {name}", { name: nameOf(person) }) : t("Check in {name}", { name: nameOf(person) })
            }
          >
            ${present ? t("Check out") : t("Check in")}
          <//>`
    }
    ${
      more.length > 0
        ? html`<${Menu} label=${t("More for {name}", { name: nameOf(person) })} items=${more} />`
        : html`<span></span>`
    }
  </li>`;
}

function WalkIn({ app, gathering, areas }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState("");
  const [area, setArea] = useState("");
  const command = useCommand(app);
  const submit = async (event) => {
    event.preventDefault();
    const fields = {
      gathering: gathering.id,
      ...(name.trim() ? { name } : {}),
      ...(role ? { party_role: role } : {}),
      ...(area ? { area: Number(area) } : {}),
    };
    const answer = await command.send("add_walk_in", fields);
    if (!answer.ok) return;
    app.say({ text: name.trim() ? t("{name} is in.", { name: name.trim() }) : t("One more is in, not by name.") });
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
          options=${ROLES.map((key) => [key, roleWords(key)])}
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
        ${name.trim() ? t("Add to the list") : t("Count one more person, without a name")}
      <//>
    </div>
  </form>`;
}

function HeadCount({ app, gathering }) {
  const [count, setCount] = useState("");
  const command = useCommand(app);
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

/** The code at the door, new each minute; fetched only while somebody looks. */
function DoorCode({ app, gathering, onClose }) {
  const [code, setCode] = useState(null);
  const [error, setError] = useState(null);
  const picture = useRef(null);
  useEffect(() => {
    let timer = null;
    let stopped = false;
    const load = async () => {
      const answer = await app.client.api.get(`/api/gatherings/${gathering.id}/door`);
      if (stopped) return;
      if (answer.ok) setCode(answer.body);
      setError(answer.ok ? null : wordsOf(answer));
      const wait = answer.ok ? Date.parse(answer.body.next_at) - app.client.clock.now() + 300 : 5000;
      timer = setTimeout(load, Math.max(1000, wait));
    };
    load();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [gathering.id]);
  const image = code?.svg ? `data:image/svg+xml;charset=utf-8,${encodeURIComponent(code.svg)}` : null;
  return html`<${Dialog} title=${t("Code at the door")} open=${true} onClose=${onClose}>
    <${Trouble} text=${error} />
    ${code && html`<div class="door__code">
      ${image && html`<img
        ref=${picture}
        class="door__qr"
        src=${image}
        alt=${t("QR code to check in at {title}", { title: gathering.title })}
      />`}
      <p class="small soft">${t("A new code each minute. Scan it to check in.")}</p>
      <p>
        ${t("Without a camera: go to {url} and type", {
          url: code.join_url.replace(/^https?:\/\//, "").replace(/\/j\/.*/, ""),
        })}${" "}
        <span class="code">${code.join_code}</span>
      </p>
    </div>`}
  <//>`;
}

function AnnulDialog({ app, person, onClose }) {
  const done = () => {
    onClose();
    app.say({ text: t("Annulled. Both lines stay in the log.") });
  };
  return html`<${Dialog}
    title=${t("Annul the check-in of {name}", { name: nameOf(person) })}
    open=${true}
    onClose=${onClose}
  >
    <p>${t("Only the last check-in is annulled. It counts nowhere any more; the log keeps both lines.")}</p>
    <${ReasonForm}
      app=${app}
      name="annul"
      label=${t("Annul the check-in")}
      ask=${t("Why?")}
      type="annul_entry"
      fields=${{ entry: person.entries.at(-1) }}
      danger
      onDone=${done}
    />
  <//>`;
}

export function Door({ app, week, gathering: picture }) {
  const [query, setQuery] = useState("");
  const [codeOpen, setCodeOpen] = useState(false);
  const [annul, setAnnul] = useState(null);
  const still = useIdle(app, picture?.people);
  const [removal, setRemoval] = useState(null);
  if (!picture) return html`<${PageTitle} app=${app}>${t("Door")}<//>`;
  const { gathering } = picture;
  const found = peopleOf(picture.people, query);
  const isIdle = (person) =>
    still.has(person.id) && person.set_aside === null && person.status === "absent" && !person.name;
  const aside = found.filter((person) => person.set_aside !== null);
  const rest = (person) => person.set_aside === null && !isIdle(person);
  const people = found.filter(rest);
  const idle = found.filter(isIdle);
  const row = (person) => html`<${PersonRow}
    key=${person.id}
    app=${app}
    person=${person}
    gathering=${gathering}
    areas=${week.areas}
    onAnnul=${setAnnul}
    onRemove=${setRemoval}
  />`;
  return html`
    <${SessionViews} app=${app} week=${week} gathering=${gathering} />
    <${PageTitle}
      app=${app}
      extra=${isLive(gathering) && html`<${Button} icon="door" onClick=${() => setCodeOpen(true)}>
        ${t("Show the code")}
      <//>`}
    >
      ${t("Door")}
    <//>
    <${Numbers} list=${attendanceNumbers(picture)} />
    ${!isLive(gathering) && gathering.state === "planned" && html`<p class="note">
      <${Icon} name="info" />
      <span class="note__body">${t("Check-in opens with the doors.")}</span>
    </p>`}
    <section class="stack">
      <div class="row row--apart">
        <h2>${tn("{n} person on the list", "{n} people on the list", picture.people.filter(rest).length)}</h2>
        <${Search} name="find-person" label=${t("Find a name")} value=${query} onInput=${setQuery} />
      </div>
      ${
        people.length === 0
          ? html`<${EmptyState}
              title=${query ? t("Nobody by that name") : t("Nobody yet")}
              text=${query ? t("Add them below, with or without a name.") : t("Who scans the code appears here.")}
            />`
          : html`<ul class="people">${people.map(row)}</ul>`
      }
      <${Idle} app=${app} count=${idle.length}><ul class="people">${idle.slice(0, MOST_IDLE_SHOWN).map(row)}</ul><//>
      <${SetAside} app=${app} week=${week} count=${aside.length}>
        <ul class="people">
          ${aside
            .slice(0, MOST_IDLE_SHOWN)
            .map(
              (person) =>
                html`<li key=${person.id} class="person"><p class="person__name" dir="auto">${nameOf(person)}</p></li>`,
            )}
        </ul>
      <//>
    </section>
    <div class="door__forms">
      <${WalkIn} app=${app} gathering=${gathering} areas=${week.areas} />
      <${HeadCount} app=${app} gathering=${gathering} />
    </div>
    <${Papers} app=${app} gathering=${gathering} />
    ${codeOpen && html`<${DoorCode} app=${app} gathering=${gathering} onClose=${() => setCodeOpen(false)} />`}
    ${annul && html`<${AnnulDialog} app=${app} person=${annul} onClose=${() => setAnnul(null)} />`}
    ${removal && html`<${RemoveDialog}
      app=${app}
      person=${removal}
      name=${nameOf(removal)}
      onClose=${() => setRemoval(null)}
    />`}
  `;
}
