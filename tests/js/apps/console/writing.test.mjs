// Who writes on the console loses nothing: held for every field there is, and for those to come.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { restOf } from "../../../../static/js/ui/writing.js";

const ROOT = new URL("../../../../static/js/", import.meta.url);

/** The files of the rooms of the console. */
const files = readdirSync(ROOT, { recursive: true })
  .map((path) => String(path).replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".js") && /(^|\/)console(\.js|\/)/.test(path));

/** What is drawn in a file of this kind, each with what is said of it. */
const tagsIn = (source, name) => [...source.matchAll(new RegExp(`<(?:\\$\\{${name}\\}|${name})\\s([^]*?)/?>`, "g"))];

test("every field of the console in which somebody writes keeps a draft", () => {
  assert.ok(files.length > 30);
  for (const path of files) {
    const source = readFileSync(new URL(path, ROOT), "utf8");
    for (const name of ["Field", "Textarea"])
      assert.deepEqual(tagsIn(source, name), [], `${path}: a field that keeps nothing; take Writing of ui/writing.js`);
    for (const [, said] of tagsIn(source, "Writing"))
      assert.match(said, /draft=\$\{|\.\.\.\$\{number\(/, `${path}: Writing without a draft`);
    for (const [, said] of tagsIn(source, "input"))
      assert.match(said, /type="(checkbox|radio|hidden)"|readonly/, `${path}: an input that keeps nothing: ${said}`);
    const own = path === "apps/console/unsent.js" ? 1 : 0; // the field for words whose own field went
    assert.equal(tagsIn(source, "textarea").length, own, `${path}: a textarea that keeps nothing`);
  }
});

test("whoever changes words that stand somewhere says which stood there, so that the server can tell", () => {
  const changing = files.filter((path) => /\buseChange\(/.test(readFileSync(new URL(path, ROOT), "utf8")));
  assert.ok(changing.length > 5);
  const untold = changing.filter(
    (path) => !/\bbefore: \{|\bbase_version\b/.test(readFileSync(new URL(path, ROOT), "utf8")),
  );
  assert.deepEqual(untold, ["boards/console/settings.js"], "settings are numbers, which the last one sets");
});

test("no two kinds of form keep their words under one name", () => {
  const keys = new Map();
  for (const path of files) {
    const source = readFileSync(new URL(path, ROOT), "utf8");
    for (const [, key] of source.matchAll(/(?:useWords|useChange)\(\s*[\w.]+,\s*[`"]([^`"]+)[`"]/g)) {
      const shape = key.replaceAll(/\$\{[^}]*\}/g, "*");
      assert.equal(keys.get(shape), undefined, `${shape}: in ${keys.get(shape)} and in ${path}`);
      keys.set(shape, path);
    }
  }
  assert.ok(keys.size > 5);
});

test("who types on while a text is sent keeps what is new", () => {
  assert.equal(restOf("A bench", "A bench"), "");
  assert.equal(restOf("A bench\nand a tree", "A bench"), "and a tree");
  assert.equal(restOf("Two benches", "A bench"), "Two benches");
});
