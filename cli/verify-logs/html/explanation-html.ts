import { plural } from "../../../console/plural";
import type { ReportedFinding } from "../../../log-integrity/collector";
import type { ChainName, Survivor } from "../../../log-integrity/findings";
import { uri } from "../../../log-integrity/location";
import { adviceOn } from "./advice";
import type { Explanation } from "./explanations";
import { CELL_STATES } from "./states";
import { number, text } from "../../html/text";
import { intervalText, timeText } from "./times";

/** Of an explanation; what is more is in the report that programs read. */
const MOST_FINDINGS = 20;
const MOST_KEYS = 5;
const MOST_CHAINS = 200;
const MOST_OTHERS = 10;

/** Where to go on from an explanation: indices of explanations. */
export interface Ways {
  /** The one that the cell leads to in which it is. Absent where it is in no cell. */
  readonly cell?: number;
  /** Those that are in the same cells, with what they are about. */
  readonly others: readonly { readonly index: number; readonly title: string }[];
}

export function explanationHtml(explanation: Explanation, index: number, { cell, others }: Ways): string {
  const { acknowledged, findings, state, title } = explanation;
  const [first] = findings;
  const { name, sign } = CELL_STATES[state];
  const chains = new Map(findings.map((finding) => [JSON.stringify(chainOf(finding)), chainOf(finding)]));
  const from = findings.reduce((earliest, finding) => Math.min(earliest, finding.from), first.from);
  const to = findings.reduce((latest, finding) => Math.max(latest, finding.to), first.to);
  const isOfSeveral = chains.size > 1;
  const listed = (isOfSeveral ? findings.slice(0, 1) : findings).slice(0, MOST_FINDINGS);
  const more = isOfSeveral ? 0 : findings.length - listed.length;
  const place = isOfSeveral ? `${number(chains.size)} accounts and regions` : chainText(first);
  return [
    `<article id="e${index}" class="${state}" tabindex="-1" aria-labelledby="h${index}">`,
    `<h3 id="h${index}"><span class="mark ${state}" aria-hidden="true">${sign}</span> ${name}: ${text(title)}</h3>`,
    `<p class="where">${place}<br />since ${timeText(from)}, until ${timeText(to)}</p>`,
    ...(isOfSeveral ? [chainsHtml([...chains.values()])] : []),
    "<ul>",
    ...listed.map((finding) => `<li>${findingHtml(finding)}</li>`),
    ...(more === 0 ? [] : [`<li>and ${number(more)} more; --json names them</li>`]),
    "</ul>",
    ...(acknowledged === undefined
      ? [`<p><strong>What to do:</strong> ${text(adviceOn(findings))}</p>`]
      : [`<p><strong>Acknowledged:</strong> ${text(acknowledged)}</p>`]),
    ...(others.length === 0 ? [] : [`<p>In the same cells: ${linksHtml(others)}</p>`]),
    ...(cell === undefined ? [] : [`<p><a href="#c${cell}">Back to the map</a></p>`]),
    "</article>",
  ].join("\n");
}

function linksHtml(others: Ways["others"]): string {
  const links = others.slice(0, MOST_OTHERS).map(({ index, title }) => `<a href="#e${index}">${text(title)}</a>`);
  return [...links, ...(others.length > MOST_OTHERS ? [`${number(others.length - MOST_OTHERS)} more`] : [])].join(", ");
}

function chainOf({ accountId, region, trail }: ChainName): ChainName {
  return { accountId, region, trail };
}

function chainText({ accountId, region }: ChainName): string {
  return `<code>${text(accountId)}</code> <code>${text(region)}</code>`;
}

/** Regions by accounts. */
function chainsHtml(chains: readonly ChainName[]): string {
  const byAccount = new Map<string, string[]>();
  for (const { accountId, region } of chains.slice(0, MOST_CHAINS)) {
    byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), region]);
  }
  const lines = [...byAccount].map(
    ([account, regions]) =>
      `<li><code>${text(account)}</code>: ${regions.map((region) => `<code>${text(region)}</code>`).join(", ")}</li>`,
  );
  const more = chains.length - MOST_CHAINS;
  return `<ul class="chains">\n${[...lines, ...(more > 0 ? [`<li>and ${number(more)} more</li>`] : [])].join("\n")}\n</ul>`;
}

function findingHtml(finding: ReportedFinding): string {
  const time = intervalText(finding);
  switch (finding.type) {
    case "integrity":
      return [time, detailHtml(finding.detail), objectHtml(finding, finding.survivor)].join("");
    case "missing": {
      const { digests, hours, logs } = finding;
      const objects = digests.slice(0, MOST_KEYS).map((digest) => objectHtml(digest, digest.survivor));
      return [time, `: ${plural(hours, "hour")}`, logsText(logs), ...objects, moreHtml(digests.length)].join("");
    }
    case "unprotected": {
      const { detail, firstLogs, hours, logs } = finding;
      const keys = firstLogs.slice(0, MOST_KEYS).map((key) => `<br /><code>${text(key)}</code>`);
      return [time, `: ${plural(hours, "hour")}`, detailHtml(detail), logsText(logs), ...keys, moreHtml(logs)].join("");
    }
    case "not-checked": {
      const { bucket = "", detail, key } = finding;
      return [time, detailHtml(detail), key === undefined ? "" : objectHtml({ bucket, key }, undefined)].join("");
    }
  }
}

function detailHtml(detail: string | undefined): string {
  return detail === undefined ? "" : `: ${text(detail)}`;
}

function logsText(logs: number): string {
  return logs === 0 ? "" : `; ${number(logs)} ${logs === 1 ? "log file" : "log files"} of that time cannot be verified`;
}

function moreHtml(count: number): string {
  return count > MOST_KEYS ? `<br />and ${number(count - MOST_KEYS)} more` : "";
}

function objectHtml(
  address: { readonly bucket: string; readonly key: string },
  survivor: Survivor | undefined,
): string {
  const version =
    survivor === undefined ? "" : `<br />version <code>${text(survivor.versionId)}</code> is what CloudTrail delivered`;
  return `<br /><code>${text(uri(address))}</code>${version}`;
}
