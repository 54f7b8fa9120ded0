// What the projector shows: one scene from what it was told and
// the pictures it has; still when frozen, never a hidden word.
// house: long, because all of it plays in one week.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  sceneOf,
  screensOf,
  showing,
  stillPicture,
  streamsOf,
  targetOf,
} from "../../../static/js/projector/state/screen.js";

const WEEK = {
  charrette: { id: 1, title: "Hoogeveen", code: "7KDX4M" },
  gatherings: [
    { id: 4, day: 1, state: "planned" },
    { id: 5, day: 1, state: "running" },
  ],
  boards: [
    { id: 11, gathering: 4 },
    { id: 12, gathering: 5 },
  ],
  rounds: [
    { id: 7, gathering: 4, state: "closed" },
    { id: 8, gathering: 5, state: "planned" },
  ],
};
const GATHERING = {
  gathering: { id: 5, title: "Work session", code: "9PQR3T", state: "running", step: 21 },
  attendance: { present: 23 },
  steps: [
    { id: 20, position: 1, title: "Welcome", shows: "join" },
    { id: 21, position: 2, title: "Ideas", prompt: "What would you change?", shows: "board", board: 12, round: null },
    { id: 22, position: 3, title: "Vote", shows: "board" },
  ],
};
const idea = (number, more = {}) => ({
  id: number,
  number,
  text: `Idea of number ${number}`,
  state: "visible",
  column: 1,
  group: null,
  votes: null,
  ...more,
});
const board = (ideas, more = {}) => ({
  board: {
    id: 12,
    question: "What would you change?",
    title: "Street",
    phase: "collecting",
    concealed: false,
    results: false,
    ...more,
  },
  tally: { ideas: ideas.length, people: 2, votes: 3, voters: 2 },
  columns: [
    { id: 1, title: "Now", position: 0 },
    { id: 2, title: "Later", position: 1 },
  ],
  groups: [],
  ideas,
});
const SCREEN = {
  id: 3,
  paired: true,
  charrette: 1,
  view: "board",
  gathering: 5,
  board: 12,
  idea: null,
  round: null,
  page: 1,
  frozen: false,
  show_counts: true,
  theme: "light",
};
const looking = (more = {}) => {
  const pictures = { "charrette:1": WEEK, "gathering:5": GATHERING, "board:12": board([idea(1), idea(2)]), ...more };
  return (stream) => (stream in pictures ? pictures[stream] : null);
};
const words = (scene) => JSON.stringify(scene);

test("of the rounds nobody chose the last that was opened stands there, not one that is planned or cancelled", () => {
  const look = (rounds) => (stream) => (stream.startsWith("charrette") ? { ...WEEK, rounds } : null);
  const screen = { charrette: 1, view: "round", gathering: 4 };
  const later = [
    { id: 9, gathering: 4, state: "cancelled" },
    { id: 10, gathering: 4, state: "planned" },
  ];
  assert.equal(targetOf(screen, look([...WEEK.rounds, ...later])).round, 7);
  assert.equal(targetOf(screen, look(later)).round, null);
});

test("a new projector shows its pairing code and follows nothing else", () => {
  assert.deepEqual(sceneOf({ ...SCREEN, paired: false, pairing_code: "RGH6C3" }, looking()), {
    kind: "pairing",
    code: "RGH6C3",
  });
});

test("without a gathering it finds the one that is going on, its board and its newest round", () => {
  const target = targetOf({ ...SCREEN, gathering: null, board: null }, looking());
  assert.deepEqual([target.gathering, target.board, target.round], [5, 12, 7]);
  assert.deepEqual(streamsOf(target), ["charrette:1", "gathering:5", "board:12"]);
  assert.deepEqual(streamsOf({ ...target, view: "report" }), ["charrette:1", "gathering:5", "round:7"]);
});

test("until every picture of the next view is there, there is no next scene", () => {
  assert.equal(sceneOf(SCREEN, looking({ "board:12": null })), null);
  assert.equal(sceneOf({ ...SCREEN, view: "black" }, () => null).kind, "black");
});

test("what may not be had gives way to the step, and without a step to the way in", () => {
  assert.equal(sceneOf(SCREEN, looking({ "board:12": undefined })).kind, "step");
  assert.equal(sceneOf(SCREEN, looking({ "board:12": undefined, "gathering:5": undefined })).kind, "join");
});

