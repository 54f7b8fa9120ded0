import js from "@eslint/js";
import globals from "globals";

/** What a function may be before it wants splitting. Markup counts too: a component of this length is one to read. */
const LIMITS = {
  complexity: ["error", 20],
  "max-depth": ["error", 3],
  "max-lines": ["error", { max: 300, skipComments: true }],
  "max-lines-per-function": ["error", { max: 60, skipComments: true }],
  "max-params": ["error", 4],
};

const MADE_THERE = "lib/i18n.js makes the times that people read: in the zone of the hall.";

/** What writes a time or a day in the zone of this device. */
const TIMES = [
  { selector: "MemberExpression[property.name='DateTimeFormat']", message: MADE_THERE },
  { selector: "NewExpression[callee.name='Date']", message: MADE_THERE },
  { selector: "CallExpression[callee.name='Date']", message: MADE_THERE },
  { selector: "MemberExpression[property.name=/^toLocale(Date|Time)?String$/]", message: MADE_THERE },
  { selector: "MemberExpression[property.name=/^get(Hours|Minutes|Date|Day|Month|FullYear)$/]", message: MADE_THERE },
];

const HABITS = {
  eqeqeq: "error",
  "no-else-return": "error",
  "no-implicit-coercion": ["error", { boolean: false, allow: ["!!"] }],
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
  "prefer-template": "error",
  "no-unused-vars": ["error", { ignoreRestSiblings: true, argsIgnorePattern: "^_", caughtErrors: "all" }],
};

/** Who reads a key asks `keyOf` of lib/keys.js, which knows of words that are being composed. */
const KEYS = [
  "MemberExpression[object.name=/^(e|ev|evt|event|press)$/][property.name=/^(key|code)$/]",
  "MemberExpression[property.name=/^(keyCode|isComposing|which|onkey.*)$/]",
  "CallExpression[arguments.0.value=/^key(down|up|press)$/] ObjectPattern > Property[key.name=/^(key|code)$/]",
].map((selector) => ({ selector, message: "Ask keyOf(event) of lib/keys.js which key it is." }));

/** @param {{ selector: string, message: string }[][]} kinds */
const never = (...kinds) => ({ "no-restricted-syntax": ["error", ...kinds.flat()] });

export default [
  { ignores: ["static/built/", "static/vendor/", "node_modules/", ".venv/", "instance/", "test-logs/"] },
  js.configs.recommended,
  { rules: HABITS, linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["static/js/**"],
    languageOptions: { globals: globals.browser },
    rules: { ...LIMITS, ...never(TIMES, KEYS) },
  },
  { files: ["static/js/lib/keys.js"], rules: never(TIMES) },
  { files: ["static/js/lib/i18n.js"], rules: never(KEYS) },
  { files: ["tools/gallery.js"], languageOptions: { globals: globals.browser } },
  { files: ["static/js/apps/projector/worker.js"], languageOptions: { globals: globals.serviceworker } },
  { files: ["tests/e2e/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["tests/js/**", "tools/*.mjs", "tools/bench/*.mjs"], languageOptions: { globals: globals.node } },
];
