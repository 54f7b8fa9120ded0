// Who may import whom in static/js: the rule by room, and that it can fail.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ourScripts, problems } from "../../tools/js_layers.mjs";

test("every script stands in a room and imports what that room may", () => {
  assert.ok(Object.keys(ourScripts()).length > 100);
  assert.deepEqual(problems(ourScripts()), []);
});

const HOUSE = {
  "lib/live.js": "",
  "lib/i18n.js": "",
  "spine/picture.js": "",
  "ui/button.js": "",
  "boards/state.js": "",
  "boards/card.js": "",
  "boards/console/idea.js": "",
  "boards/phone.js": "",
  "apps/phone/main.js": "",
};

for (const [path, imported, why] of [
  ["boards/state.js", "../ui/button.js", "state draws nothing"],
  ["boards/state.js", "../lib/live.js", "state knows no network"],
  ["ui/menu.js", "../lib/live.js", "components know no network"],
  ["ui/menu.js", "../boards/card.js", "components know no subject"],
  ["lib/outbox.js", "../boards/state.js", "the network knows no subject"],
  ["spine/stream.js", "../lib/i18n.js", "the spine has no words"],
  ["plan/console.js", "../boards/console/idea.js", "only doors of another subject are open"],
  ["boards/phone.js", "./console/idea.js", "a phone carries no console"],
  ["apps/console/main.js", "../phone/main.js", "an app is its own"],
  ["apps/console/main.js", "../../boards/phone.js", "the console carries no phone"],
  ["boards/console/board.js", "socket.io-client", "only lib speaks to the network"],
  ["plan/console.js", "../plan/nowhere.js", "what is imported is there"],
]) {
  test(`refused: ${why}`, () => {
    const found = problems({ ...HOUSE, [path]: `import { x } from "${imported}";\n` });
    assert.equal(found.length, 1);
    assert.ok(found[0].startsWith(`${path}: `));
  });
}

test("allowed: a state of another subject, a card, words of the page, and all of its own screen", () => {
  const files = {
    ...HOUSE,
    "plan/state.js": 'import { x } from "../boards/state.js";\n',
    "plan/phone.js": 'import {\n  x,\n} from "../boards/card.js";\nimport { t } from "../lib/i18n.js";\n',
    "apps/phone/main.js": 'import { y } from "../../boards/phone.js";\nimport { z } from "../../lib/live.js";\n',
  };
  assert.deepEqual(problems(files), []);
});

test("a file in no room is told, and so is a circle", () => {
  assert.deepEqual(problems({ "helpers/a.js": "" }), ["helpers/a.js: in no room that we know."]);
  assert.deepEqual(problems({ "boards/things.js": "" }), ["boards/things.js: in no room that we know."]);
  assert.deepEqual(problems({ "ui/a.js": 'import "./b.js";\n', "ui/b.js": 'export { x } from "./a.js";\n' }), [
    "ui/a.js -> ui/b.js -> ui/a.js: a circle.",
  ]);
});

test("no script of ours writes markup as text or styles in markup", () => {
  for (const [name, source] of Object.entries(ourScripts())) {
    assert.doesNotMatch(source, /innerHTML|insertAdjacentHTML|document\.write|\sstyle=|\beval\(/, name);
  }
});
