import assert from "node:assert/strict";
import { test } from "node:test";
import { changedSettings, found, placeMoves, traysOf } from "../../../static/js/boards/console/places.js";
import { chances } from "../support.mjs";

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
  for (const query of ["", "#41", "4", "nr. 41", "vijver cafe", "ZOE", "12", "oelen vijver", "#4 stoel"])
    assert.ok(found(one, query), query);
  for (const query of ["#42", "#12", "plein", "vijver plein"]) assert.ok(!found(one, query), query);
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
