// Whatever there is to be said, a page stays small enough to be opened.
import { pageOf } from "../../../../cli/verify-logs/html/page";
import type { Finding } from "../../../../log-integrity/findings";
import type { Report } from "../../../../log-integrity/report";
import { chainName, CONTEXT, everything, hours, reportOf, spansOf, textOf, verified } from "./reports";

const MEGABYTE = 1024 * 1024;

describe("the size of a page", () => {
  /** Each chain is another thing every day than the day before, so that nothing can be put together. */
  const alternating = (chains: number, days: number, name = ""): Report => {
    const findings: Finding[] = [];
    const isFailed = (day: number) => day % 2 === 0;
    const of = Array.from({ length: days }, (_, day) => day);
    const spans = spansOf(
      days,
      of.map((day) => [day * 24 + 3, day * 24 + 4, isFailed(day) ? "failed" : "not-checked"]),
    );
    const coverage = Array.from({ length: chains }, (_, index) => {
      const chain = chainName(index);
      return { ...chain, region: `${chain.region}${name}`, spans };
    });
    for (const chain of coverage) {
      for (const day of of) {
        const { accountId, region, trail } = chain;
        const common = {
          accountId,
          region,
          trail,
          ...hours(day * 24 + 3, day * 24 + 4),
          bucket: "b",
          key: "k".repeat(250),
        };
        findings.push(
          isFailed(day)
            ? { type: "integrity", ...common, object: "log", kind: "hash" }
            : { type: "not-checked", ...common, object: "log", reason: "denied" },
        );
      }
    }
    return reportOf(days, coverage, findings);
  };
  const worst = pageOf(alternating(2500, 90), CONTEXT);

  it.each([
    ["2,500 chains over 90 days that are verified", () => pageOf(verified(2500, 90), CONTEXT), 0.5],
    ["2,500 chains over 90 days with all kinds of findings", () => pageOf(everything(2500), CONTEXT), 1.5],
    ["2,500 chains over 400 days with all kinds of findings", () => pageOf(everything(2500, 400), CONTEXT), 1.5],
    ["2,500 chains over 90 days that alternate every day", () => worst, 5],
    [
      "3,000 chains of long names over 90 days that alternate",
      () => pageOf(alternating(3000, 90, '"'.repeat(1000)), CONTEXT),
      5,
    ],
    ["2,500 chains over 4 days", () => pageOf(verified(2500, 4), CONTEXT), 0.5],
    ["20,000 chains over 90 days", () => pageOf(verified(20_000, 90), CONTEXT), 1],
  ])("%s", (_, make, megabytes) => {
    expect(Buffer.byteLength(make()) / MEGABYTE).toBeLessThan(megabytes);
  });

  it("says what it has no room for", () => {
    const said = textOf(worst);
    expect(said).toMatch(/A column is (week|four weeks): shorter ones differ too much to be shown/);
    expect(said).toMatch(/[\d,]+ more findings had no room\. --json has all but [\d,]+ of them/);
    expect(said).toContain("225,000 findings");
    expect(textOf(pageOf(verified(3001, 5), CONTEXT))).toContain(
      "1 more account and region had no room: everything that is due is verified in it.",
    );
  });

  it("keeps what is not verified, and leaves out what is, where there are too many accounts and regions", () => {
    const report = verified(4000, 5);
    const finding: Finding = {
      type: "missing",
      ...chainName(3999),
      ...hours(30, 31),
      hours: 1,
      isWholeChain: false,
      digests: [],
      logs: 0,
    };
    const chains = report.chains.map((chain, index) =>
      index === 3999 ? { ...chain, spans: spansOf(5, [[30, 31, "missing"]]) } : chain,
    );
    expect(pageOf({ ...report, chains, findings: [finding] }, CONTEXT)).toContain('aria-label="M missing, 2026-09-02"');
  });
});
