// The page as a text: what it says and that nobody can write into it. browser.test.ts looks at it, size.test.ts measures it.
import { createHash } from "node:crypto";
import { Script } from "node:vm";
import { DOMParser } from "@xmldom/xmldom";
import { pageOf } from "../../../../cli/verify-logs/html/page";
import { SCRIPT } from "../../../../cli/verify-logs/html/script";
import type { Finding } from "../../../../log-integrity/findings";
import type { Report } from "../../../../log-integrity/report";
import { FAILURES, NOT_CHECKED } from "../../../../log-integrity/verdicts";
import { chainName, CONTEXT, everything, hours, reportOf, spansOf, textOf } from "./reports";

/** Whoever may write to the bucket names folders and files, and AWS's messages quote them. */
const HOSTILE = [
  "</script><script>alert(1)</script>",
  '"><img src="http://attacker.example/" onerror="alert(1)">',
  "' onfocus='alert(1)' autofocus='",
  "\u202egpj.exe\u2066",
  "]]><!--",
  "\u0000\u001b[31m\ud800",
  "&lt;script&gt;",
  "x".repeat(5000),
];

/** The page as XML, without its style and program. Errors of any kind fail. */
function parsed(page: string) {
  const errors: string[] = [];
  const text = page.replace("<!DOCTYPE html>", "").replace(/<(style|script)>[\s\S]*?<\/\1>/g, "<$1></$1>");
  const document = new DOMParser({ onError: (_, message) => errors.push(message) }).parseFromString(text, "text/xml");
  expect(errors).toEqual([]);
  return document;
}

function hostileReport(name: string): Report {
  const chain = { accountId: name, region: name, trail: name };
  const common = { ...chain, ...hours(30, 31) };
  const object = { bucket: name, key: name };
  const survivor = { versionId: name };
  const findings: Finding[] = [
    { type: "integrity", ...common, ...object, object: "log", kind: "hash", detail: name, survivor },
    { type: "missing", ...common, hours: 1, isWholeChain: false, digests: [{ ...object, survivor }], logs: 3 },
    { type: "unprotected", ...common, hours: 1, detail: name, logs: 1, firstLogs: [name] },
    { type: "not-checked", ...common, ...object, object: "log", reason: "denied", detail: name },
    { type: "not-checked", ...common, object: "accounts", reason: "denied", detail: name },
  ];
  const report = reportOf(90, [{ ...chain, spans: spansOf(90, [[30, 31, "failed"]]) }], findings);
  const [first, ...others] = report.findings;
  const acknowledged = first === undefined ? [] : [{ ...first, acknowledged: name }];
  return {
    ...report,
    findings: [...acknowledged, ...others],
    trailArn: `arn:aws:cloudtrail:eu-west-1:1:trail/${name}`,
  };
}

describe("a page of names that somebody made up", () => {
  it.each(HOSTILE)("%j", (name) => {
    const context = { notes: [name], archive: name, copies: [name], only: { accounts: [name], regions: [name] } };
    const page = pageOf(hostileReport(name), context);
    const document = parsed(page);
    expect(document.getElementsByTagName("script")).toHaveLength(1);
    expect(document.getElementsByTagName("img")).toHaveLength(0);
    const attributes = [...document.getElementsByTagName("*")].flatMap(({ attributes: all }) =>
      Array.from({ length: all.length }, (_, index) => all.item(index)?.name ?? ""),
    );
    expect(attributes.filter((attribute) => attribute.startsWith("on") || attribute === "style")).toEqual([]);
    // What nobody can see, or what turns text around, is spelled out.
    expect(page).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
    expect(page.length).toBeLessThan(100_000);
  });
});

const FAILED_HOUR = spansOf(90, [[30, 31, "failed"]]);

