import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { ESLint } from "eslint";
import { keyOf } from "../../../static/js/lib/keys.js";
import { bindKeys, isTaken } from "../../../static/js/lib/shortcuts.js";

test("shortcuts leave typing and combinations alone", () => {
  const at = (matches) => ({ closest: (selector) => (matches(selector) ? {} : null) });
  const press = (extra) => ({ key: "n", target: at(() => false), ...extra });
  assert.equal(isTaken(press({})), false);
  assert.equal(isTaken(press({ ctrlKey: true })), true);
  assert.equal(isTaken(press({ target: at((selector) => selector.includes("textarea")) })), true);
  assert.equal(
    isTaken({ ...press({ target: at((selector) => selector.startsWith("button")) }), key: "ArrowRight" }),
    true,
  );
});

const COMPOSING = [
  { key: "Enter", isComposing: true, keyCode: 229 },
  { key: "Enter", isComposing: false, keyCode: 229 }, // Safari, which ends the composition first
  { key: "Process", isComposing: true, keyCode: 229 },
];

test("a press that belongs to a composed word is no key", () => {
  assert.deepEqual(COMPOSING.map(keyOf), ["", "", ""]);
  assert.equal(keyOf({ key: "Enter", isComposing: false, keyCode: 13 }), "Enter");
});

test("a letter of a composed word is no shortcut", () => {
  const page = new EventTarget();
  let pressed = 0;
  bindKeys({ n: () => (pressed += 1) }, { target: page, enabled: () => true });
  const press = (more) => page.dispatchEvent(Object.assign(new Event("keydown"), { key: "n", ...more }));
  press({ keyCode: 229 });
  press({ isComposing: true });
  assert.equal(pressed, 0);
  press({ keyCode: 78 });
  assert.equal(pressed, 1);
});

test("whoever listens to keys asks which one it is in one place", () => {
  const root = fileURLToPath(new URL("../../../static/js/", import.meta.url));
  const scripts = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".js"));
  const source = (name) => readFileSync(join(root, name), "utf-8");
  const listening = scripts.filter((name) => /\bon[kK]ey\w+=|["'`]key(down|up|press)["'`]/.test(source(name)));
  assert.notEqual(listening.length, 0);
  assert.deepEqual(
    listening.filter((name) => !/\bkeyOf\(/.test(source(name))),
    [],
  );
});

test("the check of the code finds who reads a key without asking whether a word is composed", async () => {
  const check = new ESLint();
  const mistakes = async (line, filePath = "static/js/ui/some.js") => {
    const [{ messages }] = await check.lintText(`export const some = (go, html) => ${line};\n`, { filePath });
    return messages.filter((one) => one.ruleId === "no-restricted-syntax").length;
  };
  const wrong = [
    'html`<input onKeyDown=${(event) => event.key === "Enter" && go()} />`',
    'addEventListener("keydown", (e) => e.key === "n" && go())',
    'addEventListener("keyup", ({ key }) => key === "n" && go())',
    'html`<form onKeyUp=${(event) => event.code === "KeyN" && go()} />`',
    "(event) => !event.isComposing && go()",
    "(event) => event.keyCode === 13 && go()",
    "(document.onkeydown = go)",
  ];
  for (const line of wrong) assert.notEqual(await mistakes(line), 0, line);
  assert.equal(await mistakes('(event, keyOf) => keyOf(event) === "Enter" && go()'), 0);
  assert.equal(await mistakes("(tab) => tab.key"), 0);
});
