import eslint from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import prettier from "eslint-config-prettier";
import tseslint from "typescript-eslint";

/** The arrows of docs/architecture.md: what each folder may import of this project, besides itself. */
export const ARROWS = {
  aws: [],
  patterns: [],
  console: [],
  "log-integrity": [],
  "archive-reader": ["aws", "log-integrity", "protocol"],
  "log-validator": ["archive-reader", "aws", "log-integrity"],
  config: ["aws", "patterns"],
  modules: ["aws"],
  catalogs: ["aws", "config"],
  protocol: ["aws"],
  cloudhsm: ["aws", "console", "protocol"],
  stacks: ["aws", "config", "console", "modules"],
  review: ["aws"],
  terraform: ["aws", "config", "console", "review"],
  "terraform-modules": ["modules"],
  proof: ["aws", "config", "console", "patterns", "stacks"],
  scan: [],
  simulator: ["aws", "config", "console", "patterns"],
  cli: [
    "archive-reader",
    "aws",
    "cloudhsm",
    "config",
    "console",
    "log-integrity",
    "patterns",
    "proof",
    "protocol",
    "review",
    "scan",
    "simulator",
    "stacks",
    "terraform",
    "terraform-modules",
  ],
  bench: ["aws", "config", "console", "log-integrity", "simulator", "stacks", "terraform"],
  scripts: ["aws", "catalogs", "config", "console", "log-integrity", "patterns", "review", "simulator", "terraform"],
};
const FOLDERS = [...Object.keys(ARROWS), "__tests__"];

const zones = Object.entries(ARROWS).map(([folder, allowed]) => ({
  target: `./${folder}`,
  from: FOLDERS.filter((other) => other !== folder && !allowed.includes(other)).map((other) => `./${other}`),
  message: `${folder}/ may import ${[...allowed, "itself"].join(", ")} only (docs/architecture.md)`,
}));

const BARREL = {
  name: "@cdktf/provider-aws",
  message: "Import the one resource, @cdktf/provider-aws/lib/<resource>: the barrel costs seconds and a gigabyte.",
};
const CDKTF_PRIVATE = {
  group: ["cdktf/*", "cdktn", "cdktn/*"],
  message: 'Import from "cdktf" only, so that the project can move to its successor.',
};
const CDKTF = {
  group: ["cdktf", "cdktf/*", "@cdktf/*", "constructs"],
  message: "This folder works without cdktf (docs/architecture.md).",
};
const AWS_SDK = {
  group: ["@aws-sdk/*", "@smithy/*"],
  message: "This folder asks nobody itself: what it needs is given to it (docs/architecture.md).",
};

export default tseslint.config(
  { ignores: ["dist/", "cdktf.out/", "**/*.js", "examples/"] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["*.mjs", "scripts/*.mjs"] } } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".mjs"] })] },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Constructs are made for their effect on the tree.
      "no-new": "off",
      "no-restricted-syntax": [
        "error",
        ...["SpreadElement", "SpreadElement > TSAsExpression"].map((spread) => ({
          selector: `${spread} > :matches(ArrayExpression, ObjectExpression)`,
          message: "Write the entries out, one a line, or mark a table with // prettier-ignore.",
        })),
      ],
      "import-x/no-restricted-paths": ["error", { zones }],
      "no-restricted-imports": ["error", { paths: [BARREL], patterns: [CDKTF_PRIVATE] }],
    },
  },
  {
    files: [
      "aws/**",
      "patterns/**",
      "console/**",
      "config/**",
      "catalogs/**",
      "review/**",
      "archive-reader/**",
      "log-validator/**",
    ],
    rules: { "no-restricted-imports": ["error", { patterns: [CDKTF, CDKTF_PRIVATE] }] },
  },
  {
    files: ["log-integrity/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [AWS_SDK, CDKTF, CDKTF_PRIVATE] }] },
  },
  {
    // The one place that reaches into cdktf, for speed.
    files: ["stacks/synthesis-speed/**"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["**/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly" } },
  },
  prettier,
);
