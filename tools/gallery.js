/** The gallery: every component in its states, and the phone and the console with example content. Served by
 * gallery.py. house: long, because it is one page to look at.
 */
import "@preact/signals";
import { render } from "preact";
import { useState } from "preact/hooks";
import { html } from "htm/preact";
import { BlankCard, Card } from "/static/js/boards/card.js";
import { Timer } from "/static/js/running/card.js";
import { Button, IconButton } from "/static/js/ui/button.js";
import { Chip, ChipButton } from "/static/js/ui/chip.js";
import { ConfirmInline } from "/static/js/ui/confirm.js";
import { Dialog, DialogActions } from "/static/js/ui/dialog.js";
import { Choices, Field, Select, Textarea } from "/static/js/ui/field.js";
import { Icon } from "/static/js/ui/icon.js";
import { Menu } from "/static/js/ui/menu.js";
import { EmptyState, ErrorNote, StatusLine } from "/static/js/ui/status.js";
import { Tabs } from "/static/js/ui/tabs.js";

const TEXTS = [
  "A bench by the church, where you can wait for the bus",
  "Let the youth club paint the tunnel",
  "Lower the speed in the Dorpsstraat to 30",
  "One phone number for everything in the neighbourhood",
  "A tool library in the old bakery",
  "Plant fruit trees along the canal",
  "Light on the path to the station",
  "A key keeper for the village hall",
  "Swap evening for plants and seeds",
  "A ramp at the library",
  "More bins near the playground",
  "Coffee morning for new neighbours",
];
const idea = (number, more = {}) => ({
  id: number,
  number,
  text: TEXTS[number % TEXTS.length],
  state: "visible",
  votes: null,
  ...more,
});
const NOW = Date.parse("2025-06-02T19:30:00Z");
const gathering = (minutesAgo, more = {}) => ({
  step_started_at: new Date(NOW - minutesAgo * 60_000).toISOString(),
  step_extra_seconds: 0,
  paused_at: null,
  ...more,
});
const noop = () => {};

const Part = ({ title, children }) => html`<section class="stack"><h2>${title}</h2>${children}</section>`;

function Forms() {
  const [text, setText] = useState(
    "A bench by the church, where you can wait for the bus and talk a little with whoever passes",
  );
  const [role, setRole] = useState("resident");
  return html`<${Part} title="Fields">
    <${Textarea}
      name="idea"
      label="What would you change in your street?"
      question
      large
      limit=${100}
      value=${text}
      onInput=${setText}
      hint="One idea at a time."
    />
    <${Field}
      name="code"
      label="Code"
      code
      value="7KDX4M"
      hint="Six characters, on the screen in the hall."
      onInput=${noop}
    />
    <${Field} name="name" label="Your name" required=${false} value="Annie" onInput=${noop} autocomplete="given-name" />
    <${Field}
      name="mail"
      label="A field with a mistake"
      value="x"
      error="This does not look like a code. Look at the screen again."
      onInput=${noop}
    />
    <${Choices}
      name="role"
      label="You are here as"
      row
      options=${[
        ["resident", "Resident"],
        ["planner", "Planner"],
        ["policy", "Policy maker"],
      ]}
      value=${role}
      onChange=${setRole}
    />
    <${Select}
      name="area"
      label="Your area"
      empty="Choose an area"
      required=${false}
      options=${[
        ["1", "Centrum"],
        ["2", "Krakeel"],
      ]}
      value=""
      onChange=${noop}
    />
  <//>`;
}

