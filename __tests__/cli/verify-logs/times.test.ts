import { timeOf } from "../../../cli/verify-logs/times";

const NOW = Date.parse("2026-03-02T10:00:00Z");

describe("a time of the command line", () => {
  it.each([
    ["2026-03-01", "2026-03-01T00:00:00.000Z"],
    ["2026-03-01T09:00:00Z", "2026-03-01T09:00:00.000Z"],
    ["2026-03-01T09:00Z", "2026-03-01T09:00:00.000Z"],
    ["2026-03-01T09:00:00+09:00", "2026-03-01T00:00:00.000Z"],
    ["2026-03-01T09:00:00-0330", "2026-03-01T12:30:00.000Z"],
    ["2026-03-01T09:00:00.123456Z", "2026-03-01T09:00:00.000Z"],
    ["36h", "2026-02-28T22:00:00.000Z"],
    ["7d", "2026-02-23T10:00:00.000Z"],
  ])("%s is %s", (text, time) => {
    expect(new Date(timeOf("--from", text, NOW)).toISOString()).toBe(time);
  });

  it.each([
    ["2026-03-01T09:00:00", "is a time without its offset"],
    ["2026-03-01 09:00", "is a time without its offset"],
    ["2026-02-30", "is no time"],
    ["2026-03-01T24:00:00Z", "is no time"],
    ["2026-03-01T09:00:00+25:00", "is no time"],
    ["yesterday", "is no time"],
    ["", "is no time"],
    ["7w", "is no time"],
  ])("%j is refused: it %s", (text, problem) => {
    expect(() => timeOf("--from", text, NOW)).toThrow(problem);
  });
});
