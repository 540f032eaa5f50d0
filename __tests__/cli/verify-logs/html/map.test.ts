// What a cell of the map is.
import { explain } from "../../../../cli/verify-logs/html/explanations";
import { mapOf } from "../../../../cli/verify-logs/html/map";
import type { Run } from "../../../../cli/verify-logs/html/map";
import type { Finding } from "../../../../log-integrity/findings";
import { HOUR_STATES } from "../../../../log-integrity/timeline";
import type { HourState } from "../../../../log-integrity/timeline";
import { HOUR } from "../../../../log-integrity/times";
import type { Report } from "../../../../log-integrity/report";
import { chainName, DAY, FROM, hours, REASON, reportOf, spansOf } from "./reports";

const NAME = chainName(0);
const failure = (first: number, end: number): Finding => ({
  type: "integrity",
  ...NAME,
  ...hours(first, end),
  bucket: "b",
  key: `k${first}`,
  object: "log",
  kind: "hash",
});
const unread = (first: number, end: number): Finding => ({
  type: "not-checked",
  ...NAME,
  ...hours(first, end),
  bucket: "b",
  key: `u${first}`,
  object: "log",
  reason: "denied",
});

const drawn = (report: Report) => mapOf(report, explain(report.findings));
const brief = (runs: readonly Run[]) => runs.map(({ cell, count, first }) => `${first}+${count} ${cell?.state ?? "?"}`);

function rowOf(days: number, changes: [number, number, HourState][], findings: readonly Finding[] = []): string[] {
  const { rows } = drawn(reportOf(days, [{ ...NAME, spans: spansOf(days, changes) }], findings));
  return brief(rows[0]?.runs ?? []);
}

it("is the worst hour of its day, in the order of the states", () => {
  const order = [...HOUR_STATES.keys()].map((index) => {
    const changes = HOUR_STATES.slice(index).map((state, place): [number, number, HourState] => [
      place,
      place + 1,
      state,
    ]);
    return drawn(reportOf(5, [{ ...NAME, spans: spansOf(5, changes) }])).rows[0]?.runs[0]?.cell?.state;
  });
  // A day has other hours that are verified.
  expect(order).toEqual(HOUR_STATES.map((state) => (state === "not-expected" ? "verified" : state)));
});

it("is of one day although the digest of its last hour ends in the next", () => {
  expect(rowOf(5, [[47, 48, "failed"]], [failure(47, 48)])).toEqual(["0+1 verified", "1+1 failed", "2+3 verified"]);
});

it("is an hour where there are few days, a week where there are many, and four weeks where there are years", () => {
  const units = [1, 4, 5, 99, 101, 690, 710, 4000].map((days) => drawn(reportOf(days, [])).columns.unit.name);
  expect(units).toEqual(["hour", "hour", "day", "day", "week", "week", "four weeks", "52 weeks"]);
  expect(rowOf(3, [[5, 7, "failed"]], [failure(5, 7)])).toEqual(["0+5 verified", "5+2 failed", "7+65 verified"]);
});

it("begins weeks on Mondays", () => {
  const { columns } = drawn(reportOf(200, []));
  expect([new Date(columns.begin(0)).getUTCDay(), columns.begin(0) <= FROM, columns.begin(1) > FROM]).toEqual([
    1,
    true,
    true,
  ]);
});

it("has columns for all of an interval that begins and ends within hours", () => {
  const report = reportOf(5, [{ ...NAME, spans: spansOf(5) }]);
  const interval = { from: FROM + 23.5 * HOUR, to: FROM + 4 * DAY + 1.2 * HOUR };
  const spans = [{ ...interval, state: "verified" as const, hours: 74 }];
  const map = drawn({ ...report, interval, chains: report.chains.map((chain) => ({ ...chain, spans })) });
  expect(brief(map.rows[0]?.runs ?? [])).toEqual([`0+${map.columns.count} verified`]);
  expect(map.columns.begin(map.columns.count)).toBeGreaterThanOrEqual(interval.to);
});

