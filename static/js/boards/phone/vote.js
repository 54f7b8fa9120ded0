/** Voting: how many are left, one large button at each idea, tap again to take it back. Nothing moves meanwhile.
 *
 *   <Vote client follow place question />     follow: a followed board that is voting; place: its followed session.
 *       Who is not checked in there is asked at the button that was pressed; one tap checks in and votes
 *   <Former picture />     what the ballots before came to
 */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { presenceLane } from "../../attendance/phone.js";
import { checkInOf } from "../../attendance/state.js";
import { announceOwn } from "../../lib/a11y.js";
import { t, tn } from "../../lib/i18n.js";
import { unsentIn } from "../../spine/outbox.js";
import { Button } from "../../ui/button.js";
import { usePress } from "../../ui/press.js";
import { EmptyState } from "../../ui/status.js";
import { Card } from "../card.js";
import { columnsOf, formerResults, votesOf, withWishes } from "../state.js";
import { Results } from "./board.js";
import { nameOf } from "../../ui/words.js";

/** @param {{ limit?: number | null, left: any }} parts */
const leftWords = ({ limit, left }) =>
  limit === null
    ? t("Vote for what you find most important.")
    : tn("{n} vote left of {limit}", "{n} votes left of {limit}", left, { limit });

/** At the button: check in, and the vote goes along.
 * @param {{ client: Client, place: Shown<GatheringPicture>, onIn: () => void }} props
 */
function CheckInFirst({ client, place, onIn }) {
  const box = useRef(/** @type {any} */ (null));
  useEffect(() => {
    (box.current?.querySelector("button") ?? box.current)?.focus();
  }, []);
  const { gathering } = place.picture.value;
  const press = usePress(client, presenceLane(gathering));
  const checkIn = async () => {
    const answer = await press.send("check_in", { gathering: gathering.id });
    await place.refreshMine();
    if (answer.ok) onIn();
  };
  const door = checkInOf(gathering, place.mine.value) === "door";
  return html`<div class="note vote-first" ref=${box} tabindex="-1">
    <div class="note__body stack stack--small">
      <p>${t("Check in first: voting is for who is here.")}</p>
      ${
        door
          ? html`<p>${t("To check in, scan the code on the screen in the hall.")}</p>`
          : html`<${Button} wide kind="primary" busy=${press.busy} onClick=${checkIn}>
              ${t("I am here: check in and vote")}
            <//>`
      }
      ${press.words && html`<p class="field__error" role="alert">${press.words}</p>`}
    </div>
  </div>`;
}

/**
 * @param {{
 *   idea: any, votes: any, mine: Mine | null, waits: boolean,
 *   onVote: (idea: Idea, on: boolean) => void, first: any,
 * }} props
 */
function VoteCard({ idea, votes, mine, waits, onVote, first }) {
  const on = votes.has(idea.id);
  const none = !on && votes.left === 0;
  return html`<${Card} idea=${{ number: idea.number, text: idea.text, state: "visible" }} mine=${mine} selected=${on}>
    <${Button} large wide pressed=${on} disabled=${none} data-vote=${idea.id} onClick=${() => onVote(idea, on)}>
      ${on ? t("Your vote") : t("Vote")}
      <span class="visually-hidden"> #${idea.number}</span>
      ${waits && html`<span> · ${t("waits on this phone")}</span>`}
    <//>
    ${first}
  <//>`;
}

/** @param {{ board: Board }} props */
const NewBallot = ({ board }) =>
  board.ballot > 1 &&
  html`<p class="note">
    <span class="note__body">
      ${t("This is a new ballot: everybody has all votes again. The result of the one before is kept.")}
    </span>
  </p>`;

/** How many votes are left; of a board that was hidden meanwhile nothing can be voted for, and that is said.
 * @param {{ board: Board, votes: any, saving: boolean }} props
 */
const Left = ({ board, votes, saving }) => html`<p class="votes-left">
  ${board.concealed ? t("The ideas are still hidden. Your votes are kept.") : leftWords(votes)}
  ${votes.left === 0 && !board.concealed && html`<span class="votes-left__how">
    ${t("Press one of your votes to take it back.")}
  </span>`}
  ${saving && html` <span class="votes-left__saving">${t("Saving…")}</span>`}
</p>`;

/** Presses wait in the outbox, in the order of the thumb. What shows is what the
 * server has and what waits here; what is announced is what the server has.
 * @param {Client} client
 * @param {Shown<BoardPicture>} follow
 */
