import { FLOW_LOG_FIELDS } from "../../aws/flow-log-fields";

describe("FLOW_LOG_FIELDS", () => {
  it("are each named once", () => {
    expect(new Set(FLOW_LOG_FIELDS).size).toBe(FLOW_LOG_FIELDS.length);
  });

  it("begin with AWS's default format", () => {
    expect(FLOW_LOG_FIELDS.slice(0, 14).join(" ")).toBe(
      "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status",
    );
  });
});
