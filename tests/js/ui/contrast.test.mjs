// The promises of static/css/tokens.css, computed: text 4.5:1, controls 3:1, projector text 7:1.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("../../../static/css/tokens.css", import.meta.url), "utf8").replace(
  /\/\*[^]*?\*\//g,
  "",
);

/** The custom properties of the (first) block that follows this selector. */
function block(selector) {
  const start = css.indexOf(`${selector} {`);
  assert.notEqual(start, -1, `no block ${selector}`);
  const body = css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start));
  return Object.fromEntries(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name.slice(2), value.trim()]),
  );
}

function luminance(hex) {
  const [r, g, b] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2 contrast ratio of two #rrggbb colours. */
function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const light = block(":root");
const dark = { ...light, ...block(':root[data-theme="dark"]') };
const screenLight = { ...light, ...block(':root[data-surface="screen"]') };
const screenDark = {
  ...dark,
  ...block(':root[data-surface="screen"]'),
  ...block(':root[data-surface="screen"][data-theme="dark"]'),
};
const themes = { light, dark, "screen light": screenLight, "screen dark": screenDark };

const GROUNDS = ["paper", "surface", "sunken"];
const TEXT = [
  ...["ink", "ink-soft", "delft", "ember", "good", "bad"].flatMap((text) => GROUNDS.map((ground) => [text, ground])),
  ...["delft", "ember", "good", "bad"].flatMap((name) => [
    [name, `${name}-wash`],
    ["ink", `${name}-wash`],
    ["ink-soft", `${name}-wash`],
  ]),
  ["on-delft", "delft-fill"],
  ["on-delft", "delft-fill-hover"],
  ["on-ember", "ember-fill"],
  ["on-ember", "ember-fill-hover"],
  ["on-bad", "bad-fill"],
  ["on-bad", "bad-fill-hover"],
];
const CONTROLS = ["line-strong", "delft-fill", "ember-fill", "bad-fill", "focus"].flatMap((control) =>
  GROUNDS.map((ground) => [control, ground]),
);

function failures(theme, pairs, floor) {
  return pairs
    .filter(([a, b]) => contrast(theme[a], theme[b]) < floor)
    .map(([a, b]) => `${a} on ${b}: ${contrast(theme[a], theme[b]).toFixed(2)}`);
}

for (const [name, theme] of Object.entries(themes)) {
  const floor = name.startsWith("screen") ? 7 : 4.5;
  test(`${name}: every text stands out ${floor}:1 from its ground`, () =>
    assert.deepEqual(failures(theme, TEXT, floor), []));
  test(`${name}: every control and focus ring stands out 3:1`, () =>
    assert.deepEqual(failures(theme, CONTROLS, 3), []));
}

test("choosing dark gives the same colours as a device that asks for dark", () => {
  assert.deepEqual(
    block(':root:not([data-theme="light"]):not([data-surface="screen"])'),
    block(':root[data-theme="dark"]'),
  );
});

test("the computation itself knows black on white and a bad grey", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.ok(contrast("#999999", "#ffffff") < 3);
});

// trust: T54
test("on the projector card text is at least 1/25 of the height and titles 1/18", () => {
  const vh = (name) => parseFloat(screenLight[name]);
  assert.ok(vh("text-m") >= 100 / 25);
  assert.ok(vh("text-xl") >= 100 / 18);
});

test("targets are at least 44 px, for sending and voting 48 px", () => {
  assert.ok(parseFloat(light.target) * 16 >= 44);
  assert.ok(parseFloat(light["target-large"]) * 16 >= 48);
});
