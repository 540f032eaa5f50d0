// The plans that the tests of the review read are what the real Terraform writes.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { recordPlans } from "../../scripts/record-plans/recording";

const FOLDER = "__tests__/review/recorded";
const TIMEOUT = 300_000;

it(
  "are made again, and are the same but for ids and times",
  async () => {
    const committed = readdirSync(FOLDER).map((file) => [
      file.replace(".json", ""),
      JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as unknown,
    ]);
    expect(Object.fromEntries(await recordPlans())).toEqual(Object.fromEntries(committed));
  },
  TIMEOUT,
);
