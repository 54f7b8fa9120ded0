import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boardsOf,
  daysOf,
  gatheringOf,
  leftOpen,
  liveOf,
  mayEnter,
  moodOf,
  nextGathering,
  roundsOf,
  weekMoves,
} from "../../../static/js/week/state.js";

const WEEK = {
  gatherings: [
    { id: 2, day: 2, position: 1, state: "planned" },
    { id: 3, day: 1, position: 2, state: "doors_open" },
    { id: 1, day: 1, position: 1, state: "closed" },
  ],
  boards: [{ id: 7, gathering: 2 }],
  rounds: [{ id: 9, gathering: 1 }],
};

test("the week goes by day and by its order, and knows what is live", () => {
  assert.deepEqual(
    daysOf(WEEK).map(({ day, gatherings }) => [day, gatherings.map(({ id }) => id)]),
    [
      [1, [1, 3]],
      [2, [2]],
    ],
  );
  assert.equal(liveOf(WEEK).id, 3);
  const running = { gatherings: [...WEEK.gatherings, { id: 4, day: 6, position: 1, state: "running" }] };
  assert.equal(liveOf(running).id, 4);
  assert.equal(liveOf({ gatherings: [] }), null);
  assert.equal(liveOf(null), null);
});

test("a charrette goes on and back one state at a time", () => {
  assert.deepEqual(["preparation", "week", "aftercare", "closed"].map(weekMoves), [
    ["week"],
    ["preparation", "aftercare"],
    ["week", "closed"],
    ["aftercare"],
  ]);
  assert.deepEqual(weekMoves("unheard of"), []);
});

const gathering = (id, state, day = id, more = {}) => ({ id, day, position: id, state, ...more });

const week = (...gatherings) => ({ gatherings });

test("the phone is at the wanted gathering while it is open, else at an open one, else at the wanted, else at the next", () => {
  assert.equal(gatheringOf(week(gathering(1, "running"), gathering(2, "doors_open")), 2).id, 2);
  assert.equal(gatheringOf(week(gathering(1, "closed"), gathering(2, "running")), 1).id, 2);
  assert.equal(gatheringOf(week(gathering(1, "doors_open"), gathering(2, "paused")), null).id, 2);
  assert.equal(gatheringOf(week(gathering(1, "closed"), gathering(2, "planned")), 1).id, 1);
  assert.equal(gatheringOf(week(gathering(2, "planned"), gathering(1, "closed"), gathering(3, "planned")), null).id, 2);
  assert.equal(gatheringOf(week(gathering(1, "closed"), gathering(2, "minutes_agreed")), 99).id, 2);
  assert.equal(gatheringOf(week(), 1), null);
});

test("a session for who is invited is shown where its code was shown", () => {
  const young = { ...gathering(2, "running"), invited: true };
  const all = week(gathering(1, "planned"), young);
  assert.deepEqual(
    [mayEnter(young, undefined), mayEnter(young, [1]), mayEnter(young, [2]), mayEnter(gathering(1, "planned"), [])],
    [false, false, true, true],
  );
  assert.deepEqual(
    [
      gatheringOf(all, 2, []).id,
      gatheringOf(all, 2, [2]).id,
      gatheringOf(all, null, [2]).id,
      gatheringOf(week(young), 2, []),
    ],
    [1, 2, 2, null],
  );
});

test("after a session the next one that is still to come is named", () => {
  const all = week(gathering(1, "planned"), gathering(2, "closed"), gathering(3, "cancelled"), gathering(4, "planned"));
  assert.equal(nextGathering(all, all.gatherings[1]).id, 4);
  assert.equal(nextGathering(all, all.gatherings[3]), null);
});

test("every state of a gathering has a mood", () => {
  const states = {
    planned: "before",
    doors_open: "doors",
    running: "on",
    paused: "break",
    closed: "over",
    minutes_drafted: "over",
    minutes_agreed: "over",
    cancelled: "off",
    moved: "off",
  };
  for (const [state, mood] of Object.entries(states)) assert.equal(moodOf({ state }), mood);
});

test("boards and rounds of one session; a planned round is nobody's business yet", () => {
  const all = {
    boards: [
      { id: 1, gathering: 1 },
      { id: 2, gathering: 2 },
    ],
    rounds: [
      { id: 1, gathering: 1, state: "planned" },
      { id: 2, gathering: 1, state: "open" },
    ],
  };
  assert.deepEqual(
    boardsOf(all, 2).map((row) => row.id),
    [2],
  );
  assert.deepEqual(
    roundsOf(all, 1).map((row) => row.id),
    [2],
  );
});

test("a session that nobody closed yesterday is not that of now, and staff are told", () => {
  const at = Date.parse("2026-06-09T10:00:00Z");
  const first = { id: 1, day: 1, position: 1, state: "running", opened_at: "2026-06-08T17:00:00Z" };
  const planned = { id: 2, day: 2, position: 1, state: "planned", opened_at: null };
  assert.equal(liveOf({ gatherings: [first, planned] }, at), null);
  assert.equal(gatheringOf({ gatherings: [first, planned] }, 1, [], at).id, 1); // asked for, and nothing else is open
  assert.equal(gatheringOf({ gatherings: [first, planned] }, null, [], at).id, 2);
  const opened = { ...planned, state: "doors_open", opened_at: "2026-06-09T09:55:00Z" };
  const week = { gatherings: [first, opened] };
  assert.equal(liveOf(week, at).id, 2);
  assert.equal(gatheringOf(week, 1, [], at).id, 2);
  assert.deepEqual(
    leftOpen(week, at).map(({ id }) => id),
    [1],
  );
  assert.deepEqual(leftOpen({ gatherings: [opened] }, at), []);
  // The same evening: the later day is now, whatever runs on.
  const soon = Date.parse("2026-06-08T19:00:00Z");
  assert.equal(liveOf(week, soon).id, 2);
});
