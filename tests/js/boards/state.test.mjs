// house: long, because a board is read in many ways, and each has its own small test.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  columnsOf,
  ideasInOrder,
  mayChange,
  myIdeas,
  resultsOf,
  votesOf,
  withVote,
  withSaved,
  withWishes,
  withoutVote,
  writingOf,
} from "../../../static/js/boards/state.js";

test("a vote given and taken back leaves everything as before", () => {
  const mine = { votes: [1], votes_left: 2 };
  assert.deepEqual(withVote(mine, 5), { votes: [1, 5], votes_left: 1 });
  assert.deepEqual(withoutVote(withVote(mine, 5), 5), mine);
  assert.equal(withVote(mine, 1), mine);
  const wishes = [
    ["cast_vote", 5],
    ["take_back_vote", 1],
    ["cast_vote", 6],
    ["take_back_vote", 6],
  ].map(([type, idea]) => ({ type, fields: { idea } }));
  assert.deepEqual(withWishes(mine, wishes), { votes: [5], votes_left: 2 });
  assert.equal(withoutVote(mine, 9), mine);
});

const idea = (id, more = {}) => ({
  id,
  number: id,
  state: "visible",
  text: `idea ${id}`,
  column: 1,
  group: null,
  position: id,
  votes: null,
  ...more,
});

const picture = {
  board: { id: 1 },
  columns: [
    { id: 2, title: "Later", position: 2 },
    { id: 1, title: "Now", position: 1 },
  ],
  groups: [{ id: 5, title: "Benches", position: 1, column: 2, votes: null }],
  ideas: [
    idea(1),
    idea(2, { column: 2 }),
    idea(3, { group: 5, column: 1 }),
    idea(4, { state: "hidden" }),
    idea(5, { text: undefined }),
    idea(6, { column: 99, position: 0 }),
  ],
};

test("columns stand in order, with groups where the group stands and lost ideas in the first", () => {
  const [now, later] = columnsOf(picture);
  assert.deepEqual([now.column.title, later.column.title], ["Now", "Later"]);
  assert.deepEqual(
    now.ideas.map(({ id }) => id),
    [6, 1],
  );
  assert.deepEqual(
    later.groups[0].ideas.map(({ id }) => id),
    [3],
  );
  assert.deepEqual(
    ideasInOrder(picture).map(({ id }) => id),
    [6, 1, 3, 2],
  );
});

test("an empty picture gives one empty column", () => {
  assert.deepEqual(columnsOf(null), [{ column: { id: null, key: "", title: "", position: 0 }, ideas: [], groups: [] }]);
});

test("my ideas: what waits on the phone first, and nothing twice", () => {
  const mine = {
    ideas: [
      { id: 10, number: 3, text: "a", state: "visible" },
      { id: 11, number: 8, text: "b", state: "waiting" },
    ],
  };
  const entries = [
    { id: "x", type: "post_idea", state: "saved", text: "a", result: { idea: 10, number: 3 } },
    { id: "y", type: "post_idea", state: "saved", text: "c", result: { idea: 12, number: 9 } },
    { id: "z", type: "post_idea", state: "on_phone", text: "d", result: null },
    { id: "v", type: "add_remark", state: "on_phone", text: "e", result: null },
  ];
  assert.deepEqual(
    myIdeas(mine, entries).map(({ text, state }) => `${text} ${state}`),
    ["d on_phone", "c saved", "b waiting", "a visible"],
  );
});

test("votes left come from the server, else from the limit", () => {
  assert.equal(votesOf({ votes: [1], votes_left: 2 }, { votes_per_person: 3 }).left, 2);
  assert.equal(votesOf({ votes: [1] }, { votes_per_person: 3 }).left, 2);
  assert.equal(votesOf(null, { votes_per_person: null }).left, null);
  assert.equal(votesOf({ votes: [1] }, {}).has(1), true);
});

const VOTED = {
  ...picture,
  ideas: [
    { id: 2, number: 12, state: "visible", text: "A tree", position: 200, late: true },
    { id: 3, number: 13, state: "visible", text: "A bench", position: 900, late: false },
    { id: 4, number: 14, state: "hidden", position: 100, late: false },
    { id: 6, number: 11, state: "visible", text: "Two benches", position: 50, late: false },
    { id: 8, number: 18, state: "hidden", position: 100, late: false },
    { id: 9, number: 19, state: "visible", text: "Came later", position: 10, late: true },
  ],
  groups: [{ id: 5, title: "Benches", position: 7 }],
  results: {
    votes: { runs: [[2, "523-2-2"]] },
    groups: [
      { id: 5, ideas: [3, 4] },
      { id: 7, ideas: [6] },
    ],
  },
  former_groups: { groups: [{ id: 7, title: "Taken apart", position: 1 }] },
};

