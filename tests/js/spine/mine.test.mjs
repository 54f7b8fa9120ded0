import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_IDS, newsOf, withNews } from "../../../static/js/spine/mine.js";

const event = (seq, changes) => ({ seq, type: "something_happened", at: "2025-06-02T19:00:00Z", data: { changes } });

test("mine is concerned by its own entities and by the rules of the board only", () => {
  const mine = { ideas: [{ id: 4 }], votes: [1], votes_left: 2 };
  assert.deepEqual(newsOf(mine, [event(1, { ideas: [{ id: 4 }] })]), [4]);
  assert.deepEqual(newsOf(mine, [event(1, { ideas: [{ id: 5 }], tally: { ideas: 9 } })]), null);
  assert.equal(newsOf(mine, [event(1, { board: { id: 1 } })]), "all");
  assert.equal(newsOf(null, [event(1, { board: { id: 1 } })]), null);
});

test("an own idea in a group that was renamed is asked again: what came of it is said by that title", () => {
  const renamed = { ...event(1, { groups: [{ id: 6 }] }), type: "group_renamed" };
  const data = { ...renamed.data, group: 6, ideas: [3, 4] };
  assert.deepEqual(newsOf({ ideas: [{ id: 4 }, { id: 5 }] }, [{ ...renamed, data }]), [4]);
  assert.equal(newsOf({ ideas: [{ id: 5 }] }, [{ ...renamed, data }]), null);
});

test("that an own idea came in is no news to who has it from the answer", () => {
  const mine = { ideas: [{ id: 4 }] };
  const posted = { ...event(1, { ideas: [{ id: 4 }], tally: { ideas: 9 } }), type: "idea_posted" };
  assert.equal(newsOf(mine, [posted]), null);
  assert.deepEqual(newsOf(mine, [posted, event(2, { ideas: [{ id: 4 }] })]), [4]);
});

test("who came asks again when a session is reopened or a check-in is annulled, and nobody else does", () => {
  const there = (status) => ({ attendance: { status } });
  for (const type of ["gathering_reopened", "entry_annulled"]) {
    const events = [{ ...event(1, { attendance: { present: 3 } }), type }];
    assert.equal(newsOf(there("present"), events), "all", type);
    assert.equal(newsOf(there("left"), events), "all", type);
    assert.equal(newsOf({ attendance: null }, events), null, type);
  }
  assert.equal(newsOf(there("present"), [{ ...event(1, {}), type: "person_checked_in" }]), null);
});

test("an own idea that was changed is news when its words here are older", () => {
  const mine = { ideas: [{ id: 4, revision: 2 }] };
  const edited = (revision) => [{ ...event(1, { ideas: [{ id: 4, revision }] }), type: "idea_edited" }];
  assert.deepEqual([newsOf(mine, edited(1)), newsOf(mine, edited(2)), newsOf(mine, edited(3))], [null, null, [4]]);
  assert.deepEqual(newsOf({ ideas: [{ id: 4 }] }, edited(2)), [4], "of a server that told no revision");
  const hidden = event(2, { ideas: [{ id: 4, revision: 2 }] });
  assert.deepEqual(newsOf(mine, [...edited(2), hidden]), [4], "what else happened to it is news");
});

test("only what changed of one's own is asked, and all of it when that is much", () => {
  const ideas = Array.from({ length: MOST_IDS + 1 }, (_, id) => ({ id }));
  const mine = { ideas, remarks: [{ id: 900 }] };
  assert.deepEqual(newsOf(mine, [event(1, { ideas: [{ id: 3 }, { id: 5 }, { id: 999 }] })]), [3, 5]);
  assert.deepEqual(newsOf(mine, [event(1, { remarks: [{ id: 900 }], removed: { ideas: [7] } })]), [7, 900]);
  assert.equal(newsOf(mine, [event(1, { ideas })]), "all");
});

test("the server's word about some things leaves the others as they were", () => {
  const mine = { ideas: [{ id: 1 }, { id: 2, text: "old" }, { id: 3 }], votes: [7], votes_left: 1 };
  const fresh = { ideas: [{ id: 2, text: "new" }], votes: [], votes_left: 2 };
  assert.deepEqual(withNews(mine, fresh, [2]), {
    ideas: [{ id: 1 }, { id: 2, text: "new" }, { id: 3 }],
    votes: [],
    votes_left: 2,
  });
  assert.deepEqual(withNews(mine, { ...fresh, ideas: [] }, [2]).ideas, [{ id: 1 }, { id: 3 }], "it is there no more");
  assert.deepEqual(withNews(mine, { ideas: [{ id: 2 }, { id: 9 }] }, [2]).ideas.length, 4);
  assert.deepEqual([withNews(mine, null, [2]), withNews(null, fresh, [2])], [null, fresh]);
});

test("a vote is concerned when its idea leaves the board or comes back, and not when it moves", () => {
  const mine = { ideas: [], votes: [1], votes_left: 1, votes_resting: [2] };
  const put = (id, state) => [event(1, { ideas: [{ id, state, position: 3 }] })];
  assert.equal(newsOf(mine, put(1, "visible")), null);
  assert.equal(newsOf(mine, put(1, "hidden")), "all");
  assert.equal(newsOf(mine, put(1, "withdrawn")), "all");
  assert.equal(newsOf(mine, put(2, "hidden")), null);
  assert.equal(newsOf(mine, put(2, "visible")), "all");
  assert.equal(newsOf(mine, put(3, "hidden")), null);
});
