/** Sending a remark on a version, and the remarks that I sent. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ideaStateWords } from "../../boards/card.js";
import { t, tn } from "../../lib/i18n.js";
import { FromBefore, hasFromBefore } from "../../ui/before.js";
import { Button } from "../../ui/button.js";
import { Chip } from "../../ui/chip.js";
import { Choices, Textarea } from "../../ui/field.js";
import { useChoice, useDraft } from "../../ui/hooks.js";
import { StillHere } from "../../ui/kept.js";
import { Icon } from "../../ui/icon.js";
import { ErrorNote } from "../../ui/status.js";
import { myRemarks } from "../state.js";
import { saidOf } from "../words.js";
import { readersOfRemarks } from "./words.js";
import { toldOf, valuesOf } from "../../ui/words.js";
import { hasText, isBlank } from "../../spine/texts.js";

const REMARK_LIMIT = 2000;

/** The half-typed remark on one version.
 * @param {Client} client
 * @param {string} key
 */
function useRemark(client, key) {
  const [kind, setKind] = useChoice(client, `remark:${key}`, "kind", "");
  const [text, setText, clearText] = useDraft(client, `remark:${key}`);
  const [other, setOther, clearOther] = useDraft(client, `alternative:${key}`);
  const clear = () => {
    clearText();
    clearOther();
  };
  return { kind, setKind, text, setText, other, setOther, clear };
}

/**
 * @param {{ kind: string, text: string }} parts
 * @param {boolean} wordless whether the choice alone says it
 */
const mistakesIn = ({ kind, text }, wordless) => ({
  ...(kind ? {} : { kind: t("Choose what you think of it.") }),
  ...(hasText(text) || wordless ? {} : { text: t("Write something first.") }),
});

/**
 * @param {{
 *   client: Client, follow: Shown<RoundPicture>, version: Version,
 *   draft: { kind: string, text: string, other: any },
 * }} parts
 */
function post({ client, follow, version, draft: { kind, text, other } }) {
  const words = text.trim();
  const instead = other.trim();
  client.outbox.post({
    type: "add_remark",
    fields: {
      round: follow.picture.value.round.id,
      version: version.id,
      kind,
      text: words,
      ...(instead ? { alternative: instead } : {}),
    },
    lane: follow.stream,
    text: instead ? `${words}\n\n${instead}` : words,
  });
}

/** Sending a remark: an objection is asked once for something instead, and may go without.
 * @param {{ client: Client, follow: Shown<RoundPicture>, version: Version }} parts
 */
function useSending({ client, follow, version }) {
  const draft = useRemark(client, `${follow.stream}:${version.id}`);
  const [wrong, setWrong] = useState(/** @type {any} */ ({}));
  const [asked, setAsked] = useState(false);
  const input = useRef(/** @type {any} */ (null));
  const question = useRef(/** @type {any} */ (null));
  const asksAlternative = client.boot.asks_alternative?.includes(draft.kind);
  const wordless = Boolean(client.boot.needs_no_text?.includes(draft.kind));
  /**
   * @param {any} event
   * @param {boolean} [without]
   */
  const send = (event, without = false) => {
    event?.preventDefault();
    const mistakes = mistakesIn(draft, wordless);
    setWrong(mistakes);
    if (mistakes.text) input.current?.focus();
    if (Object.keys(mistakes).length > 0) return;
    if (asksAlternative && isBlank(draft.other) && !without) {
      setAsked(true);
      look(question.current);
      return;
    }
    post({ client, follow, version, draft });
    draft.clear();
    setAsked(false);
    input.current?.focus();
  };
  /** @param {string} kind */
  const choose = (kind) => {
    draft.setKind(kind);
    setWrong({});
    setAsked(false);
  };
  /** @param {string} text */
  const type = (text) => {
    draft.setText(text);
    setWrong({});
  };
  useEffect(() => look(question.current), [asked]);
  const stays = asked && asksAlternative && isBlank(draft.other);
  return { draft, wrong, asked: stays, asksAlternative, wordless, input, question, send, choose, type };
}

/** Brings it into the middle of the picture, where it is read at once.
 * @param {HTMLElement | null} element
 */
function look(element) {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "center" });
}

/** Nothing went out, and that is said where the button was pressed.
 * @param {{ question: any, onWithout: () => void }} props
 */
