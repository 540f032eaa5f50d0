import { plural } from "../../../console/plural";
import type { Change, Danger, Place, ReviewReport } from "../../../review/report";
import { documentHtml } from "../../html/document";
import { number, text } from "../../html/text";
import { diffLines } from "../diff-lines";
import type { DiffLine } from "../diff-lines";
import { ACTION_WORDS, countsText, placesText, subjectOf, unchangedText, unplannedLines, verdictOf } from "../words";
import { matrixHtml } from "./matrix";
import { organizationHtml } from "./organization";
import { SCRIPT } from "./script";
import { STATES, worstOf } from "./states";
import { STYLE } from "./style";

/** Characters of changes and drift each: with the rest, a page of less than 5 MB. */
const MOST_CHARACTERS = 1_800_000;
/** Of one change. */
const MOST_PLACES = 500;

/**
 * A report as one page of HTML that loads nothing: dangers, a picture of the organization, accounts and stacks, and every change, to be
 * searched and folded. What has no room is counted.
 */
export function pageOf(report: ReviewReport): string {
  const { changes, counts, dangers, drift, exitCode, notes, unused, verdict } = report;
  const worst = worstOf(report);
  const title = `Review: ${text(verdictOf(report))}`;
  return documentHtml({
    title,
    style: STYLE,
    script: SCRIPT,
    body: [
      '<a class="skip" href="#changes">Skip to the changes</a>',
      "<header>",
      `<p class="verdict ${verdict}">${verdict}</p>`,
      "<h1>Review of changes</h1>",
      `<p class="lead">${text(verdictOf(report))}. Exit code ${exitCode}.</p>`,
      `<p>${text(subjectOf(report))}<br />${text(countsText(counts))}</p>`,
      "</header>",
      "<main>",
      '<div class="controls" hidden="hidden"><label for="search">Search</label>',
      '<input id="search" type="search" autocomplete="off" spellcheck="false" />',
      '<button type="button" id="unfold">Unfold all</button><button type="button" id="fold">Fold all</button></div>',
      '<p id="status" role="status"></p>',
      "<h2>Dangers</h2>",
      dangers.length === 0 ? "<p>None.</p>" : dangers.map(dangerHtml).join("\n"),
      "<h2>Organization</h2>",
      legendHtml(),
      organizationHtml(report, worst),
      "<h2>Accounts and stacks</h2>",
      matrixHtml(report, worst),
      `<p>${text(unchangedText(report, 200), 20_000)}</p>`,
      ...unplannedLines(report, 200).map((line) => `<p>${text(line, 20_000)}</p>`),
      '<h2 id="changes" tabindex="-1">Changes</h2>',
      changesHtml(changes),
      "<h2>Changed outside of Terraform</h2>",
      changesHtml(drift),
      ...listHtml("Acknowledgements that nothing needs any more", unused),
      ...listHtml("Notes", notes),
      "</main>",
      "<footer>Made by landing-zone. docs/review.md says what each danger is.</footer>",
    ].join("\n"),
  });
}

function legendHtml(): string {
  const entries = Object.entries(STATES).map(
    ([state, { name, sign }]) => `<li><span class="mark ${state}" aria-hidden="true">${sign}</span> ${name}</li>`,
  );
  return `<ul class="legend">${entries.join("")}</ul>`;
}

function dangerHtml({ acknowledged, details, instead, places, rule, severity, title, why }: Danger): string {
  const state = acknowledged === undefined ? severity : "acknowledged";
  return [
    `<article class="item ${state}"><h3><span class="mark ${state}" aria-hidden="true">${STATES[state].sign}</span> ` +
      `${STATES[state].name}: ${text(title)} <code>${rule}</code></h3>`,
    placesHtml(places),
    details.length === 0 ? "" : `<ul>${details.map((detail) => `<li><code>${text(detail)}</code></li>`).join("")}</ul>`,
    acknowledged === undefined
      ? `<p>${text(why)} <strong>Instead of acknowledging it:</strong> ${text(instead)}.</p>`
      : `<p><strong>Acknowledged until ${text(acknowledged.expires)}:</strong> ${text(acknowledged.reason)}</p>`,
    "</article>",
  ].join("\n");
}

function changesHtml(changes: readonly Change[]): string {
  if (changes.length === 0) {
    return "<p>None.</p>";
  }
  let room = MOST_CHARACTERS;
  const shown: string[] = [];
  for (const change of changes) {
    const html = changeHtml(change);
    if (html.length > room) break;
    room -= html.length;
    shown.push(html);
  }
  const hidden = changes.length - shown.length;
  return [
    `<p>${number(changes.length)} different ${changes.length === 1 ? "change" : "changes"}; the same in several accounts or regions is shown once.</p>`,
    ...shown,
    ...(hidden > 0 ? [`<p>${number(hidden)} more had no room; --json has them.</p>`] : []),
  ].join("\n");
}

function changeHtml(change: Change): string {
  const { action, places } = change;
  const lines = diffLines(change);
  return [
    `<details class="item"><summary><strong>${ACTION_WORDS[action]}</strong> <code>${text(places[0].address, 300)}</code> ` +
      `<span class="muted">${text(placesText(places))}</span></summary>`,
    placesHtml(places),
    lines.length === 0 ? "" : `<ul class="diff">\n${lines.map(lineHtml).join("\n")}\n</ul>`,
    "</details>",
  ].join("\n");
}

const CLASSES = { "+": "added", "-": "removed", "!": "widened", " ": "" } as const;

function lineHtml({ sign, text: line }: DiffLine): string {
  return `<li class="${CLASSES[sign]}"><code>${sign} ${text(line)}</code></li>`;
}

function placesHtml(places: readonly Place[]): string {
  const items = places.slice(0, MOST_PLACES).map(({ account, address, constructPath, region, source, stack }) => {
    const parts = [stack, account === stack ? "" : account, region ?? "", address].filter(Boolean);
    const origin = [constructPath === undefined ? "" : `construct ${constructPath}`, source ?? ""].filter(Boolean);
    return `<li>${[...parts, ...origin].map((part) => `<code>${text(part, 300)}</code>`).join(" ")}</li>`;
  });
  const hidden = places.length - items.length;
  return [
    '<ul class="places">',
    ...items,
    ...(hidden > 0 ? [`<li>and ${plural(hidden, "place")} more</li>`] : []),
    "</ul>",
  ].join("\n");
}

function listHtml(title: string, lines: readonly string[]): string[] {
  return lines.length === 0
    ? []
    : [`<h2>${title}</h2>`, `<ul>${lines.map((line) => `<li><code>${text(line)}</code></li>`).join("\n")}</ul>`];
}
