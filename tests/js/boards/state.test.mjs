import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changedSettings,
  columnsOf,
  found,
  ideasInOrder,
  mayChange,
  myIdeas,
  placeMoves,
  resultsOf,
  traysOf,
  votesOf,
  withVote,
  withSaved,
  withWishes,
  withoutVote,
  writingOf,
} from "../../../static/js/boards/state.js";
import { chances } from "../support.mjs";

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

test("results are the lines as they were published, whatever is on the board now", () => {
  const lines = [
    { kind: "group", id: 5, title: "Benches", votes: 5, ideas: [{ id: 3, number: 3 }] },
    { kind: "idea", id: 2, title: "A tree", votes: 5, ideas: [{ id: 2, number: 2 }], late: true },
    { kind: "idea", id: 8, title: null, votes: 2, ideas: [{ id: 8, number: 8 }], late: false },
  ];
  assert.deepEqual(
    resultsOf({ ...picture, results: { lines } }).map(({ kind, number, title, votes, late }) => [
      kind,
      number,
      title,
      votes,
      late,
    ]),
    [
      ["group", null, "Benches", 5, false],
      ["idea", 2, "A tree", 5, true],
      ["idea", 8, null, 2, false],
    ],
  );
  assert.deepEqual(resultsOf(picture), []);
});

const anIdea = (id, more = {}) => ({
  id,
  number: id,
  state: "visible",
  text: `idea ${id}`,
  group: null,
  fate: null,
  late: false,
  position: id * 100,
  ...more,
});

test("trays hold what needs a look; nothing is ever in the bin", () => {
  const trays = traysOf({
    ideas: [
      anIdea(5, { late: true }),
      anIdea(2, { state: "waiting" }),
      anIdea(3, { state: "hidden" }),
      anIdea(4, { late: true, group: 1 }),
      anIdea(1),
    ],
  });
  assert.deepEqual(
    [trays.waiting, trays.late, trays.hidden].map((list) => list.map(({ id }) => id)),
    [[2], [5], [3]],
  );
  assert.deepEqual(traysOf(null), { waiting: [], late: [], hidden: [] });
});

test("an idea is found by number, by words in any order, and by its author", () => {
  const one = { number: 41, text: "Een café bij de vijver, met 12 stoelen", author: { name: "Zoë" } };
  for (const query of ["", "#41", "4", "vijver cafe", "ZOE", "12"]) assert.ok(found(one, query), query);
  for (const query of ["#42", "plein", "vijver plein"]) assert.ok(!found(one, query), query);
});

test("an idea comes to its place with the fewest moves, and all others keep their order", () => {
  const { int, pick } = chances(7);
  for (let round = 0; round < 300; round += 1) {
    let list = Array.from({ length: int(1, 8) }, (_, at) => anIdea(at + 1, { position: pick([0, 1, 2, 100, 200]) }));
    const sorted = () => list.toSorted((a, b) => a.position - b.position || a.number - b.number);
    list = sorted();
    const mover = pick(list);
    const index = int(0, list.length - 1);
    const wanted = list
      .filter(({ id }) => id !== mover.id)
      .map(({ id }) => id)
      .toSpliced(index, 0, mover.id);
    const positions = new Map(placeMoves(list, mover.id, index).map((move) => [move.idea, move.position]));
    list = list.map((one) => (positions.has(one.id) ? { ...one, position: positions.get(one.id) } : one));
    assert.deepEqual(
      sorted().map(({ id }) => id),
      wanted,
    );
  }
  assert.equal(placeMoves([anIdea(1), anIdea(2), anIdea(3)], 3, 1).length, 1);
  assert.deepEqual(placeMoves([], 4, 0), [{ idea: 4, position: 100 }]);
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
  const result = { idea: 41, number: 17, state: "waiting", late: false, column: 2, at: "2026-06-08T08:00:00Z" };
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
  assert.equal(withSaved(mine, { type: "edit_idea", fields: { idea: 5 }, result: {} }), null);
  assert.equal(
    withSaved(mine, { type: "post_idea", fields: { text: "A" }, result: { idea: 4 } }),
    null,
    "an older server",
  );
});

test("of the settings only what was changed is sent", () => {
  const board = { moderated: false, concealed: true, votes_per_person: 3, text_limit: 280 };
  for (const [typed, expected] of [
    [{}, []],
    [{ moderated: false, concealed: true, votes_per_person: " 3 ", text_limit: "280" }, []],
    [{ moderated: true }, [{ type: "set_board", fields: { moderated: true } }]],
    [
      { votes_per_person: "5", text_limit: "200" },
      [{ type: "set_board", fields: { votes_per_person: 5, text_limit: 200 } }],
    ],
    [
      { votes_per_person: " ", concealed: false },
      [
        { type: "set_board", fields: { concealed: false } },
        { type: "set_vote_limit", fields: { votes: null } },
      ],
    ],
    [{ text_limit: "" }, [{ type: "set_board", fields: { text_limit: 0 } }]],
    [{ text_limit: "2.5e1" }, [{ type: "set_board", fields: { text_limit: 0 } }]],
    [{ votes_per_person: "drie" }, [{ type: "set_board", fields: { votes_per_person: 0 } }]],
  ])
    assert.deepEqual(changedSettings(board, typed), expected);
  assert.deepEqual(changedSettings({ ...board, votes_per_person: null }, { votes_per_person: "" }), []);
});
