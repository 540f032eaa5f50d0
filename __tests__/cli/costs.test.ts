import { costsOf, describeCosts } from "../../cli/costs";
import { parseLandingZone } from "../../config/load";
import { extended } from "../config/support";

const counted = (...types: Record<string, number>[]) => costsOf(types.map((resourceTypes) => ({ resourceTypes })));

describe("the cost table", () => {
  const costs = counted(
    { aws_cloudhsm_v2_hsm: 2, aws_kms_key: 1, aws_instance: 1 },
    { aws_kms_key: 3, aws_iam_role: 9 },
  );

  it("counts what costs by the month in all stacks, and adds it up", () => {
    expect(costs.lines.map(({ count, total, what }) => [what, count, total])).toEqual([
      ["HSM, hsm2m.medium", 2, 2336],
      ["client host of the HSMs", 1, 11.88],
      ["KMS key", 4, 4],
    ]);
    expect(costs.total).toBe(2351.88);
  });

  it("leaves out what there is none of", () => {
    expect(counted({ aws_kms_key: 2 }).lines.map(({ what }) => what)).toEqual(["KMS key"]);
  });

  it("says that it is an estimate, of when and where the prices are, and which page each is from", () => {
    expect(costs).toMatchObject({
      isEstimate: true,
      currency: "USD",
      pricesOf: expect.stringMatching(/^[A-Z][a-z]+ 20/) as unknown,
    });
    const text = describeCosts(costs);
    expect(text).toContain("estimate");
    expect(text).toContain(costs.pricesOf);
    expect(text).toContain(costs.pricesIn);
    for (const { page, what } of costs.lines) {
      expect(text).toContain(`${what}: ${page}`);
    }
  });

  it("is a table with the total at its end, within 80 columns", () => {
    const lines = describeCosts(costs).split("\n");
    expect(lines.slice(0, 5)).toEqual([
      "cost a month, estimate   number  USD each       USD",
      "HSM, hsm2m.medium             2  1,168.00  2,336.00",
      "client host of the HSMs       1     11.88     11.88",
      "KMS key                       4      1.00      4.00",
      "total                                      2,351.88",
    ]);
    expect(lines.filter(({ length }) => length > 80)).toEqual([]);
  });
});

describe("the costs of Amazon Inspector", () => {
  const inspected = (fields: string) =>
    costsOf([], parseLandingZone(extended(`inspector: { ${fields} }`), "test.yaml").landingZone).lines.filter(
      ({ page }) => page.includes("inspector"),
    );
  const assumed = "assumed: { instances: 40, images: 200, functions: 60 }";

  it("are those of what the file assumes, and of what is scanned", () => {
    const counts = (fields: string) => inspected(fields).map(({ count, total }) => [count, total]);
    expect(counts(`scans: [ec2, ecr], ${assumed}`)).toEqual([
      [40, 50.11],
      [200, 18],
    ]);
    expect(counts(`scans: [lambda, lambda-code], ${assumed}`)).toEqual([
      [60, 18],
      [60, 36],
    ]);
  });

  it("are left out where the file assumes nothing, or has no Inspector", () => {
    expect(inspected("")).toEqual([]);
    expect(costsOf([]).lines).toEqual([]);
  });

  it("name AWS's page, and fit into 80 columns", () => {
    const { landingZone } = parseLandingZone(
      extended(`inspector: { scans: [ec2, ecr, lambda, lambda-code], ${assumed} }`),
      "",
    );
    const text = describeCosts(costsOf([], landingZone));
    expect(text).toContain("https://aws.amazon.com/inspector/pricing/");
    expect(text.split("\n").filter(({ length }) => length > 80)).toEqual([]);
  });
});