const NotSent = ({ question, onWithout }) => html`<div class="note note--live" ref=${question} tabindex="-1">
  <${Icon} name="warning" />
  <div class="note__body">
    <p class="note__title">${t("Not sent yet.")}</p>
    <p>${t("What could be done instead? Even half an idea helps. You can also send it without.")}</p>
    <div class="note__actions"><${Button} onClick=${onWithout}>${t("Send without")}<//></div>
  </div>
</div>`;

/** @param {{ text: string, onAway: () => void }} props */
const RoundOver = ({ text, onAway }) =>
  html`<${StillHere}
    words=${t(
      "This round takes no remarks any more. Your text still stands here: copy it, or show it to a facilitator.",
    )}
    text=${text}
    onAway=${onAway}
  />`;

/**
 * @param {{ client: Client, follow: Shown<RoundPicture>, version: Version, youth: boolean, open: boolean }} props
 */
export function RemarkForm({ client, follow, version, youth, open }) {
  const sending = useSending({ client, follow, version });
  const { draft, wrong, asked, asksAlternative, wordless, input, question, send, choose, type } = sending;
  const putAway = () =>
    ["remark", "alternative"].forEach((kind) => client.drafts.putAway(`${kind}:${follow.stream}:${version.id}`));
  return html`<form class="composer" onSubmit=${send} noValidate>
    <${Choices}
      name=${`kind-${version.id}`}
      label=${t("What do you think of it?")}
      options=${valuesOf("remark_kind").map((kind) => [kind, toldOf("remark_kind", kind)])}
      value=${draft.kind}
      error=${wrong.kind}
      onChange=${choose}
    />
    <${Textarea}
      name=${`remark-${version.id}`}
      label=${t("Your remark")}
      value=${draft.text}
      onInput=${type}
      limit=${REMARK_LIMIT}
      required=${!wordless}
      error=${wrong.text}
      inputRef=${input}
      onSubmit=${send}
    />
    ${(asksAlternative || draft.other) && html`<${Textarea}
      name=${`alternative-${version.id}`}
      label=${t("What would you do instead?")}
      rows=${2}
      value=${draft.other}
      onInput=${draft.setOther}
      limit=${REMARK_LIMIT}
      required=${false}
      onSubmit=${send}
    />`}
    ${asked && html`<${NotSent} question=${question} onWithout=${() => send(null, true)} />`}
    ${
      open
        ? html`<${Button} type="submit" kind="primary" large wide icon="send">${t("Send")}<//>`
        : html`<${RoundOver} text=${[draft.text, draft.other].filter(Boolean).join("\n\n")} onAway=${putAway} />`
    }
    <div class="composer__who">
      <${Icon} name="people" />
      <p>${readersOfRemarks({ named: Boolean(client.boot.me?.name), youth })}</p>
    </div>
  </form>`;
}

/** @param {{ remark: any, mine?: boolean}} props */
export function RemarkCard({ remark, mine = false }) {
  const sending = remark.state && remark.state !== "saved";
  return html`<li class=${`card${mine ? " card--mine" : ""}${sending ? " card--pending" : ""}`}>
    <div class="card__head">
      ${remark.number !== null && html`<span class="card__number">${remark.number}</span>`}
      <${Chip}>${toldOf("remark_kind", remark.kind)}<//>
      ${mine && html`<${Chip} kind="given">${t("yours")}<//>`}
      ${sending && html`<${Chip} kind="waiting">${ideaStateWords(remark.state)}<//>`}
    </div>
    <p class="card__text" dir="auto">${saidOf(remark)}</p>
    ${remark.alternative && html`<p class="card__text" dir="auto"><b>${t("Instead:")}</b> ${remark.alternative}</p>`}
    ${remark.outcome && html`<div class="answer">
      <p class="answer__outcome">${toldOf("remark_outcome", remark.outcome)}</p>
      <p dir="auto">${remark.answer}</p>
    </div>`}
  </li>`;
}

/** @param {{ client: Client, follow: Shown<RoundPicture> }} props */
export function MyRemarks({ client, follow }) {
  const rows = myRemarks(follow.mine.value, client.outbox.entries.value, follow.picture.value.round.id);
  if (rows.length === 0 && !hasFromBefore(client, follow.stream)) return null;
  return html`<section class="stack" id="mine">
    <h2>${rows.length > 0 ? tn("My remark", "My remarks ({n})", rows.length) : t("My remarks")}</h2>
    <ul class="cards">
      <${FromBefore} client=${client} lane=${follow.stream} />
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
