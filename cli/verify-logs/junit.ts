import { stripVTControlCharacters } from "node:util";
import type { Report } from "../../log-integrity/report";
import { formatTime } from "../../log-integrity/times";
import { escaped } from "../html/escaped";
import { linesOf } from "./summary";

/** A report as JUnit's XML, which most build systems show: a test case for each account and region, and each finding. */
export function junit(report: Report): string {
  const { chains, findings, interval, trailArn } = report;
  const cases = chains.map(({ accountId, hours, region }) => {
    const open = findings.filter(
      (finding) => finding.accountId === accountId && finding.region === region && finding.acknowledged === undefined,
    );
    const elements = open.map((finding) => {
      const [title = "", ...lines] = linesOf(finding).map((line) => stripVTControlCharacters(line));
      const time = `${formatTime(finding.from)} to ${formatTime(finding.to)}`;
      const text = escaped([title, time, ...lines].join("\n"));
      // JUnit calls broken what could not be tested.
      const element = finding.type === "not-checked" ? "error" : "failure";
      return `      <${element} type="${finding.type}" message="${escaped(`${title}: ${time}`)}">${text}</${element}>`;
    });
    const name = `${accountId} ${region}: ${hours.verified} hours verified`;
    return { elements, open, name };
  });
  const count = (isError: boolean) =>
    cases.filter(({ open }) => open.some(({ type }) => (type === "not-checked") === isError)).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="${escaped(trailArn)}" tests="${cases.length}" failures="${count(false)}" errors="${count(true)}" ` +
      `timestamp="${formatTime(interval.to)}">`,
    ...cases.map(({ elements, name }) =>
      [`    <testcase classname="verify-logs" name="${escaped(name)}">`, ...elements, "    </testcase>"].join("\n"),
    ),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
