import { ALL_FLOW_LOG_FIELDS, FLOW_LOG_FIELDS } from "../../../modules/vpc/flow-log-fields";

describe("FLOW_LOG_FIELDS", () => {
  it("are as many as AWS documents for each version", () => {
    expect(Object.entries(FLOW_LOG_FIELDS).map(([version, fields]) => [version, fields.length])).toEqual([
      ["2", 14],
      ["3", 7],
      ["4", 4],
      ["5", 4],
    ]);
  });

  it("are each named once", () => {
    expect(new Set(ALL_FLOW_LOG_FIELDS).size).toBe(29);
    expect(ALL_FLOW_LOG_FIELDS).toHaveLength(29);
  });

  it("begin with AWS's default format", () => {
    expect(ALL_FLOW_LOG_FIELDS.slice(0, 14).join(" ")).toBe(
      "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status",
    );
  });
});
