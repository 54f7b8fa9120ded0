/** A review round: read the version, see what changed, say what you think; afterwards read what was done with it.
 *
 *   <RoundView client follow youth />     follow: a followed round
 */
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { t, tn } from "../../lib/i18n.js";
import { myRemarks, reportOf } from "../../state/phone.js";
import { Button, Chip, Choices, EmptyState, ErrorNote, Icon, ideaStateWords, Textarea } from "../../views/index.js";
import { useDraft } from "./follow.js";
import { readersOfRemarks, remarkKinds, remarkOutcomeWords, remarkWords } from "./words.js";

const REMARK_LIMIT = 2000;

function Diff({ diff }) {
  const part = ([op, words], index) =>
    ({
      same: words,
      added: html`<ins key=${index}>${words}</ins>`,
      removed: html`<del key=${index}>${words}</del>`,
    })[op] ?? words;
  return html`<details class="more">
    <summary>${t("What changed since the version before")}</summary>
    <p class="diff more__body" dir="auto">${diff.map(part)}</p>
  </details>`;
}

function RemarkForm({ client, follow, version, youth }) {
  const key = `${follow.stream}:${version.id}`;
  const [kind, setKind] = useDraft(client, `kind:${key}`);
  const [text, setText, clearText] = useDraft(client, `remark:${key}`);
  const [other, setOther, clearOther] = useDraft(client, `alternative:${key}`);
  const [wrong, setWrong] = useState({});
  const [asked, setAsked] = useState(false);
  const input = useRef(null);
  const instead = useRef(null);
  const asksAlternative = client.boot.asks_alternative?.includes(kind);
  const send = (event, without = false) => {
    event?.preventDefault();
    const mistakes = {
      ...(kind ? {} : { kind: t("Choose what you think of it.") }),
      ...(text.trim() ? {} : { text: t("Write something first.") }),
    };
    setWrong(mistakes);
    if (mistakes.text) input.current?.focus();
    if (Object.keys(mistakes).length > 0) return;
    if (asksAlternative && !other.trim() && !without) {
      setAsked(true);
      instead.current?.focus();
      return;
    }
    const words = text.trim();
    const fields = {
      round: follow.picture.value.round.id,
      version: version.id,
      kind,
      text: words,
      ...(other.trim() ? { alternative: other.trim() } : {}),
    };
    client.outbox.post({
      type: "add_remark",
      fields,
      lane: follow.stream,
      text: other.trim() ? `${words}\n\n${other.trim()}` : words,
    });
    clearText();
    clearOther();
    setKind("");
    setAsked(false);
    input.current?.focus();
  };
  return html`<form class="composer" onSubmit=${send} noValidate>
    <${Choices}
      name=${`kind-${version.id}`}
      label=${t("What do you think of it?")}
      options=${remarkKinds()}
      value=${kind}
      error=${wrong.kind}
      onChange=${(choice) => {
        setKind(choice);
        setWrong({});
        setAsked(false);
      }}
    />
    <${Textarea}
      name=${`remark-${version.id}`}
      label=${t("Your remark")}
      value=${text}
      onInput=${(words) => {
        setText(words);
        setWrong({});
      }}
      limit=${REMARK_LIMIT}
      error=${wrong.text}
      inputRef=${input}
      onSubmit=${send}
    />
    ${(asksAlternative || other) && html`<${Textarea}
      name=${`alternative-${version.id}`}
      label=${t("What would you do instead?")}
      rows=${2}
      value=${other}
      onInput=${setOther}
      inputRef=${instead}
      hint=${asked && t("What could be done instead? Even half an idea helps. You can also send it without.")}
      limit=${REMARK_LIMIT}
      required=${false}
      onSubmit=${send}
    />`}
    <${Button} type="submit" kind="primary" large wide icon="send">${t("Send")}<//>
    ${asked && asksAlternative && !other.trim() && html`<${Button} wide onClick=${() => send(null, true)}>
      ${t("Send without")}
    <//>`}
    <div class="composer__who">
      <${Icon} name="people" />
      <p>${readersOfRemarks({ named: Boolean(client.boot.me?.name), youth })}</p>
    </div>
  </form>`;
}

function Version({ version, client, follow, youth, open, alone }) {
  return html`<section class="panel stack" aria-labelledby=${`version-${version.id}`}>
    <p class="eyebrow">
      ${t("Design item {item}", { item: version.item_number })} · ${t("version {number}", { number: version.number })}
    </p>
    <h2 id=${`version-${version.id}`} dir="auto">${version.item_title}</h2>
    <p class="prose__text" dir="auto">${version.text}</p>
    ${version.why && html`<p dir="auto"><b>${t("Why:")}</b> ${version.why}</p>`}
    ${version.diff && html`<${Diff} diff=${version.diff} />`}
    ${open && alone && html`<${RemarkForm} client=${client} follow=${follow} version=${version} youth=${youth} />`}
    ${open && !alone && html`<details class="more">
      <summary>${t("Say what you think")}<span class="visually-hidden">: ${version.item_title}</span></summary>
      <div class="more__body">
        <${RemarkForm} client=${client} follow=${follow} version=${version} youth=${youth} />
      </div>
    </details>`}
  </section>`;
}

function RemarkCard({ remark, mine = false }) {
  const sending = remark.state && remark.state !== "saved";
  return html`<li class=${`card${mine ? " card--mine" : ""}${sending ? " card--pending" : ""}`}>
    <div class="card__head">
      ${remark.number !== null && html`<span class="card__number">${remark.number}</span>`}
      <${Chip}>${remarkWords(remark.kind)}<//>
      ${mine && html`<${Chip} kind="given">${t("yours")}<//>`}
      ${sending && html`<${Chip} kind="waiting">${ideaStateWords(remark.state)}<//>`}
    </div>
    <p class="card__text" dir="auto">${remark.text}</p>
    ${remark.alternative && html`<p class="card__text" dir="auto"><b>${t("Instead:")}</b> ${remark.alternative}</p>`}
    ${remark.outcome && html`<div class="answer">
      <p class="answer__outcome">${remarkOutcomeWords(remark.outcome)}</p>
      <p dir="auto">${remark.answer}</p>
    </div>`}
  </li>`;
}

function MyRemarks({ client, follow }) {
  const rows = myRemarks(follow.mine.value, client.outbox.entries.value, follow.picture.value.round.id);
  if (rows.length === 0) return null;
  return html`<section class="stack" id="mine">
    <h2>${tn("My remark", "My remarks ({n})", rows.length)}</h2>
    <ul class="cards">
      ${rows.map((row) =>
        row.state === "failed"
          ? html`<li key=${row.key}>
              <${ErrorNote}
                title=${t("This remark was not accepted.")}
                error=${row.entry.message}
                kept=${row.entry.text}
                onRetry=${() => client.outbox.retry(row.entry.id)}
                onDismiss=${() => client.outbox.dismiss(row.entry.id)}
              />
            </li>`
          : html`<${RemarkCard} key=${row.key} remark=${row} mine />`,
      )}
    </ul>
  </section>`;
}

function Report({ follow }) {
  const { own, others } = reportOf(follow.picture.value, follow.mine.value);
  return html`<div class="stack stack--large">
    ${own.length > 0 && html`<section class="stack">
      <h2>${t("What we did with your own remarks")}</h2>
      <ul class="cards">${own.map((remark) => html`<${RemarkCard} key=${remark.id} remark=${remark} mine />`)}</ul>
    </section>`}
    ${others.map(
      ({ version, remarks }) => html`<section class="stack" key=${version.id}>
        <h2>${t("All other remarks")} · <span dir="auto">${version.item_title}</span></h2>
        <ul class="cards">${remarks.map((remark) => html`<${RemarkCard} key=${remark.id} remark=${remark} />`)}</ul>
      </section>`,
    )}
    ${own.length + others.length === 0 && html`<${EmptyState} title=${t("There were no remarks in this round.")} />`}
  </div>`;
}

const LEADS = {
  planned: () => t("This round has not begun yet."),
  open: () => t("Read it, and say what you think."),
  closed: () => t("The remarks are in. The designers are writing an answer to each."),
  answered: () => t("The remarks are in. The designers are writing an answer to each."),
  reported_back: () => t("This is what was done with the remarks."),
};

export function RoundView({ client, follow, youth = false }) {
  const { round, versions } = follow.picture.value;
  const open = round.state === "open";
  return html`<div class="stack stack--large">
    <div class="stack stack--small">
      ${round.title && html`<p class="eyebrow">${t("Review round {number}", { number: round.number })}</p>`}
      <h1 class="phone__question" dir="auto">${round.title || t("Review round {number}", { number: round.number })}</h1>
      <p class="lead">${LEADS[round.state]?.()}</p>
    </div>
    ${round.state === "reported_back" && html`<${Report} follow=${follow} />`}
    ${
      round.state !== "planned" &&
      versions.map(
        (version) => html`<${Version}
          key=${version.id}
          version=${version}
          client=${client}
          follow=${follow}
          youth=${youth}
          open=${open}
          alone=${versions.length === 1}
        />`,
      )
    }
    ${round.state !== "reported_back" && html`<${MyRemarks} client=${client} follow=${follow} />`}
  </div>`;
}