function Components() {
  const [open, setOpen] = useState(false);
  const [tab, setTab] = useState("board");
  const items = [
    { heading: "Move to" },
    { label: "Now", current: true, onSelect: noop },
    { label: "Later", onSelect: noop },
    { label: "Hide…", icon: "hide", danger: true, onSelect: noop },
  ];
  return html`<main class="page page--wide stack stack--large" id="main">
    <h1><img src="/static/img/mark.svg" alt="" width="40" height="40" /> Components</h1>
    <${Part} title="Buttons">
      <div class="row">
        <${Button} kind="primary" large icon="send">Send<//>
        <${Button} kind="primary">Save<//>
        <${Button} kind="live" icon="play">Start now<//>
        <${Button}>Next step<//>
        <${Button} kind="ghost">Not now<//>
        <${Button} kind="danger">Hide<//>
        <${Button} disabled>Not possible<//>
        <${Button} busy>Busy<//>
        <${Button} pressed=${true}>I am ready<//>
        <${Button} pressed=${false}>Freeze<//>
        <${IconButton} icon="edit" label="Edit" showLabel />
        <${IconButton} icon="more" label="More" kind="ghost" />
        <${Menu} label="Move to…" icon="move" showLabel start kind="" items=${items} />
        <${Button} onClick=${() => setOpen(true)}>Open a dialog<//>
        <${ConfirmInline}
          label="Close the session"
          question="Close it now?"
          confirmLabel="Yes, close"
          danger
          onConfirm=${noop}
        />
      </div>
    <//>
    <${Part} title="Cards">
      <ul class="cards cards--columns">
        <${Card} idea=${idea(1)} actions=${html`<${IconButton} icon="more" label="More for idea 1" kind="ghost" />`} />
        <${Card} idea=${idea(2, { votes: 5 })} mine />
        <${Card} idea=${idea(3)} live />
        <${Card} idea=${idea(4, { state: "waiting" })} mine />
        <${Card} idea=${idea(5, { state: "hidden" })} foot="Reason: about a person" />
        <${Card} idea=${{ number: null, text: TEXTS[6], state: "on_phone" }} mine />
        <${Card} idea=${{ number: null, text: TEXTS[7], state: "failed" }} mine />
        <${Card} idea=${idea(8)} selected />
        <${BlankCard} />
      </ul>
    <//>
    <${Part} title="Status">
      <div class="stack stack--small">
        <${StatusLine} status="live" standing=${{ waiting: 1, late: false, failed: 0 }} />
        <${StatusLine} status="offline" standing=${{ waiting: 2, late: true, failed: 0 }} onRetry=${noop} />
        <${StatusLine} status="live" standing=${{ waiting: 0, late: false, failed: 1 }} />
        <${ErrorNote}
          title="This idea was not accepted"
          error="The board is closed."
          kept=${TEXTS[3]}
          onRetry=${noop}
          onDismiss=${noop}
        />
        <div class="note">
          <${Icon} name="info" />
          <p class="note__body">Everybody in the hall can read your idea. Your name is not shown.</p>
        </div>
        <div class="row">
          <${Chip}>draft<//>
          <${Chip} kind="given">in review<//>
          <${Chip} kind="live">now<//>
          <${Chip} kind="good" icon="check">adopted<//>
          <${Chip} kind="bad">not adopted<//>
          <${Chip} kind="waiting">waiting<//>
          <${ChipButton} kind="live" onClick=${noop}>Back to the session<//>
        </div>
        <div class="row">
          <${Timer} gathering=${gathering(3)} step=${{ minutes: 10 }} now=${NOW} />
          <${Timer} gathering=${gathering(9.5)} step=${{ minutes: 10 }} now=${NOW} />
          <${Timer} gathering=${gathering(11.5)} step=${{ minutes: 10 }} now=${NOW} />
          <${Timer}
            gathering=${gathering(3, { paused_at: new Date(NOW).toISOString() })}
            step=${{ minutes: 10 }}
            now=${NOW}
          />
        </div>
      </div>
    <//>
    <${Forms} />
    <${Part} title="Tabs, table, nothing yet">
      <${Tabs}
        label="Example"
        chosen=${tab}
        onChoose=${setTab}
        tabs=${[
          { key: "board", label: "Board", count: 41 },
          { key: "mine", label: "My ideas", count: 3 },
          { key: "done", label: "What was done" },
        ]}
      >
        <div class="table-frame">
          <table class="table">
            <caption>Present today</caption>
            <thead><tr><th>Name</th><th>Role</th><th class="table__number">Ideas</th></tr></thead>
            <tbody>
              <tr><td>Annie</td><td>Resident</td><td class="table__number">4</td></tr>
              <tr><td>Geert</td><td>Planner</td><td class="table__number">2</td></tr>
            </tbody>
          </table>
        </div>
        <p class="diff">A bench <del>by</del> <ins>in front of</ins> the church.</p>
        <${EmptyState} title="No ideas yet" text="The first one will stand here.">
          <${Button} kind="primary">Write an idea<//>
        <//>
      <//>
    <//>
    <${Dialog} title="Hide this idea" open=${open} onClose=${() => setOpen(false)}>
      <${Textarea} name="reason" label="Why?" value="" onInput=${noop} hint="The author reads this." />
      <${DialogActions}>
        <${Button} onClick=${() => setOpen(false)}>Cancel<//>
        <${Button} kind="danger-fill" onClick=${() => setOpen(false)}>Hide<//>
      <//>
    <//>
  </main>`;
}