function useVoting(client, follow) {
  const lane = `${follow.stream}#votes`;
  const press = usePress(client, lane);
  const waiting = unsentIn(client.outbox.entries.value, lane);
  /** @param {{ type: string, fields: Fields }} parts */
  const settle = ({ type, fields }) => follow.changeMine((before) => withWishes(before, [{ type, fields }]));
  useEffect(
    () =>
      client.outbox.onSaved((entry) => {
        if (entry.lane === lane) settle(entry);
      }),
    [lane],
  );
  /**
   * @param {any} idea
   * @param {boolean} voted
   * @param {any} say
   */
  const send = async (idea, voted, say) => {
    const { ballot } = follow.picture.value.board;
    const answer = await press.send(voted ? "cast_vote" : "take_back_vote", { idea, ballot });
    if (answer.ok) announceOwn(say());
    else follow.refreshMine();
  };
  return { words: press.words, waiting, send, mine: withWishes(follow.mine.value, waiting) };
}

/** @param {{ client: Client, follow: Shown<BoardPicture>, place: Shown<GatheringPicture>, question: string }} props */
export function Vote({ client, follow, place, question }) {
  const [asked, setAsked] = useState(/** @type {any} */ (null));
  const { words, waiting, send, mine } = useVoting(client, follow);
  const picture = follow.picture.value;
  const votes = votesOf(mine, picture.board);
  const own = new Set((mine?.ideas ?? []).map((/** @type {any} */ idea) => idea.id));
  const absent = ["button", "left", "door"].includes(checkInOf(place.picture.value?.gathering, place.mine.value));
  const left = () => leftWords(votesOf(follow.mine.value, picture.board));
  const held = new Set(waiting.filter((entry) => entry.error).map((entry) => entry.fields.idea));
  /**
   * @param {any} idea
   * @param {boolean} on
   */
  const onVote = (idea, on) => {
    if (!on && absent) return setAsked(idea.id);
    setAsked(null);
    send(idea.id, !on, () => `${on ? t("Vote taken back.") : t("Voted.")} ${left()}`);
    return undefined;
  };
  /** @param {any} idea */
  const goOn = (idea) => {
    setAsked(null);
    send(idea.id, true, () => `${t("You are checked in.")} ${t("Voted.")} ${left()}`);
    requestAnimationFrame(() => document.querySelector(`[data-vote="${idea.id}"]`)?.focus());
  };
  /** @param {any} idea */
  const firstAt = (idea) =>
    asked === idea.id && absent && html`<${CheckInFirst} client=${client} place=${place} onIn=${() => goOn(idea)} />`;
  /** @param {any} idea */
  const card = (idea) => html`<${VoteCard}
    key=${idea.id}
    idea=${idea}
    votes=${votes}
    mine=${own.has(idea.id)}
    waits=${held.has(idea.id)}
    onVote=${onVote}
    first=${firstAt(idea)}
  />`;
  const columns = columnsOf(picture).filter(({ ideas, groups }) => ideas.length + groups.length > 0);
  const level = columns.length > 1 ? "h3" : "h2";
  return html`<div class="stack">
    <h1 class="phone__question" dir="auto">${question}</h1>
    <${Left} board=${picture.board} votes=${votes} saving=${waiting.length > 0} />
    <${NewBallot} board=${picture.board} />
    ${words && html`<p class="note note--error" role="alert">${words}</p>`}
    ${columns.length === 0 && !picture.board.concealed && html`<${EmptyState}
      title=${t("There is nothing to vote for yet.")}
    />`}
    ${columns.map(
      ({ column, ideas, groups }) => html`<section class="stack" key=${column.id}>
        ${column.title && columns.length > 1 && html`<h2 class="column-title" dir="auto">${nameOf(column.title)}</h2>`}
        ${groups
          .filter((row) => row.ideas.length > 0)
          .map(
            (row) => html`<div class="card-group" key=${row.group.id}>
              <${level} class="card-group__title" dir="auto">${row.group.title}<//>
              <ul class="cards">${row.ideas.map(card)}</ul>
            </div>`,
          )}
        ${ideas.length > 0 && html`<ul class="cards">${ideas.map(card)}</ul>`}
      </section>`,
    )}
  </div>`;
}

/** @param {{ picture: BoardPicture }} props */
export const Former = ({ picture }) =>
  formerResults(picture).map(
    ({ number, then }) => html`<details class="more" key=${number}>
      <summary>${t("Result of ballot {n}", { n: number })}</summary>
      <div class="more__body"><${Results} picture=${then} own=${new Set()} /></div>
    </details>`,
  );
