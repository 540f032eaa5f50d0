import { describeProtocol, passed } from "../../../cli/drill/protocol";
import type { Protocol } from "../../../cli/drill/protocol";

const name = `${"a".repeat(20)}-break-glass`;
const PROTOCOL: Protocol = {
  drill: "break-glass",
  account: "log-archive",
  region: "eu-west-1",
  role: name,
  person: "arn:aws:iam::111111111111:user/security-lead",
  entries: [
    { time: "2026-03-09T09:41:27.000Z", what: "without MFA the role is not assumed: AccessDenied", ok: true },
    { time: "2026-03-09T09:41:28.000Z", what: `with MFA it is: ${"word ".repeat(20)}`.trim(), ok: true },
  ],
  ways: [
    { by: "event rule", name: `${name}-assumed`, reports: true, details: "heard from the topic alerts", seconds: 0.4 },
    { by: "alarm", name: `${name}-use`, reports: true, details: "heard from the topic alerts", seconds: 1 },
  ],
};

const deaf: Protocol = {
  ...PROTOCOL,
  ways: PROTOCOL.ways.map((way) =>
    way.by === "alarm" ? { ...way, reports: false, details: "its actions are disabled", seconds: undefined } : way,
  ),
};

describe("the protocol of a drill", () => {
  it("says what was done when, and after how long it was heard", () => {
    const text = describeProtocol(PROTOCOL);
    expect(text).toContain("09:41:27  without MFA the role is not assumed: AccessDenied\n");
    expect(text).toContain("after 0.4 s");
    expect(text).toMatch(/All ways report the use of the role\.$/);
    for (const line of text.split("\n")) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  it("fails when one way is silent, or something did not go as it should", () => {
    const failed = PROTOCOL.entries.map((entry) => ({ ...entry, ok: false }));
    expect(passed(PROTOCOL)).toBe(true);
    expect(passed(deaf)).toBe(false);
    expect(passed({ ...PROTOCOL, entries: failed })).toBe(false);
    expect(describeProtocol(deaf)).toMatch(/DOES NOT REPORT, its actions are\s+disabled[^]*The drill FAILED\.$/);
    expect(describeProtocol({ ...PROTOCOL, entries: failed })).toContain("09:41:27  FAILED: without MFA");
  });

  it("fails when nobody could assume the role, so that there was nothing to report", () => {
    expect(passed({ ...PROTOCOL, ways: [] })).toBe(false);
  });
});
