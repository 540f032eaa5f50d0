import { exitCodeOf } from "../../../cli/check";
import type { Check } from "../../../cli/check/check";
import { describeChecks, describeProblems } from "../../../cli/check/report";
import { visit } from "../../../cli/check/visit";
import type { CheckReport } from "../../../cli/check/visit";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, fakeClients } from "./fakes";

const environment = environmentOf(existingLandingZone());
const check = (id: string, run: Check["run"], concerns = true): Check => ({
  id,
  title: `What ${id} looks at`,
  concerns: () => concerns,
  run,
});
const fine = check("fine", () => Promise.resolve([]));
const different = check("different", () =>
  Promise.resolve([{ what: "the thing is missing", advice: "Make it. ".repeat(12).trim() }]),
);
const broken = check("broken", () =>
  Promise.reject(Object.assign(new Error("not authorized"), { name: "AccessDenied" })),
);
const elsewhere = check("elsewhere", () => Promise.reject(new Error("never")), false);

const run = (...checks: Check[]): Promise<CheckReport[]> =>
  visit(environment, checks, () => Promise.resolve(fakeClients({})));

describe("a visit to an account and a region", () => {
  it("runs every check that concerns them, also where another fails", async () => {
    expect(await run(fine, broken, different, elsewhere)).toEqual([
      { check: "fine", account: "audit", region: "eu-west-1", state: "as it should be", differences: [] },
      expect.objectContaining({ check: "broken", state: "failed", problem: "AccessDenied: not authorized" }),
      expect.objectContaining({ check: "different", state: "different" }),
    ]);
  });

  it("fails every check where the account is not reached, and reaches none where there is nothing to look at", async () => {
    const open = () => Promise.reject(new Error("no such role"));
    expect(await visit(environment, [fine, different], open)).toEqual([
      expect.objectContaining({ check: "fine", state: "failed", problem: "no such role" }),
      expect.objectContaining({ check: "different", state: "failed", problem: "no such role" }),
    ]);
    expect(await visit(environment, [elsewhere], open)).toEqual([]);
  });
});

describe("the exit code", () => {
  it("is 0 where all is there, 2 where something differs, and 1 where something could not be looked at", async () => {
    expect(exitCodeOf(await run(fine))).toBe(0);
    expect(exitCodeOf(await run(fine, different))).toBe(2);
    expect(exitCodeOf(await run(different, broken))).toBe(1);
  });
});

describe("the report", () => {
  it("counts by check, and says what differs, what to do and where, 80 columns wide", async () => {
    const checks = [fine, different, elsewhere];
    const text = describeChecks(checks, await run(...checks));
    const [title, ...lines] = text.split("\n");
    expect(title).toBe("check      environments  as they should be  different  failed");
    expect(lines[0]).toBe("fine                  1                  1          0       0");
    expect(text).toContain("What different looks at: 1 difference\n  the thing is missing\n    Make it.");
    expect(text).toContain("\n      audit, eu-west-1");
    expect(text).not.toContain("elsewhere");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it("says once what differs in many environments", async () => {
    const [report] = await run(different);
    if (report === undefined) throw new Error("there is no report");
    const text = describeChecks([different], [report, { ...report, region: "us-east-1" }]);
    expect(text.match(/the thing is missing/g)).toHaveLength(1);
    expect(text).toMatch(/audit, eu-west-1\n {6}audit, us-east-1$/);
  });

  it("says what could not be looked at, and where", async () => {
    expect(describeProblems(await run(broken))).toEqual(["AccessDenied: not authorized\n  broken: audit, eu-west-1"]);
  });
});
