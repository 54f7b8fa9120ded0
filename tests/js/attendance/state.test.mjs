import assert from "node:assert/strict";
import { test } from "node:test";
import { alike, checkInOf, peopleOf } from "../../../static/js/attendance/state.js";

test("the list at the door: present first, names before no names, searched without accents", () => {
  const people = [
    { id: 1, name: "Ane", status: "absent" },
    { id: 2, name: null, status: "present" },
    { id: 3, name: "Zoë", status: "present" },
    { id: 4, name: "Bea", status: "left" },
  ];
  assert.deepEqual(
    peopleOf(people).map(({ id }) => id),
    [3, 2, 4, 1],
  );
  assert.deepEqual(
    peopleOf(people, "zoe").map(({ id }) => id),
    [3],
  );
  assert.deepEqual(peopleOf(undefined), []);
});

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

test("who may be the same person has all words of the name, whatever the accents, and nobody else has", () => {
  const people = [
    { id: 1, name: "Truus Bakker", status: "present" },
    { id: 2, name: "Geertruus", status: "absent" },
    { id: 3, name: "Trúus", status: "left" },
    { id: 4, name: null, status: "present" },
    { id: 5, name: "Truus Vos", status: "absent", removed: true },
  ];
  const ids = (name) => alike(people, name).map(({ id }) => id);
  assert.deepEqual(ids("truus"), [1, 3]);
  assert.deepEqual(ids("Bakker, Truus"), [1, 3]);
  assert.deepEqual(ids("Truus de Wit"), [3]);
  assert.deepEqual([ids("Bakkers"), ids("  "), ids("–")], [[], [], []]);
});