const linesOf = (of) =>
  resultsOf(of).map(({ kind, number, title, votes, late, ideas }) => [
    kind,
    number,
    title,
    votes,
    late,
    ideas.map((one) => one.number),
  ]);

test("a result has the votes as they were published, and the words of the board of now", () => {
  assert.deepEqual(linesOf(VOTED), [
    ["group", null, "Benches", 5, false, [13, 14]],
    ["idea", 12, "A tree", 5, true, [12]],
    ["group", null, "Taken apart", 2, false, [11]],
    ["idea", 18, null, 2, false, [18]],
  ]);
  const renamed = { ...VOTED, groups: [{ id: 5, title: "To sit", position: 7 }] };
  assert.equal(linesOf(renamed)[0][2], "To sit");
});

test("where no result was published there is no line", () => {
  const none = { votes: { all: null }, groups: [] };
  assert.deepEqual(resultsOf({ ...VOTED, results: none }), []);
  assert.deepEqual(resultsOf(picture), []);
});

test("an own idea that was changed or taken back stands so on the list from the answer, and the others as they were", () => {
  const own = { id: 41, text: "A bench", revision: 1, state: "visible", may_change: true, fate: { reason: null } };
  const mine = { ideas: [{ id: 40 }, own], votes: [3], votes_left: 2 };
  const result = { idea: 41, revision: 2, state: "waiting", may_change: true, at: "2026-06-08T08:00:00Z" };
  const edited = { type: "edit_idea", fields: { idea: 41, text: " Two benches " }, result };
  assert.deepEqual(withSaved(mine, edited), {
    ...mine,
    ideas: [{ id: 40 }, { ...own, text: "Two benches", revision: 2, state: "waiting" }],
  });
  const gone = { type: "withdraw_idea", fields: { idea: 41 }, result: { ...result, state: "withdrawn", revision: 1 } };
  assert.deepEqual(
    withSaved(mine, gone).ideas.map(({ state, fate }) => [state, fate?.outcome]),
    [
      [undefined, undefined],
      ["withdrawn", "withdrawn"],
    ],
  );
  assert.equal(withSaved({ ideas: [{ ...own, revision: 3 }] }, edited), null, "changed on another phone since");
  assert.equal(withSaved({ ideas: [] }, edited), null, "not known here yet");
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

test("an own idea comes on the list from the answer, with all that the server would tell of it", () => {
  const result = {
    idea: 41,
    number: 17,
    revision: 1,
    state: "waiting",
    early: false,
    late: false,
    column: 2,
    at: "2026-06-08T08:00:00Z",
  };
  const entry = { type: "post_idea", fields: { board: 12, text: " A bench ", kind: "tip" }, result };
  entry.result.may_change = true;
  const mine = { ideas: [{ id: 40 }], votes: [3], votes_left: 2 };
  const fate = { outcome: "not_handled_yet", reason: null, items: [], topics: [], group: null, duplicate_of: null };
  const { idea: id, ...told } = result;
  assert.deepEqual(withSaved(mine, entry), {
    ...mine,
    ideas: [{ id: 40 }, { id, ...told, text: "A bench", kind: "tip", hidden_reason: null, fate }],
  });
  assert.equal(withSaved(withSaved(mine, entry), entry).ideas.length, 2, "a second time changes nothing");
});

test("a saved vote counts at once; of other things the answer does not tell enough", () => {
  const mine = { ideas: [], votes: [3], votes_left: 2 };
  assert.deepEqual(withSaved(mine, { type: "cast_vote", fields: { idea: 5 } }), {
    ideas: [],
    votes: [3, 5],
    votes_left: 1,
  });
  assert.equal(withSaved(mine, { type: "edit_idea", fields: { idea: 40, text: "B" }, result: { idea: 40 } }), null);
  assert.equal(
    withSaved(mine, { type: "post_idea", fields: { text: "A" }, result: { idea: 4 } }),
    null,
    "an older server",
  );
});
