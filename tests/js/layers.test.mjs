import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

test("no module of ours writes markup as text or styles in markup", () => {
  const root = new URL("../../static/js/", import.meta.url);
  const modules = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".js"));
  assert.ok(modules.length > 30);
  for (const name of modules) {
    assert.doesNotMatch(
      readFileSync(new URL(name, root), "utf8"),
      /innerHTML|insertAdjacentHTML|document\.write|\sstyle=|\beval\(/,
      name,
    );
  }
});
