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
const KEYS = {
  "no-restricted-syntax": [
    "error",
    ...[
      "MemberExpression[object.name=/^(e|ev|evt|event|press)$/][property.name=/^(key|code)$/]",
      "MemberExpression[property.name=/^(keyCode|isComposing|which|onkey.*)$/]",
      "CallExpression[arguments.0.value=/^key(down|up|press)$/] ObjectPattern > Property[key.name=/^(key|code)$/]",
    ].map((selector) => ({ selector, message: "Ask keyOf(event) of lib/keys.js which key it is." })),
  ],
};

export default [
  { ignores: ["static/vendor/", "node_modules/", ".venv/", "instance/", "test-logs/"] },
  js.configs.recommended,
  { rules: HABITS, linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["static/js/**"], languageOptions: { globals: globals.browser }, rules: { ...LIMITS, ...KEYS } },
  { files: ["static/js/lib/keys.js"], rules: { "no-restricted-syntax": "off" } },
  { files: ["tools/gallery.js"], languageOptions: { globals: globals.browser } },
  { files: ["static/js/apps/projector/worker.js"], languageOptions: { globals: globals.serviceworker } },
  { files: ["tests/e2e/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["tests/js/**", "tools/*.mjs"], languageOptions: { globals: globals.node } },
];
