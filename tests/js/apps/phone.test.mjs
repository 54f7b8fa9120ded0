/** What a participant's phone shows: decided from the pictures alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boardsOf,
  checkInOf,
  gatheringOf,
  mayChange,
  mayEnter,
  moodOf,
  myRemarks,
  nextGathering,
  reportOf,
  roundsOf,
  routeOf,
  sameScene,
  sceneOf,
  writingOf,
} from "../../static/js/state/phone.js";

const gathering = (id, state, day = id, more = {}) => ({ id, day, position: id, state, ...more });
const week = (...gatherings) => ({ gatherings });

test("an address names a view, and a strange one leads to now", () => {
  assert.deepEqual(routeOf("#board-12"), { view: "board", id: 12 });
  assert.deepEqual(routeOf("#week"), { view: "week", id: null });
  for (const hash of ["", undefined, "#", "#board-x", "#console", "#board-12-13"])
    assert.deepEqual(routeOf(hash), { view: "now", id: null });
});

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

test("checking in is offered while doors are open, by button or by the code at the door", () => {
  const mine = (status) => ({ attendance: status ? { status } : null });
  assert.equal(checkInOf(gathering(1, "planned"), mine()), "none");
  assert.equal(checkInOf(gathering(1, "doors_open"), mine()), "button");
  assert.equal(checkInOf(gathering(1, "running"), mine("left")), "left");
  assert.equal(checkInOf(gathering(1, "running", 1, { door_required: true }), mine()), "door");
  assert.equal(checkInOf(gathering(1, "running", 1, { door_required: true }), mine("present")), "in");
  assert.equal(checkInOf(gathering(1, "closed"), mine("left")), "none");
});

test("the scene follows the step: a board, a round or only words", () => {
  const steps = [
    { id: 1, shows: "join", board: null, round: null },
    { id: 2, shows: "board", board: 12, round: null },
    { id: 3, shows: "round", board: null, round: 4 },
    { id: 4, shows: "report", board: 12, round: 4 },
    { id: 5, shows: "round", board: null, round: null },
  ];
  const at = (step) => sceneOf({ gathering: { step }, steps });
  assert.deepEqual(
    [1, 2, 3, 4, 5, null].map((step) => at(step).kind),
    ["words", "board", "round", "round", "words", "words"],
  );
  assert.equal(at(null).step, null);
  assert.ok(sameScene(at(2), at(2)) && !sameScene(at(2), at(3)) && !sameScene(null, at(2)));
});

test("writing is open, late or closed, and an own idea can be changed while it is open", () => {
  assert.equal(writingOf({ phase: "collecting", read_only: false }), "open");
  assert.equal(writingOf({ phase: "voting", read_only: false }), "late");
  assert.equal(writingOf({ phase: "collecting", read_only: true }), "closed");
  assert.equal(writingOf(null), "closed");
  assert.ok(mayChange({ phase: "collecting", read_only: false }, { state: "visible", may_change: true }));
  assert.ok(!mayChange({ phase: "collecting", read_only: false }, { state: "hidden", may_change: false }));
  assert.ok(
    !mayChange({ phase: "grouping", read_only: false }, { state: "visible", may_change: true }),
    "at once, before the server's word is here",
  );
});

test("my remarks are those of the server and those on the phone, each once", () => {
  const mine = {
    remarks: [
      { id: 1, number: 3, text: "a" },
      { id: 2, number: 8, text: "b" },
    ],
  };
  const entry = (id, state, round, remark) => ({
    id,
    type: "add_remark",
    state,
    fields: { round, text: id },
    result: remark ? { remark, number: 9 } : null,
  });
  const entries = [
    entry("x", "saved", 5, 2),
    entry("y", "on_phone", 5),
    entry("z", "on_phone", 6),
    { id: "i", type: "post_idea", state: "on_phone", fields: { board: 1 } },
  ];
  assert.deepEqual(
    myRemarks(mine, entries, 5).map((row) => [row.key, row.state, row.number]),
    [
      ["y", "on_phone", null],
      ["remark-2", "saved", 8],
      ["remark-1", "saved", 3],
    ],
  );
});

test("the report begins with my remarks; the others stand by version, and nothing stands twice", () => {
  const picture = {
    versions: [{ id: 7 }, { id: 8 }],
    remarks: [
      { id: 3, number: 3, version: 8 },
      { id: 1, number: 1, version: 7 },
      { id: 2, number: 2, version: 7 },
    ],
  };
  const { own, others } = reportOf(picture, { remarks: [{ id: 2 }] });
  assert.deepEqual(
    own.map((row) => row.id),
    [2],
  );
  assert.deepEqual(
    others.map(({ version, remarks }) => [version.id, remarks.map((row) => row.id)]),
    [
      [7, [1]],
      [8, [3]],
    ],
  );
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
