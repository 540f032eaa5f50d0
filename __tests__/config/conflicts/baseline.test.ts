import { FLOW_LOG_FIELDS } from "../../../config/flow-log-fields";
import { parseLandingZone } from "../../../config/load";
import { ALL_FLOW_LOG_FIELDS } from "../../../modules/vpc/flow-log-fields";
import { changed, extended, told } from "../support";

const warned = (text: string): string[] =>
  parseLandingZone(text, "test.yaml").warnings.map(({ message, path }) => `${path}: ${message}`);

describe("fields of flow logs", () => {
  it("are the ones that the module takes by default", () => {
    expect(FLOW_LOG_FIELDS).toEqual(ALL_FLOW_LOG_FIELDS);
  });

  it("are fields that there are, once each", () => {
    expect(told(extended("flowLogs: { fields: [srcaddr, dstadr] }"))).toEqual([
      expect.stringMatching(
        /flowLogs\.fields\[1\]: flow logs have no such field .* did you mean "dstaddr"\?$/,
      ) as string,
    ]);
    expect(told(extended("flowLogs: { fields: [srcaddr, srcaddr] }"))).toHaveLength(1);
  });
});

describe("AWS Config that exists already", () => {
  const audit = (existing: string) =>
    changed({ "audit:": `  audit: { email: audit@example.com, existingConfig: ${existing} }` });

  it("is adopted in governed regions", () => {
    expect(told(audit("{ recorder: old, regions: [eu-west-1] }"))).toEqual([]);
    expect(told(audit("{ regions: [eu-wset-1] }"))).toEqual([
      '13:66 accounts.audit.existingConfig.regions[0]: not one of the regions, so that nothing is adopted there | "eu-wset-1" | eu-west-1, us-east-1 | did you mean "eu-west-1"?',
    ]);
  });
});

describe("an account that is leaving", () => {
  it("is warned of: everything that watches it goes", () => {
    expect(warned(changed({ "email: shop": "      email: shop@example.com\n      leaving: true" }))).toEqual([
      "accounts.workloads[0].leaving: the next deployment destroys everything in shop that its stack made: AWS Config, flow logs, event rules",
    ]);
  });
});

describe("opt-in regions", () => {
  const regions = "regions: [eu-west-1, me-central-1]";

  it("are warned of unless the landing zone enables them", () => {
    expect(warned(changed({ "regions:": regions }))).toHaveLength(1);
    expect(warned(`${changed({ "regions:": regions })}\nbaseline: { optInRegions: enable }`)).toEqual([]);
  });
});