describe("a page", () => {
  it("loads nothing, and runs and styles by what it has itself: its policy says so", () => {
    const page = pageOf(everything(240), CONTEXT);
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
    for (const [name, directive] of [
      ["style", "style-src"],
      ["script", "script-src"],
    ] as const) {
      const content = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? "";
      const hash = createHash("sha256").update(content).digest("base64");
      expect(policy).toContain(`${directive} 'sha256-${hash}'`);
    }
    expect(page).not.toMatch(/(?:src|href)="(?!#)|url\(|@import/);
    expect(() => new Script(SCRIPT)).not.toThrow();
  });

  it("is the same for the same report", () => {
    expect(pageOf(everything(50), CONTEXT)).toBe(pageOf(everything(50), CONTEXT));
  });

  it.each([
    ["all kinds of findings", everything(240), 20],
    ["hours that failed, and no finding that says why", reportOf(90, [{ ...chainName(0), spans: FAILED_HOUR }]), 1],
    [
      "findings that there was no room for",
      { ...reportOf(90, [{ ...chainName(0), spans: FAILED_HOUR }]), findingsLeftOut: 1 },
      2,
    ],
  ])("is well-formed, has no id twice and links to what there is: %s", (_, report, least) => {
    const document = parsed(pageOf(report, CONTEXT));
    const ids = [...document.getElementsByTagName("*")]
      .map((one) => one.getAttribute("id") ?? "")
      .filter((id) => id !== "");
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...document.getElementsByTagName("a")].map((link) => link.getAttribute("href")?.slice(1) ?? "");
    expect(targets.length).toBeGreaterThanOrEqual(least);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it("says what there is to know of the run: verdict, trail, archive, interval, when, limits, and what was not looked up", () => {
    const context = {
      notes: ["nobody knows whether the trail is stopped: AccessDenied"],
      archive: "s3://trail-bucket/p/AWSLogs/",
      copies: ["trail-bucket=replica"],
      only: { accounts: ["111122220000"], regions: ["eu-west-1"] },
    };
    const report = everything(1);
    const said = textOf(pageOf(report, context));
    for (const part of [
      "Exit code 1.",
      report.trailArn,
      "s3://trail-bucket/p/AWSLogs/",
      "trail-bucket=replica",
      "2026-09-01 00:00:00 to 2026-11-30 00:00:00 UTC",
      "Made 2026-11-30 00:01:33 UTC, in 93 seconds",
      "All accounts but 111122220000 : --accounts named these.",
      "All regions but eu-west-1 : --regions named these.",
      "nobody knows whether the trail is stopped: AccessDenied.",
      "2 hours: their digests were not due yet.",
    ]) {
      expect(said).toContain(part);
    }
  });

  it("says of each finding what, where, since when, which object, and what to do", () => {
    const said = textOf(pageOf(everything(1), CONTEXT));
    expect(said).toMatch(
      /failed: log file: its content is not what was delivered 111122220000 ap-northeast-1 since 2026-10-01 01:00:31, until 2026-10-01 03:00:31/,
    );
    expect(said).toContain("version 3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY is what CloudTrail delivered");
    expect(said).toContain("What to do: Somebody changed it.");
    expect(said).toContain("5 hours; 12 log files of that time cannot be verified");
  });

  it("speaks of versions to be copied where there are such, and nowhere else", () => {
    const copy = "copy them to a safe place";
    const [withVersion, without] = [true, false].map((hasVersion) => {
      const finding: Finding = {
        type: "integrity",
        ...chainName(0),
        ...hours(30, 31),
        bucket: "b",
        key: "k",
        object: "log",
        kind: "hash",
        ...(hasVersion ? { survivor: { versionId: "v1" } } : {}),
      };
      return pageOf(reportOf(90, [], [finding]), CONTEXT);
    });
    expect(withVersion).toContain(copy);
    expect(without).not.toContain(copy);
  });

  it("advises on every kind of failure and every reason for which something is not checked, differently", () => {
    const common = { ...chainName(0), ...hours(30, 31), bucket: "b", key: "k" };
    const kinds = (Object.keys(FAILURES) as (keyof typeof FAILURES)[]).map((kind): Finding => ({
      type: "integrity",
      ...common,
      object: "digest",
      kind,
    }));
    const reasons = (Object.keys(NOT_CHECKED) as (keyof typeof NOT_CHECKED)[]).map((reason): Finding => ({
      type: "not-checked",
      ...common,
      object: "digest",
      reason,
    }));
    const page = pageOf(reportOf(90, [], [...kinds, ...reasons]), CONTEXT);
    const advice = [...page.matchAll(/What to do:<\/strong> ([^<]+)/g)].map(([, said]) => said);
    expect(new Set(advice).size).toBe(kinds.length + reasons.length);
  });

  it("shows what is acknowledged with its reason, and does not ask to do anything about it", () => {
    const day = 60 * 24;
    const finding: Finding = {
      type: "missing",
      ...chainName(0),
      ...hours(day, day + 1),
      hours: 1,
      isWholeChain: false,
      digests: [],
      logs: 0,
    };
    const report = reportOf(90, [{ ...chainName(0), spans: spansOf(90, [[day, day + 1, "missing"]]) }], [finding]);
    const page = pageOf(report, CONTEXT);
    expect(page).toContain('aria-label="A acknowledged, 2026-10-31"');
    expect(textOf(page)).toContain("Acknowledged: the trail was moved on this day");
    expect(page).not.toContain("What to do");
    expect(page).toContain("Exit code 0.");
  });

  it("has something to say where nothing was to be verified", () => {
    const page = pageOf(reportOf(90, []), CONTEXT);
    parsed(page);
    expect(textOf(page)).toContain("Nothing was to be verified.");
  });

  it("is of hours for a single day", () => {
    const finding: Finding = {
      type: "missing",
      ...chainName(0),
      ...hours(5, 7),
      hours: 2,
      isWholeChain: false,
      digests: [],
      logs: 0,
    };
    const report = reportOf(1, [{ ...chainName(0), spans: spansOf(1, [[5, 7, "missing"]]) }], [finding]);
    expect(pageOf(report, CONTEXT)).toContain('aria-label="M missing, 2026-09-01 05:00 to 07:00"');
  });
});
