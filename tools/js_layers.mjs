/** Which script may import which: a rule by room, the same in every subject. `make check` runs it.
 *
 * A file's room is told by its path: static/js/lib, spine and ui are rooms; in the folder of a subject the room is the
 * file (boards/state.js) or the folder (boards/console/idea.js) below it; apps/ has an app a folder.
 *
 *   problems(files) -> [sentence]      files: {path under static/js: source}
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { fileURLToPath } from "node:url";

export const SUBJECTS = [
  "people",
  "privacy",
  "week",
  "attendance",
  "crowds",
  "boards",
  "plan",
  "agendas",
  "projector",
  "running",
];
const MACHINERY = ["lib", "spine", "ui"];
/** The closed lists with their words, made from the Python side. */
const GENERATED = ["lists.js", "staff-lists.js"];
const APPS = ["phone", "console", "projector", "plain"];
const ROOMS = ["state", "words", "card", "console", "phone", "projector", "page"];

/** What of lib/ knows neither the network nor the texts that are kept on the device. */
const LEAVES = ["lib/a11y.js", "lib/i18n.js", "lib/keys.js"];
/** Rooms that other subjects may use. */
const OPEN_ROOMS = ["state", "words", "card"];
/** Single files that other subjects may use too. */
const DOORS = [
  "attendance/phone.js", // checking in before a vote
  "crowds/console/crowd.js", // who did nothing, in the list of a session
  "crowds/console/rush.js", // who came in as a crowd and who is set aside, there too
  "privacy/console.js", // removing somebody at the door
  "projector/console/pages.js",
  "projector/console/preview.js",
  "projector/console/steer.js",
  "projector/projector/fit.js",
  "projector/projector/flow.js",
  "projector/projector/frame.js",
  "projector/projector/measure.js",
  "projector/projector/title.js",
  "running/console/session.js",
];
const DRAWING = ["htm/preact", "preact", "preact/hooks", "@preact/signals", "@preact/signals-core"];
/** What a room may import: other rooms (of its own subject, or open ones), and packages. */
const MAY = {
  spine: { rooms: ["spine"], packages: [] },
  lib: { rooms: ["lib", "spine"], packages: ["@preact/signals-core", "idb-keyval", "socket.io-client"] },
  ui: { rooms: ["ui", "spine", "leaf"], packages: DRAWING },
  state: { rooms: ["state", "spine"], packages: [] },
  words: { rooms: ["words", "state", "spine", "leaf"], packages: [] },
  card: { rooms: ["card", "words", "state", "ui", "spine", "leaf"], packages: DRAWING },
  console: {
    rooms: ["console", "card", "words", "state", "ui", "spine", "leaf"],
    packages: [...DRAWING, "sortablejs"],
  },
  phone: { rooms: ["phone", "card", "words", "state", "ui", "spine", "leaf"], packages: DRAWING },
  projector: { rooms: ["projector", "card", "words", "state", "ui", "spine", "leaf"], packages: DRAWING },
  page: { rooms: ["page", "lib", "leaf", "state", "spine"], packages: [] },
};

/** {room, subject} of a file; null when it is in no room that we know. */
function placeOf(path) {
  if (GENERATED.includes(path)) return { room: "spine", subject: null };
  const [top, second = ""] = path.split("/");
  if (MACHINERY.includes(top)) return path.split("/").length === 2 ? { room: top, subject: null } : null;
  if (top === "apps") return APPS.includes(second) ? { room: "app", subject: second } : null;
  const room = second.replace(/\.js$/, "");
  return SUBJECTS.includes(top) && ROOMS.includes(room) ? { room, subject: top } : null;
}

/** An app may import everything but other apps, and what is for another screen. */
function mayApp(app, at, path) {
  if (at.room === "app") return at.subject === app;
  return !APPS.includes(at.room) || at.room === app || DOORS.includes(path);
}

function mayImport(from, path) {
  const at = placeOf(path);
  if (!at) return false;
  if (from.room === "app") return mayApp(from.subject, at, path);
  const name = LEAVES.includes(path) && from.room !== "lib" ? "leaf" : at.room;
  if (!MAY[from.room].rooms.includes(name)) return false;
  const elsewhere = at.subject !== null && at.subject !== from.subject;
  return !elsewhere || OPEN_ROOMS.includes(at.room) || DOORS.includes(path);
}

const mayUse = (from, name) => from.room === "app" || MAY[from.room].packages.includes(name);

const IMPORTS = [
  /^import\s+(?:[\w*\s{},]+\sfrom\s+)?["']([^"']+)["']/gm,
  /^export\s+[\w*\s{},]+\sfrom\s+["']([^"']+)["']/gm,
  /\bimport\(\s*["']([^"']+)["']/g,
];

export const importsOf = (source) => IMPORTS.flatMap((form) => [...source.matchAll(form)].map((found) => found[1]));

/** Circles of imports: each as the files that stand in it. */
function circles(graph) {
  const found = [];
  const done = new Set();
  const walk = (path, trail) => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path]);
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return found;
}

export function problems(files) {
  const found = [];
  const graph = new Map();
  for (const [path, source] of Object.entries(files)) {
    const from = placeOf(path);
    if (!from) {
      found.push(`${path}: in no room that we know.`);
      continue;
    }
    const ours = [];
    for (const name of importsOf(source)) {
      if (!name.startsWith(".")) {
        if (!mayUse(from, name)) found.push(`${path}: ${from.room} may not import ${name}.`);
        continue;
      }
      const target = normalize(join(dirname(path), name));
      if (!(target in files)) found.push(`${path}: imports ${target}, which is not there.`);
      else if (!mayImport(from, target)) found.push(`${path}: ${from.room} may not import ${target}.`);
      ours.push(target);
    }
    graph.set(path, ours);
  }
  return [...found, ...circles(graph).map((circle) => `${circle.join(" -> ")}: a circle.`)];
}

/** All scripts of ours, by their path under static/js. */
export function ourScripts(root = new URL("../static/js/", import.meta.url)) {
  const names = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".js"));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(new URL(name, root), "utf8")]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = problems(ourScripts());
  for (const sentence of found) console.log(`static/js/${sentence}`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