test("the board keeps columns, marks what is new while collecting, and stands still after", () => {
  const fresh = new Set([2]);
  const scene = sceneOf(SCREEN, looking(), { fresh });
  assert.deepEqual(
    scene.columns.map((column) => column.entries.map((entry) => [entry.number, entry.fresh])),
    [
      [
        [1, false],
        [2, true],
      ],
      [],
    ],
  );
  assert.deepEqual(
    scene.arrival.map((entry) => entry.label),
    ["Now", "Now"],
  );
  const voting = sceneOf(SCREEN, looking({ "board:12": board([idea(1), idea(2)], { phase: "voting" }) }), { fresh });
  assert.deepEqual(
    voting.columns[0].entries.map((entry) => entry.fresh),
    [false, false],
  );
  assert.equal(voting.newestFirst, false);
});

test("a concealed board gives counts and no words, in every view", () => {
  const bare = [
    { id: 1, number: 1, state: "visible", column: 1 },
    { id: 2, number: 2, state: "visible", column: 2 },
  ];
  for (const view of ["board", "idea", "results"]) {
    const scene = sceneOf(
      { ...SCREEN, view, idea: 1 },
      looking({ "board:12": board(bare, { concealed: true, results: true }) }),
    );
    assert.deepEqual(
      [scene.kind, scene.mode, scene.tally.ideas, scene.columns.flatMap((column) => column.entries)],
      ["board", "concealed", 2, []],
    );
  }
});

test("hidden, waiting and withdrawn ideas are nowhere, and one idea that is hidden gives way to its board", () => {
  const hidden = board([
    idea(1),
    { id: 2, number: 2, state: "hidden" },
    idea(3, { state: "waiting", text: "Waiting words" }),
  ]);
  const scene = sceneOf({ ...SCREEN, view: "idea", idea: 2 }, looking({ "board:12": hidden }));
  assert.equal(scene.kind, "board");
  assert.ok(!words(scene).includes("Waiting words"));
});

test("keys walk from idea to idea and stop at the ends; a long text is whole in its scene", () => {
  const text = "Sentence one. ".repeat(40);
  const long = board([idea(1), idea(2, { text }), idea(3)]);
  const at = (walk) => sceneOf({ ...SCREEN, view: "idea", idea: 1 }, looking({ "board:12": long }), { walk });
  assert.deepEqual(
    [0, 1, 2, 9, -5].map((walk) => [at(walk).number, at(walk).walked]),
    [
      [1, 0],
      [2, 1],
      [3, 2],
      [3, 2],
      [1, 0],
    ],
  );
  assert.equal(at(1).text, text);
});

test("results are shown as they were published once the vote is closed, and not before", () => {
  const results = { votes: { runs: [[1, "255"]] }, groups: [] };
  const voted = { ...board([idea(1), idea(2), idea(3)], { results: true }), results };
  const open = sceneOf({ ...SCREEN, view: "results" }, looking({ "board:12": voted }));
  assert.deepEqual(
    open.rows.map((row) => [row.number, row.votes, row.share]),
    [
      [2, 5, 1],
      [3, 5, 1],
      [1, 2, 0.4],
    ],
  );
  assert.deepEqual(sceneOf({ ...SCREEN, view: "results" }, looking()).rows, []);
});

test("a round lists its versions; answers come only with the report back", () => {
  const versions = [
    { id: 31, item_number: 2, item_title: "Desk", number: 1, text: "One desk.", why: "Simple.", diff: null },
    {
      id: 30,
      item_number: 1,
      item_title: "Square",
      number: 2,
      text: "A green square.",
      why: "",
      diff: [
        ["same", "A "],
        ["removed", "grey"],
        ["added", "green"],
        ["same", " square."],
      ],
    },
  ];
  const remarks = [
    {
      id: 1,
      number: 1,
      version: 30,
      kind: "objection",
      text: "Where do we park?",
      alternative: "At the edge",
      outcome: "partly",
      answer: "Two places stay.",
    },
  ];
  const round = {
    round: { id: 7, title: "First", state: "closed" },
    tally: { remarks: 1, people: 1, answered: 1 },
    versions,
    remarks,
  };
  const shown = sceneOf({ ...SCREEN, view: "round", round: 7 }, looking({ "round:7": round }));
  assert.deepEqual(
    shown.versions.map((version) => version.title),
    ["Square", "Desk"],
  );
  assert.deepEqual(
    shown.versions[0].marked.map(([op]) => op),
    ["same", "added", "same"],
  );
  const early = sceneOf({ ...SCREEN, view: "report", round: 7 }, looking({ "round:7": round }));
  assert.deepEqual([early.open, early.sections], [false, []]);
  const told = sceneOf(
    { ...SCREEN, view: "report", round: 7 },
    looking({ "round:7": { ...round, round: { ...round.round, state: "reported_back" } } }),
  );
  assert.deepEqual(
    told.sections[0].remarks.map((entry) => [entry.text, entry.alternative, entry.outcome, entry.answer]),
    [["Where do we park?", "At the edge", "partly", "Two places stay."]],
  );
});