function Phone() {
  const [text, setText] = useState("");
  return html`<div class="phone">
    <header class="phone__head">
      <a class="wordmark" href="#main"><img src="/static/img/mark.svg" alt="" />Charrette</a>
      <span class="phone__title">Work session, day 2</span>
    </header>
    <div class="phone__status">
      <${StatusLine} status="offline" standing=${{ waiting: 1, late: false, failed: 0 }} onRetry=${noop} />
    </div>
    <main class="phone__main" id="main">
      <div class="composer">
        <${Textarea}
          name="idea"
          label="What would make your street better?"
          question
          heading
          large
          rows=${3}
          value=${text}
          onInput=${setText}
        />
        <p class="composer__who">
          <${Icon} name="people" />
          <span>Everybody in the hall can read this. Your name is not shown.</span>
        </p>
        <${Button} kind="primary" large wide icon="send">Send<//>
      </div>
      <section class="stack">
        <h2>My ideas</h2>
        <ul class="cards">
          <${Card} idea=${{ number: null, text: TEXTS[0], state: "on_phone" }} />
          <${Card} idea=${idea(2)} />
          <${Card} idea=${idea(3, { state: "waiting" })} />
        </ul>
      </section>
    </main>
    <nav class="phone__nav" aria-label="Views">
      <button class="phone__tab" aria-current="page"><${Icon} name="edit" />Now</button>
      <button class="phone__tab"><${Icon} name="group" />Board</button>
      <button class="phone__tab"><${Icon} name="list" />My ideas</button>
      <button class="phone__tab"><${Icon} name="question" />Help</button>
    </nav>
  </div>`;
}

function Console() {
  const steps = ["Welcome", "Ideas per topic", "Group together", "Vote", "Close"];
  return html`<div class="console">
    <header class="console__bar">
      <a class="wordmark" href="#main"><img src="/static/img/mark.svg" alt="Charrette" /></a>
      <h1 class="console__title">Work session</h1>
      <${Chip} kind="live">running<//>
      <${Timer} gathering=${gathering(3)} step=${{ minutes: 10 }} now=${NOW} />
      <span class="grow"></span>
      <div class="button-group"><${Button} icon="pause">Pause<//><${Button} kind="live" icon="next">Next step<//></div>
    </header>
    <div class="console__status"></div>
    <div class="console__body" data-pane="main">
      <nav class="console__side console__side--programme" aria-label="Steps">
        <p class="console__heading">Steps</p>
        <ol class="steps">
          ${steps.map(
            (title, at) => html`<li key=${title}>
              <button class="steps__item" aria-current=${at === 1 ? "step" : undefined}>
                <span class="steps__number">${at + 1}</span>
                <span>${title}</span>
                <span class="steps__minutes">${5 + at * 5} min</span>
              </button>
            </li>`,
          )}
        </ol>
      </nav>
      <main class="console__main" id="main">
        <div class="row row--apart">
          <h2>What would make your street better?</h2>
          <div class="toolbar"><${Button}>Hide until reveal<//><${Button} kind="primary">To voting<//></div>
        </div>
        <div class="tally">
          <span class="tally__item"><span class="tally__number">41</span><span class="tally__label">ideas</span></span>
          <span class="tally__item"><span class="tally__number">23</span><span class="tally__label">people</span></span>
        </div>
        <div class="board">
          ${["Now", "Next year", "Later"].map(
            (title, column) => html`<section class="board__column" key=${title}>
              <h3 class="board__title">${title} <span class="soft number">${4 - column}</span></h3>
              <ul class="board__drop">
                ${[0, 1, 2, 3]
                  .slice(column)
                  .map(
                    (at) => html`<${Card}
                      key=${at}
                      live=${column === 0 && at === 0}
                      idea=${idea(column * 4 + at)}
                      actions=${html`<${IconButton} icon="more" label="More" kind="ghost" />`}
                    />`,
                  )}
              </ul>
            </section>`,
          )}
        </div>
      </main>
      <aside class="console__side console__side--script" aria-label="Script">
        <p class="console__heading">To say</p>
        <p class="script__say">Write one idea per note. Big and small both count.</p>
        <p class="console__heading">The room sees</p>
        <div class="preview"></div>
      </aside>
    </div>
  </div>`;
}

const query = new URLSearchParams(location.search);
const view = query.get("view") ?? "components";
if (query.get("theme")) document.documentElement.dataset.theme = query.get("theme");
const SHOWN = { components: Components, phone: Phone, console: Console };
render(html`<${SHOWN[view]} />`, document.getElementById("app"));
