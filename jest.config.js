// Unit tests need Node only. End-to-end tests run the real Terraform against a local AWS for each file, two files at a time:
// most of the time a deployment waits for what the provider waits for.
const shared = {
  testEnvironment: "node",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};

/** @type {import("jest").Config} */
module.exports = {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/__tests__/e2e/"],
      setupFiles: ["<rootDir>/stacks/synthesis-speed/index.ts"],
    },
    {
      ...shared,
      displayName: "e2e",
      testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"],
      setupFiles: ["<rootDir>/__tests__/support/quiet-aws-sdk.ts"],
    },
  ],
};
