// What is printed and written, apart from the run.
import { DOMParser } from "@xmldom/xmldom";
import { pageOf } from "../../../cli/verify-logs/html/page";
import { junit } from "../../../cli/verify-logs/junit";
import { ProgressLine } from "../../../cli/verify-logs/progress-line";
import { describeReport } from "../../../cli/verify-logs/summary";
import { REPORT, reportJson } from "../../../log-integrity/report-json";
import { CASES } from "../../log-integrity/cases";
import { CONTEXT } from "./html/reports";

describe("every report", () => {
  // The ones that uncompress half a gigabyte say nothing new here.
  const cases = Object.values(CASES)
    .flat()
    .filter(({ name }) => !name.includes("gigabyte"));

  it.each(cases.map((one) => [one.name, one] as const))("%s", async (_, { exit, make }) => {
    const report = await make().verify();
    expect(REPORT.safeParse(reportJson(report, [])).error).toBeUndefined();
    const text = describeReport(report);
    // Names of objects are longer than a line, and are one word.
    const lines = text.split("\n").filter((line) => line.length > 80 && line.trim().includes(" "));
    expect(lines).toEqual([]);
    const errors: string[] = [];
    const xml = new DOMParser({ onError: (__, message) => errors.push(message) }).parseFromString(
      junit(report),
      "text/xml",
    );
    expect(errors).toEqual([]);
    expect(xml.getElementsByTagName("failure").length > 0).toBe(exit === 1);
    expect(xml.getElementsByTagName("testcase")).toHaveLength(1);
    const page = pageOf(report, CONTEXT);
    expect(page).toContain(`Exit code ${exit}.`);
    // Whatever ends a run with 1 or 2 is explained, and the map leads to it: from a cell or from beside its account and region, if not at once.
    const explained = [...page.matchAll(/<article id="(e\d+)" class="([a-z-]+)"/g)];
    expect(explained.some(([, , state]) => state !== "acknowledged")).toBe(exit !== 0);
    expect(explained.filter(([, id = ""]) => !page.includes(`href="#${id}"`)).map(([, id]) => id)).toEqual([]);
  });
});

it("says how far a run is, how fast, and how long it takes", () => {
  const line = new ProgressLine({ objects: 5000, hoursPassed: 50 });
  line.start(200);
  expect(line.text(10_000)).toBe("5,000 files, 500/s, 25% of the hours, 30 seconds left");
  line.stop();
});
