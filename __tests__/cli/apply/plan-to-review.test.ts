import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writePlanToReview } from "../../../cli/apply/plan-to-review";
import { plan, resource } from "../../review/plans";

const PLAN = plan([resource("aws_x.a", null, { password: "hunter2!" }, { after_sensitive: { password: true } })]);

describe("a plan that is to be reviewed again", () => {
  let folder = "";
  let other = "";
  beforeEach(() => {
    [folder, other] = ["plans", "other"].map((name) => mkdtempSync(join(tmpdir(), `landing-zone-${name}-`))) as [
      string,
      string,
    ];
    writeFileSync(join(other, "audit.json"), "mine");
  });
  afterEach(() => {
    for (const one of [folder, other]) rmSync(one, { recursive: true });
  });

  it("is written without its secrets, once more over the one before", () => {
    const write = () => writePlanToReview(folder, "audit", PLAN);
    expect(write()).toBe(join(folder, "again", "audit.json"));
    writeFileSync(join(folder, "again", "audit.json"), "an older one");
    const text = readFileSync(write(), "utf8");
    expect([text.includes("aws_x.a"), text.includes("hunter2!")]).toEqual([true, false]);
  });

  it("takes the place of a link, and leaves what that points to", () => {
    mkdirSync(join(folder, "again"));
    symlinkSync(join(other, "audit.json"), join(folder, "again", "audit.json"));
    expect(readFileSync(writePlanToReview(folder, "audit", PLAN), "utf8")).toContain("aws_x.a");
    expect(readFileSync(join(other, "audit.json"), "utf8")).toBe("mine");
  });

  it.each(["audit", "alerting"])("is not written through a link to a folder: %s", (stack) => {
    symlinkSync(other, join(folder, "again"));
    expect(() => writePlanToReview(folder, stack, PLAN)).toThrow(/again is a link/);
    expect(readFileSync(join(other, "audit.json"), "utf8")).toBe("mine");
    expect(existsSync(join(other, "alerting.json"))).toBe(false);
  });
});
