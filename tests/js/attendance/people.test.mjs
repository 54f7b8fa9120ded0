import assert from "node:assert/strict";
import { test } from "node:test";
import { alikeOf, peopleOf } from "../../../static/js/attendance/console/people.js";

const idsOf = (people) => people.map(({ id }) => id);
const named = (...names) => names.map((name, at) => ({ id: at + 1, name, status: "absent" }));

test("the list at the door: present first, then by name as the language has it, no name last", () => {
  const people = [
    { id: 1, name: "Ane", status: "absent" },
    { id: 2, name: null, status: "present" },
    { id: 3, name: "Zoë", status: "present" },
    { id: 4, name: "Bea", status: "left" },
  ];
  assert.deepEqual(idsOf(peopleOf(people, "nl")), [3, 2, 4, 1]);
  assert.deepEqual(idsOf(peopleOf(named(null, "zoë", "Ølaf", "Olga", "Émile", "Emma"), "nl")), [5, 6, 3, 4, 2, 1]);
  assert.deepEqual(peopleOf(undefined, "nl"), []);
});

test("somebody at the door is found by words of the name, whatever apostrophe or dash is in it", () => {
  const people = named("Jan van den Berg", "d’Hont", "Anne-Marie", "Zoë", null);
  for (const [query, ids] of [
    ["jan berg", [1]],
    ["berg jan", [1]],
    ["d'hont", [2]],
    ["anne marie", [3]],
    ["zoe", [4]],
    ["piet", []],
    ["", [3, 2, 1, 4, 5]],
  ])
    assert.deepEqual(idsOf(peopleOf(people, "nl", query)), ids, query);
});

test("who may be the same person has all words of the name, whatever the accents, and nobody else has", () => {
  const people = [
    { id: 1, name: "Truus Bakker", status: "present" },
    { id: 2, name: "Geertruus", status: "absent" },
    { id: 3, name: "Trúus", status: "left" },
    { id: 4, name: null, status: "present" },
    { id: 5, name: "Truus Vos", status: "absent", removed: true },
  ];
  const ids = (name) => idsOf(alikeOf(people, "nl", name));
  assert.deepEqual(ids("truus"), [3, 1]);
  assert.deepEqual(ids("Bakker, Truus"), [1, 3]);
  assert.deepEqual(ids("Truus de Wit"), [3]);
  assert.deepEqual([ids("Bakkers"), ids("  "), ids("–")], [[], [], []]);
});
