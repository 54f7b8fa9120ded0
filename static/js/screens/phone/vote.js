/** Voting: how many are left, one large button at each idea, tap again to take it back. Nothing moves meanwhile.
 *
 *   <Vote client follow place question />     follow: a followed board that is voting; place: its followed session.
 *       Who is not checked in there is asked at the button that was pressed; one tap checks in and votes
 */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { announceError, announceOwn } from "../../lib/a11y.js";
import { t, tn } from "../../lib/i18n.js";
import { columnsOf, votesOf } from "../../state/board.js";
import { withoutVote, withVote } from "../../state/mine.js";
import { checkInOf } from "../../state/phone.js";
import { Button, Card, EmptyState } from "../../views/index.js";

const leftWords = ({ limit, left }) => (limit === null ? t("Vote for what you find most important.") : tn("{n} vote left of {limit}", "{n} votes left of {limit}", left, { limit }));

/** At the button: check in, and the vote goes along. */
function CheckInFirst({ client, place, onIn }) {
  const [state, setState] = useState({ busy: false, words: null });
  const box = useRef(null);
  useEffect(() => { (box.current?.querySelector("button") ?? box.current)?.focus(); }, []);
  const { gathering } = place.picture.value;
  const press = async () => {
    setState({ busy: true, words: null });
    const answer = await client.commands.send("check_in", { gathering: gathering.id });
    await place.refreshMine();
    if (answer.ok) return onIn();
    const words = answer.message ?? t("That did not work. Try again in a moment.");
    announceError(words);
    return setState({ busy: false, words });
  };
  const door = checkInOf(gathering, place.mine.value) === "door";
  return html`<div class="note vote-first" ref=${box} tabindex="-1"><div class="note__body stack stack--small">
    <p>${t("Check in first: voting is for who is here.")}</p>
    ${door ? html`<p>${t("To check in, scan the code on the screen in the hall.")}</p>`
      : html`<${Button} wide kind="primary" busy=${state.busy} onClick=${press}>${t("I am here: check in and vote")}<//>`}
    ${state.words && html`<p class="field__error" role="alert">${state.words}</p>`}</div></div>`;
}

function VoteCard({ idea, votes, mine, onVote, first }) {
  const on = votes.has(idea.id);
  const none = !on && votes.left === 0;
  return html`<${Card} idea=${{ number: idea.number, text: idea.text, state: "visible" }} mine=${mine} selected=${on}>
    <${Button} large wide pressed=${on} disabled=${none} data-vote=${idea.id} onClick=${() => onVote(idea, on)}>
      ${on ? t("Your vote") : t("Vote")}<span class="visually-hidden"> #${idea.number}</span>
    <//>
    ${first}
  <//>`;
}

/** Presses go out one after another, in the order of the thumb; what shows is always the last one. */
function useVoting(client, follow) {
  const [error, setError] = useState(null);
  const [waiting, setWaiting] = useState(0);
  const wishes = useRef(new Map());
  const queue = useRef(Promise.resolve());
  const show = (idea, voted, sent) => follow.changeMine((before) => (voted ? withVote(before, idea) : withoutVote(before, idea)), sent);
  const send = async (idea, voted) => {
    const answer = await client.commands.send(voted ? "cast_vote" : "take_back_vote", { idea });
    setWaiting((count) => count - 1);
    if (wishes.current.get(idea) !== voted) return;
    if (answer.ok) return;
    show(idea, !voted);
    const words = answer.message ?? t("Your vote has not arrived. Try again when there is a connection.");
    setError(words);
    announceError(words);
    follow.refreshMine();
  };
  const press = (idea, voted) => {
    setError(null);
    wishes.current.set(idea, voted);
    setWaiting((count) => count + 1);
    queue.current = queue.current.then(() => send(idea, voted));
    show(idea, voted, queue.current);
  };
  return { error, waiting, press };
}

export function Vote({ client, follow, place, question }) {
  const [asked, setAsked] = useState(null);
  const { error, waiting, press } = useVoting(client, follow);
  const picture = follow.picture.value;
  const mine = follow.mine.value;
  const votes = votesOf(mine, picture.board);
  const own = new Set((mine?.ideas ?? []).map((idea) => idea.id));
  const absent = ["button", "left", "door"].includes(checkInOf(place.picture.value?.gathering, place.mine.value));
  const onVote = (idea, on) => {
    if (!on && absent) return setAsked(idea.id);
    setAsked(null);
    press(idea.id, !on);
    announceOwn(`${on ? t("Vote taken back.") : t("Voted.")} ${leftWords(votesOf(follow.mine.value, picture.board))}`);
    return undefined;
  };
  const goOn = (idea) => {
    setAsked(null);
    press(idea.id, true);
    announceOwn(`${t("You are checked in.")} ${t("Voted.")}`);
    requestAnimationFrame(() => document.querySelector(`[data-vote="${idea.id}"]`)?.focus());
  };
  const firstAt = (idea) => asked === idea.id && absent && html`<${CheckInFirst} client=${client} place=${place} onIn=${() => goOn(idea)} />`;
  const card = (idea) => html`<${VoteCard} key=${idea.id} idea=${idea} votes=${votes} mine=${own.has(idea.id)} onVote=${onVote} first=${firstAt(idea)} />`;
  const columns = columnsOf(picture).filter(({ ideas, groups }) => ideas.length + groups.length > 0);
  const level = columns.length > 1 ? "h3" : "h2";
  return html`<div class="stack">
    <h1 class="phone__question" dir="auto">${question}</h1>
    <p class="votes-left">${leftWords(votes)}${waiting > 0 && html` <span class="votes-left__saving">${t("Saving…")}</span>`}</p>
    ${error && html`<p class="note note--error">${error}</p>`}
    ${columns.length === 0 && html`<${EmptyState} title=${t("There is nothing to vote for yet.")} />`}
    ${columns.map(({ column, ideas, groups }) => html`<section class="stack" key=${column.id}>
      ${column.title && columns.length > 1 && html`<h2 class="column-title">${column.title}</h2>`}
      ${groups.filter((row) => row.ideas.length > 0).map((row) => html`<div class="card-group" key=${row.group.id}>
        <${level} class="card-group__title" dir="auto">${row.group.title}<//><ul class="cards">${row.ideas.map(card)}</ul></div>`)}
      ${ideas.length > 0 && html`<ul class="cards">${ideas.map(card)}</ul>`}
    </section>`)}
  </div>`;
}