it("is acknowledged where all that is found in it is, and else what is not", () => {
  const day = 60 * 24;
  expect(rowOf(90, [[day + 1, day + 2, "failed"]], [failure(day + 1, day + 2)])[1]).toBe("60+1 acknowledged");
  const both = [failure(day + 1, day + 2), unread(day - 24, day + 3)];
  expect(rowOf(90, [[day + 1, day + 2, "failed"]], both)[1]).toBe("60+1 not-checked");
});

it("is never better than what is known of its hours, where there was no room for the finding", () => {
  expect(rowOf(90, [[30, 31, "failed"]])).toEqual(["0+1 verified", "1+1 failed", "2+88 verified"]);
});

it("is apart where the time of a finding is not known: the hours stay verified", () => {
  const finding: Finding = { ...failure(0, 1), from: FROM, to: FROM + 90 * DAY };
  const report = reportOf(90, [{ ...NAME, spans: spansOf(90) }], [finding]);
  expect(drawn(report).rows[0]).toMatchObject({ aside: { state: "failed", explanation: 0 }, runs: [{ count: 90 }] });
});

it("is not made worse by a finding of no known hour", () => {
  const finding: Finding = { ...failure(0, 1), from: FROM, to: FROM + 90 * DAY };
  const coverage = [{ ...NAME, spans: spansOf(90, [[30, 31, "not-checked"]]) }];
  const [row] = drawn(reportOf(90, coverage, [finding, unread(30, 31)])).rows;
  expect(brief(row?.runs ?? [])[1]).toBe("1+1 not-checked");
  expect(row?.aside?.state).toBe("failed");
});

it("says nothing of a time of which the report says nothing", () => {
  const report = reportOf(5, [{ ...NAME, spans: spansOf(5).map((span) => ({ ...span, to: FROM + 2 * DAY })) }]);
  expect(brief(drawn(report).rows[0]?.runs ?? [])).toEqual(["0+2 verified", "2+3 ?"]);
});

it("is explained by the worst: two accounts that lack the same are explained together, with the reason once", () => {
  const whole = (index: number): Finding => {
    const { from, to } = { from: FROM, to: FROM + 90 * DAY };
    return { type: "missing", ...chainName(index), from, to, hours: 2160, isWholeChain: true, digests: [], logs: 0 };
  };
  const spans = spansOf(90, [[0, 2160, "missing"]]);
  const coverage = [0, 1, 2].map((index) => ({ ...chainName(index), spans }));
  const report = reportOf(90, coverage, [whole(0), whole(1), whole(2)]);
  const { explanations } = explain(report.findings);
  expect(explanations.map(({ findings, state }) => [state, findings.length])).toEqual([["missing", 3]]);
  expect(drawn(report).rows.map(({ runs }) => runs.map(({ cell }) => cell?.explanation))).toEqual([[0], [0], [0]]);
});

it("leads to all that is found in it: from the worst to the others", () => {
  const spans = spansOf(90, [[30, 31, "failed"]]);
  const report = reportOf(90, [{ ...NAME, spans }], [unread(30, 31), failure(30, 31)]);
  expect(drawn(report).rows[0]?.runs[1]?.cell).toEqual({ state: "failed", explanation: 0 });
  expect([...drawn(report).others].map(([index, others]) => [index, [...others]])).toEqual([[0, [1]]]);
});

it("keeps what is acknowledged apart from what is not, and explains it last", () => {
  const day = 60 * 24;
  const { findings } = reportOf(90, [], [failure(day, day + 1), failure(30, 31), unread(40, 41)]);
  const { explanations } = explain(findings);
  expect(explanations.map(({ acknowledged, state }) => [state, acknowledged])).toEqual([
    ["failed", undefined],
    ["not-checked", undefined],
    ["acknowledged", REASON],
  ]);
});
