import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

test("icons are drawn the same in pages and in islands", async () => {
  const { DRAWINGS } = await import("../../../static/js/ui/icon.js");
  const template = readFileSync(new URL("../../../templates/_icons.html", import.meta.url), "utf8");
  const drawn = Object.fromEntries(
    [...template.matchAll(/^ {2}'(\w+)': '([^']+)',$/gm)].map(([, name, path]) => [name, path]),
  );
  assert.deepEqual(DRAWINGS, drawn);
});
