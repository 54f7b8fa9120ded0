import assert from "node:assert/strict";
import { test } from "node:test";
import { checkInOf, noteOf } from "../../../static/js/attendance/state.js";

const gathering = (id, state, day = id, more = {}) => ({ id, day, position: id, state, ...more });

test("checking in is offered while doors are open, by button or by the code at the door", () => {
  const mine = (status) => ({ attendance: status ? { status } : null });
  assert.equal(checkInOf(gathering(1, "planned"), mine()), "none");
  assert.equal(checkInOf(gathering(1, "doors_open"), mine()), "button");
  assert.equal(checkInOf(gathering(1, "running"), mine("left")), "left");
  assert.equal(checkInOf(gathering(1, "running", 1, { door_required: true }), mine()), "door");
  assert.equal(checkInOf(gathering(1, "running", 1, { door_required: true }), mine("present")), "in");
  assert.equal(checkInOf(gathering(1, "closed"), mine("left")), "none");
});

test("nobody is in once the session is closed, whatever the phone knew last", () => {
  const known = { attendance: { status: "present", since: "2026-06-08T08:02:00Z" } };
  for (const state of ["closed", "minutes_drafted", "minutes_agreed", "cancelled"])
    assert.equal(checkInOf(gathering(1, state), known), "none", state);
});

test("the note of a check-in says that one left, and goes when the check-in was annulled", () => {
  const since = "2026-06-08T08:02:00Z";
  for (const told of ["now", "already"]) {
    assert.equal(noteOf({ kind: "good", told, text: "" }, { status: "present", since }), told);
    assert.equal(noteOf({ kind: "good", told, text: "" }, { status: "left", since }), "left");
    for (const none of [null, { status: "absent", since: null }])
      assert.equal(noteOf({ kind: "good", told, text: "" }, none), null);
  }
  assert.deepEqual([noteOf({ kind: "good", told: "now", text: "" }), noteOf({ told: "already" })], ["now", null]);
  assert.equal(
    noteOf({ kind: "wait", told: "door_code_old", text: "Te oud" }, { status: "left", since }),
    "door_code_old",
  );
  assert.equal(noteOf(null, null), null);
});
