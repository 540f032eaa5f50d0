import type { LandingZone } from "../../config/landing-zone";
import { existingLandingZone, synthesizeStack } from "../support/landing-zones";

const classic = (more: string): LandingZone =>
  existingLandingZone(
    "inspector:",
    "  classic:",
    "    acknowledgeEndOfSupport: true",
    "    targets:",
    `      - { name: old, account: audit, region: us-east-1, schedule: rate(7 days)${more} }`,
  );

describe("assessments of Amazon Inspector Classic", () => {
  it("are in the stack of their account, in their region", () => {
    const { addresses, json } = synthesizeStack(classic(", tags: { A: b }"), "baseline-audit");
    expect(addresses).toEqual(
      expect.arrayContaining(
        ["group", "target", "template"].map((part) => expect.stringContaining(`.classic-old-${part}`) as unknown),
      ),
    );
    expect(json.resource?.aws_inspector_assessment_target?.["classic-old-target"]).toMatchObject({
      provider: expect.stringContaining("us-east-1") as unknown,
    });
  });

  it("are in no other stack", () => {
    const { addresses } = synthesizeStack(classic(""), "baseline-log-archive");
    expect(addresses.filter((address) => address.startsWith("aws_inspector_"))).toEqual([]);
  });

  it("are forgotten, not destroyed, where the file says so", () => {
    const { addresses, text } = synthesizeStack(classic(", forget: true"), "baseline-audit");
    expect(addresses.filter((address) => address.startsWith("aws_inspector_"))).toEqual([]);
    expect((JSON.parse(text) as { removed: object[] }).removed).toContainEqual({
      from: "aws_inspector_assessment_template.classic-old-template",
      lifecycle: { destroy: false },
    });
  });
});
