import { FEATURES, GLOBAL_SERVICES } from "../../aws/availability";
import { namesOf } from "../../config/names";
import type { ConfigRuleDefinition, RuleInput } from "../../config/aws-config/rules/definition";
import { CONFIG_RULE_GROUPS } from "../../config/aws-config/rules";
import { pageOf } from "./rule-page";

const EXAMPLE: RuleInput = {
  name: "<name>",
  partition: "aws",
  homeRegion: "<home>",
  names: namesOf({ name: "<name>", homeRegion: "<home>", replicaRegion: "<region>" }),
};

const TRIGGERS: Readonly<Record<ConfigRuleDefinition["trigger"], string>> = {
  period: "every day",
  change: "on change of",
  "change and period": "every day and on change of",
};

/** `docs/config-rules.md` */
export function configRulesMarkdown(): string {
  return [
    "<!-- Written by `npm run docs` from config/rules. Do not edit. -->",
    "",
    "# Rules of AWS Config",
    "",
    "What AWS Config checks in every account. AWS wrote these rules and keeps them; `config.rules` in `landing-zone.yaml`",
    "switches single ones on and off, gives them parameters and leaves accounts out:",
    "",
    "```yaml",
    ...EXCERPT,
    "```",
    "",
    "- A rule is in every governed region that AWS offers it in; **one region** are those that say the same in all regions of",
    "  an account: in the home region, or in another where AWS does not offer it there. Regions where it is missing are those of AWS's pages at the time of writing, and more where a",
    "  page could not be read to its end: a rule too many breaks the deployment.",
    "- **Every day**: the clock triggers it, whether or not anything is recorded. **On change of** a type: AWS Config has to",
    "  record that type.",
    "- **Controls** are what the rule serves, not what it satisfies alone. CIS is CIS AWS Foundations Benchmark 5.0, NIST is",
    "  SP 800-53 revision 5, PCI is PCI DSS 4.0.",
    "- A **remediation** is an SSM document of AWS that changes what is reported. It is off; `remediation: manual` lets people run it",
    "  from the console, `automatic` runs it. None of them can change a log bucket: the policies of those deny it to all but the",
    "  break-glass role, so that a remediation fails there and the archive stays as it is.",
    "",
    "For one score of the rules on logging there is a conformance pack besides:",
    "[conformance-packs/logging.yaml](../conformance-packs/logging.yaml).",
    "",
    ...Object.entries(CONFIG_RULE_GROUPS).flatMap(([title, rules]) => group(title, Object.entries(rules))),
    ...availability(),
  ].join("\n");
}

/** What of all this some Regions lack, and what follows from that. */
function availability(): string[] {
  return [
    "## What some Regions lack",
    "",
    "Rules are those of the organization. Where AWS has no such rules, each account of the file gets those that AWS wrote by its",
    "own stack (with `baseline.deployment: stacksets` the management account alone), and `policyRules`, `functionRules` and",
    "`conformancePacks` are left out; a remediation is left out where AWS has none, and the rule reports. `validate` warns of what",
    "is left out. Accounts of the organization that are not in the file get no rules there.",
    "A recorder in Beijing delivers to an archive in Beijing only, so that any other is refused.",
    "",
    "| what | not in | page |",
    "| --- | --- | --- |",
    ...Object.values(FEATURES).map(({ absentFrom, page, read, what }) =>
      row(what, [...absentFrom].sort().join(", "), `[read on ${read}](${page})`),
    ),
    "",
    "Resources of global services are recorded in one Region; a recorder of another takes their types and records nothing. Govern",
    "that Region to have them recorded. `validate` and `synth` say what is not recorded, unless `config.recording.except` names it,",
    "and warn of types in `only`, `otherFrequency` and rules of your own; as read on 29 November 2026 in",
    "[what AWS Config records](https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html#select-resources-all):",
    "",
    "| types | recorded in |",
    "| --- | --- |",
    ...GLOBAL_SERVICES.map(({ recordedIn, types }) =>
      row(types.map((type) => `\`${type}\``).join("<br>"), Object.values(recordedIn).join("<br>")),
    ),
    "",
  ];
}

const EXCERPT = [
  "config:",
  "  rules:",
  "    cwLogGroupRetentionPeriodCheck:",
  '      parameters: { MinRetentionTime: "90" }',
  "    s3BucketSslRequestsOnly:",
  "      remediation: manual",
  "    encryptedVolumes:",
  "      enabled: false",
  "      reason: Disks are encrypted by the guest, with keys of our own",
];

function group(title: string, rules: readonly (readonly [string, ConfigRuleDefinition])[]): string[] {
  const withParameters = rules.filter(([, { allowedParameters }]) => allowedParameters !== undefined);
  return [
    `## ${title}`,
    "",
    "| rule | what it reports | evaluated | by default | controls | remediation |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rules.map(([key, rule]) => row(name(key, rule), what(rule), evaluated(rule), byDefault(rule), ...rest(rule))),
    "",
    ...(withParameters.length === 0
      ? []
      : ["Parameters:", "", ...withParameters.flatMap(([key, rule]) => parameters(key, rule)), ""]),
  ];
}

function name(key: string, { identifier }: ConfigRuleDefinition): string {
  return lines(`\`${key}\``, `[${identifier}](${pageOf(identifier)})`);
}

function what({ note = "", title }: ConfigRuleDefinition): string {
  return lines(title, note);
}

function evaluated({ absentFrom, extent, resourceTypes, trigger }: ConfigRuleDefinition): string {
  return lines(
    [TRIGGERS[trigger], resourceTypes.map((type) => `\`${type}\``).join(", ")].join(" ").trim(),
    extent === "account" ? "one region" : "",
    absentFrom.length === 0 ? "" : `not in ${[...absentFrom].sort().join(", ")}`,
  );
}

function byDefault({ offBecause, parameters: values }: ConfigRuleDefinition): string {
  return lines(
    offBecause === undefined ? "on" : `off: ${offBecause}`,
    ...Object.entries(values?.(EXAMPLE) ?? {}).map(([parameter, value]) => `\`${parameter}: "${value}"\``),
  );
}

function rest({ controls, remediation }: ConfigRuleDefinition): string[] {
  return [controls.map(short).join("<br>"), remediation === undefined ? "–" : `\`${remediation.document}\``];
}

/** The page says at its beginning which editions they are of. */
function short(control: string): string {
  return control
    .replace(/^CIS AWS Foundations 5\.0 /, "CIS ")
    .replace(/^Security Hub /, "")
    .replace(/^NIST SP 800-53 /, "NIST ")
    .replace(/^PCI DSS 4\.0 /, "PCI ");
}

function parameters(key: string, { allowedParameters = {}, requiredParameters = [] }: ConfigRuleDefinition): string[] {
  return [
    `- \`${key}\``,
    ...Object.entries(allowedParameters).map(
      ([parameter, text]) =>
        `  - \`${parameter}\`${requiredParameters.includes(parameter) ? ", required" : ""}: ${text}`,
    ),
  ];
}

function lines(...texts: string[]): string {
  return texts.filter((text) => text !== "").join("<br>");
}

function row(...cells: string[]): string {
  return `| ${cells.join(" | ")} |`;
}
