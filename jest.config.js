// Split by what the tests cost. Unit tests need Node only and take milliseconds each. Slow ones need no more than that, but
// seconds each: they run a command as users do, or ask one question of everything that there is, or of anything there may be.
// End-to-end tests run the real Terraform against a local AWS for each file, four files at a time on two cores: most of the
// time a deployment waits for what the provider waits for.
const SLOW = [
  "architecture.test.ts",
  "cli/access.test.ts",
  "cli/apply/program.test.ts",
  "cli/apply/sealed.test.ts",
  "cli/bootstrap.test.ts",
  "cli/check.test.ts",
  "cli/default-vpcs.test.ts",
  "cli/export-module.test.ts",
  "cli/hsm.test.ts",
  "cli/main.test.ts",
  "cli/plan.test.ts",
  "cli/plan/saved.test.ts",
  "cli/review.test.ts",
  "cli/review/html/browser.test.ts",
  "cli/scan.test.ts",
  "cli/test-alarm.test.ts",
  "cli/verify-logs.test.ts",
  "cli/verify-logs/html/browser.test.ts",
  "cli/verify-logs/html/size.test.ts",
  "config/detection/api-parameters.test.ts",
  "examples/ci/*.test.ts",
  "log-integrity/cases.test.ts",
  "log-integrity/fuzz.test.ts",
  "log-integrity/peer.test.ts",
  "log-validator/cases.test.ts",
  "modules/documented.test.ts",
  "package.test.ts",
  "proof/actions.test.ts",
  "proof/all-copies.test.ts",
  "proof/break-glass.test.ts",
  "proof/completeness.test.ts",
  "proof/hand-weakenings.test.ts",
  "proof/part-mutations.test.ts",
  "proof/proof.test.ts",
  "proof/read-stacks.test.ts",
  "proof/service-conditions.test.ts",
  "proof/stack-sets.test.ts",
  "proof/states.test.ts",
  "proof/unreadable.test.ts",
  "proof/weakenings.test.ts",
  "scripts/bill-of-materials.test.ts",
  "scripts/public-surface.test.ts",
  "scripts/write-configuration-docs.test.ts",
  "security/scanner-checks.test.ts",
  "simulator/evaluation.test.ts",
  "stacks/change/matrix.test.ts",
  "stacks/change/settings-go-back.test.ts",
  "stacks/determinism.test.ts",
  "stacks/largest.test.ts",
  "stacks/told-twice.test.ts",
  "stacks/user-text.test.ts",
  "**/*properties.test.ts",
].map((file) => `**/__tests__/${file}`);
const E2E = "**/__tests__/e2e/**/*.test.ts";

const shared = {
  testEnvironment: "node",
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/long-timeout.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};
// What cdktf zips assets with is half of all that it loads, for each test file anew; no stack here has assets.
const FASTER = {
  moduleNameMapper: {
    "^archiver$": "<rootDir>/__tests__/support/no-archiver.ts",
    "^@cloud-copilot/iam-utils$": "<rootDir>/__tests__/support/remembering-iam-utils.ts",
  },
};

/** @type {import("jest").Config} */
module.exports = {
  // Jest leaves one core alone by default, which is half of a small machine.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/__tests__/support/longest-first.js",
  projects: [
    {
      ...shared,
      ...FASTER,
      displayName: "unit",
      testMatch: ["**/__tests__/**/*.test.ts", ...[E2E, ...SLOW].map((pattern) => `!${pattern}`)],
    },
    {
      ...shared,
      ...FASTER,
      displayName: "slow",
      testMatch: [...SLOW, `!${E2E}`],
    },
    {
      ...shared,
      displayName: "e2e",
      testMatch: [E2E],
      setupFiles: ["quiet-aws-sdk", "less-garbage"].map((name) => `<rootDir>/__tests__/support/${name}.ts`),
    },
  ],
};