test("frozen, the room keeps the old view while the next one is chosen, and then gets it", () => {
  const before = showing(null, SCREEN, null);
  const pictures = new Map([["board:12", board([idea(1)])]]);
  const frozen = showing(before, { ...SCREEN, view: "results", frozen: true }, pictures);
  assert.deepEqual([frozen.screen.view, frozen.still], ["board", pictures]);
  assert.equal(showing(frozen, { ...SCREEN, view: "idea", frozen: true }, new Map()).still, pictures);
  const after = showing(frozen, { ...SCREEN, view: "results", frozen: false }, null);
  assert.deepEqual([after.screen.view, after.still], ["results", null]);
});

test("a frozen picture gets nothing new, but what is hidden leaves it at once", () => {
  const kept = board([idea(1), idea(2), idea(3)]);
  const now = board([idea(1), { id: 2, number: 2, state: "hidden" }, idea(4), idea(3, { text: "Better words" })]);
  const scene = sceneOf(SCREEN, looking({ "board:12": stillPicture(kept, now) }));
  assert.deepEqual(
    scene.columns[0].entries.map((entry) => entry.text),
    ["Idea of number 1", "Better words"],
  );
  assert.equal(stillPicture(kept, board([], { concealed: true })).board.concealed, true);
  assert.equal(stillPicture(kept, null), kept);
});

test("a frozen result keeps the name of a group that was taken apart, and lets a hidden idea go", () => {
  const results = { votes: { runs: [[1, "35"]] }, groups: [{ id: 6, ideas: [2] }] };
  const shown = (ideas, groups) => ({
    ...board(ideas, { results: true }),
    groups,
    results,
    former_groups: { groups: [] },
  });
  const kept = shown([idea(1), idea(2)], [{ id: 6, title: "Benches", position: 1 }]);
  const now = shown([idea(1, { state: "hidden", text: undefined }), idea(2)], []);
  const scene = sceneOf({ ...SCREEN, view: "results" }, looking({ "board:12": stillPicture(kept, now) }));
  assert.deepEqual(
    scene.rows.map((row) => [row.title, row.votes]),
    [
      ["Benches", 5],
      [null, 3],
    ],
  );
});

test("on a frozen picture the clock stands still with the session, and goes when it has ended", () => {
  const of = (more) => ({
    ...GATHERING,
    gathering: { ...GATHERING.gathering, step_started_at: "2025-06-02T19:00:00Z", paused_at: null, ...more },
  });
  const clock = (more) => {
    const { state, step, step_started_at, paused_at, title } = stillPicture(
      of({}),
      of({ title: "Other words", ...more }),
    ).gathering;
    return [state, step, step_started_at, paused_at, title];
  };
  const broke = "2025-06-02T19:05:00Z";
  assert.deepEqual(clock({ state: "paused", paused_at: broke }), [
    "paused",
    21,
    "2025-06-02T19:00:00Z",
    broke,
    "Work session",
  ]);
  assert.deepEqual(clock({ state: "closed", step: 22, step_started_at: broke }), [
    "closed",
    21,
    "2025-06-02T19:00:00Z",
    null,
    "Work session",
  ]);
});

test("counts of people are left out when the projector is told so", () => {
  assert.equal(sceneOf({ ...SCREEN, show_counts: false }, looking()).place.counts, false);
});

test("a picture with missing or odd fields still gives a scene", () => {
  for (const broken of [
    {},
    { ideas: [{}] },
    { board: null, ideas: [{ id: 1, state: "visible", text: "x" }] },
    { board: {}, tally: null, columns: null, groups: null, ideas: null },
  ]) {
    for (const view of ["board", "idea", "results"])
      assert.ok(sceneOf({ ...SCREEN, view, idea: 1 }, looking({ "board:12": broken })), view);
  }
  for (const view of ["round", "report"]) assert.ok(sceneOf({ ...SCREEN, view, round: 7 }, looking({ "round:7": {} })));
});

test("projectors in this hall come first, unpaired ones not at all", () => {
  const screens = [
    { id: 1, paired: true, gathering: 1 },
    { id: 2, paired: true, gathering: 3 },
    { id: 3, paired: false, gathering: 3 },
  ];
  assert.deepEqual(
    screensOf({ screens }, 3).map(({ id }) => id),
    [2, 1],
  );
});
