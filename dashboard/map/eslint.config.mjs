import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules/"] },
  js.configs.recommended,
  {
    files: ["src/**/*.ts", "tests/unit/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "max-lines": ["error", 250],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "max-lines-per-function": ["error", { max: 50, skipComments: true }],
      // One file alone knows Dash.
      "no-restricted-globals": ["error", { name: "React", message: "Only bridge.ts knows React and Dash." }],
    },
  },
  {
    files: ["tests/fake/page/*.mjs"],
    languageOptions: { globals: { window: "readonly", document: "readonly", URLSearchParams: "readonly" } },
  },
  {
    files: ["*.mjs", "tests/fake/**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly", Buffer: "readonly", setTimeout: "readonly" } },
  },
);
