import { describeTamper, passedTamper } from "../../../cli/drill/tamper/protocol";
import type { TamperProtocol } from "../../../cli/drill/tamper/protocol";

const told = { time: "2026-11-30T11:04:00.000Z", topic: "org-alerts-critical" };
const PROTOCOL: TamperProtocol = {
  drill: "tamper",
  region: "eu-west-1",
  bucket: "org-cloudtrail-eu-west-1",
  function: "org-log-validator",
  chains: 18,
  entries: [{ time: "2026-11-30T10:03:00.000Z", what: "all was verified", ok: true }],
  tampered: [
    {
      what: "digest deleted",
      inAws: "Object Lock keeps each version",
      accountId: "111122223333",
      region: "eu-west-1",
      time: "2026-11-30T11:03:00.000Z",
      expected: "missing",
      title: "Digests of log files are missing",
      events: [told, { ...told, topic: "org-tampering" }],
      alarm: told,
      ok: true,
    },
  ],
  silenced: [
    {
      what: "mapping disabled",
      inAws: "guardrails deny it",
      time: "2026-11-30T12:03:00.000Z",
      alarms: [{ ...told, name: "org-log-sweep-groups-silent" }],
      ok: true,
    },
  ],
};

describe("the protocol of a drill of tampering", () => {
  it("names the ways by which each kind was reported", () => {
    const text = describeTamper(PROTOCOL);
    expect(text).toContain("11:03:00  digest deleted, 111122223333 eu-west-1");
    expect(text).toContain("11:04:00 event from org-tampering");
    expect(text).toContain("11:04:00 alarm from org-alerts-critical");
    expect(text).toContain("alarm org-log-sweep-groups-silent");
    expect(text).not.toContain("FAILED");
    expect(passedTamper(PROTOCOL)).toBe(true);
  });

  it.each<[string, Partial<TamperProtocol>]>([
    ["nothing was tampered with", { tampered: [] }],
    ["nothing was silenced", { silenced: [] }],
    ["something was not reported", { tampered: PROTOCOL.tampered.map((one) => ({ ...one, ok: false })) }],
    ["some silence was no alarm", { silenced: PROTOCOL.silenced.map((one) => ({ ...one, ok: false })) }],
    ["what is intact was not verified", { entries: PROTOCOL.entries.map((one) => ({ ...one, ok: false })) }],
  ])("says that it failed where %s", (_, change) => {
    const protocol = { ...PROTOCOL, ...change };
    expect(passedTamper(protocol)).toBe(false);
    expect(describeTamper(protocol)).toContain("The drill FAILED.");
  });
});
