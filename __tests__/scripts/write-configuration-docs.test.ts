import { execFileSync } from "node:child_process";

const TIMEOUT = 60_000;

describe("what is generated from config/", () => {
  it(
    "is current: run npm run docs when it is not",
    () => {
      const check = () =>
        execFileSync(process.execPath, ["scripts/run.mjs", "scripts/write-configuration-docs.ts", "--check"], {
          stdio: "pipe",
        });
      expect(check).not.toThrow();
    },
    TIMEOUT,
  );
});
