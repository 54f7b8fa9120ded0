/** Put the scripts and styles of each screen together in static/built/: a page asks for a handful of files then, not
 * for a hundred and sixty. Done at set-up and whenever a script or a style has changed (`make run` sees to it).
 *
 *   node tools/bundle.mjs             once
 *   node tools/bundle.mjs --watch     again after each change, until Ctrl-C
 *
 * What is fetched later (`import()`) stays a file of its own. Each file bears a hash of what is in it, so a browser may
 * keep it for ever; `manifest.json` says which file is which:
 *
 *   {"js/apps/phone/main.js": {"file": "phone/main-3KX7.js", "first": ["phone/chunk-V2QD.js"]}, ...}
 *
 * with in `first` what it imports at once. The libraries are those of static/vendor/importmap.json, and no others.
 * Files of the build before stay: a server that runs still names them.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, context } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STATIC = join(ROOT, "static");
const BUILT = join(STATIC, "built");
const MANIFEST = join(BUILT, "manifest.json");

/** What is put together with what: a screen shares nothing with another, so that each has as few files as can be. */
const SCREENS = {
  phone: ["js/apps/phone/main.js", "css/apps/phone.css"],
  console: ["js/apps/console/main.js", "css/apps/console.css"],
  projector: ["js/apps/projector/main.js", "css/apps/projector.css"],
  plain: ["js/apps/plain/typed.js", "js/people/page/sign-in.js", "js/privacy/page/my-data.js"],
};

/** Finds what a script imports by name where the import map says it is. */
const fromVendor = {
  name: "from static/vendor",
  setup(/** @type {import("esbuild").PluginBuild} */ { onResolve }) {
    const { imports } = JSON.parse(readFileSync(join(STATIC, "vendor/importmap.json"), "utf8"));
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === "entry-point") return undefined;
      if (imports[path]) return { path: join(ROOT, imports[path]) };
      return { errors: [{ text: `${path} is not on the list of tools/vendor.py` }] };
    });
  },
};

/** @param {string} screen */
const settings = (screen) => ({
  absWorkingDir: STATIC,
  bundle: true,
  chunkNames: "[name]-[hash]",
  entryNames: "[name]-[hash]",
  entryPoints: SCREENS[screen],
  external: ["/static/*"],
  format: "esm",
  legalComments: "none", // the licences lie beside the libraries, in static/vendor/
  metafile: true,
  minify: true,
  outdir: join(BUILT, screen),
  plugins: [fromVendor],
  sourcemap: "linked",
  splitting: true,
  target: "es2022",
  write: false,
});

/** @param {string} file */
const named = (file) => relative(BUILT, file).split(sep).join("/");

/** What the manifest says of one build.
 * @param {import("esbuild").Metafile} metafile
 */
function entriesOf({ outputs }) {
  const entries = {};
  for (const [path, { entryPoint, imports }] of Object.entries(outputs)) {
    if (!entryPoint) continue;
    const first = new Set();
    const follow = (found) => {
      for (const { path: next, kind } of found) {
        if (kind !== "import-statement" || first.has(next) || !outputs[next]) continue;
        first.add(next);
        follow(outputs[next].imports);
      }
    };
    follow(imports);
    const inBuilt = (one) => named(join(STATIC, one));
    entries[entryPoint] = { file: inBuilt(path), first: [...first].map(inBuilt).sort() };
  }
  return entries;
}

/** The files that a manifest leads to, with all that lie in the same build.
 * @returns {{ entries: object, files: string[] }}
 */
function former() {
  if (!existsSync(MANIFEST)) return { entries: {}, files: [] };
  return JSON.parse(readFileSync(MANIFEST, "utf8"));
}

/** A file as it was made, and gzipped beside it: a server that packs it itself holds up the hall meanwhile.
 * @param {import("esbuild").OutputFile} file
 */
const withPacked = ({ path, contents }) =>
  path.endsWith(".map")
    ? [{ path, contents }]
    : [
        { path, contents },
        { path: `${path}.gz`, contents: gzipSync(contents, { level: 9 }) },
      ];

/** Writes what differs, and takes away what neither this build nor the one before it has.
 * @param {import("esbuild").BuildResult[]} results
 */
function write(results) {
  const before = former();
  const entries = Object.assign({}, ...results.map(({ metafile }) => entriesOf(metafile)));
  const files = results.flatMap(({ outputFiles }) => outputFiles).flatMap(withPacked);
  const names = files.map(({ path }) => named(path)).sort();
  for (const { path, contents } of files) {
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, contents);
    renameSync(`${path}.new`, path);
  }
  const isSame = before.files.join() === names.join();
  const kept = new Set([...names, ...(isSame ? (before.before ?? []) : before.files)]);
  const manifest = { entries, files: names, before: isSame ? (before.before ?? []) : before.files };
  writeFileSync(`${MANIFEST}.new`, `${JSON.stringify(manifest, null, 2)}\n`);
  renameSync(`${MANIFEST}.new`, MANIFEST);
  for (const one of readdirSync(BUILT, { recursive: true, withFileTypes: true })) {
    const path = join(one.parentPath ?? one.path, one.name);
    if (one.isFile() && path !== MANIFEST && !kept.has(named(path))) rmSync(path);
  }
  return names.length;
}

/** Puts everything together once.
 * @returns {Promise<number>} how many files there are now
 */
async function once() {
  return write(await Promise.all(Object.keys(SCREENS).map((screen) => build(settings(screen)))));
}

/** Puts everything together after each change; ends with the process. */
async function watch() {
  const again = {
    name: "again",
    setup: ({ onEnd }) =>
      onEnd(async ({ errors }) => {
        if (errors.length === 0) console.log(`Screens: ${await once()} files in static/built.`);
      }),
  };
  for (const screen of Object.keys(SCREENS)) {
    const options = settings(screen);
    await (await context({ ...options, plugins: [...options.plugins, again] })).watch();
  }
}

if (process.argv.includes("--watch")) await watch();
else {
  try {
    console.log(`Screens: ${await once()} files in static/built.`);
  } catch {
    process.exitCode = 1; // what is wrong has been said
  }
}
