import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { parseLandingZone } from "../../config/load";
import { covers, EXCEPTIONS_PAGE, readExceptions } from "../../scan/exceptions";
import { stackSetTemplates } from "../../scan/stack-set-templates";
import { RICH_FILE } from "../support/change/rich-file";
import { EXAMPLE_FILES, landingZoneOf } from "../support/examples";
import { synthesizeLandingZone } from "../support/landing-zones";
import { Template } from "../support/terraform";
import type { Block } from "../support/terraform";
import { readRecordedFailures, recordedReport } from "../scan/recorded";
import { SCANNER_CHECKS } from "./scanner-checks";
import { conditions, policyStatements, principals } from "./scanner-checks/check";
import type { ScannerCheck } from "./scanner-checks";

/** Types that checks are about and the project does not use. */
const UNUSED_TYPES = new Set(["aws_s3_bucket_acl", "aws_sqs_queue_policy"]);

interface Subject {
  readonly address: string;
  readonly name: string;
  readonly resource: Block;
  readonly stack: string;
  readonly template: Template;
}

/** What there is of a type: of Terraform, or, in the templates of stack sets, of CloudFormation. */
function subjects(type: string, stacks: Readonly<Record<string, Template>>): Subject[] {
  return Object.entries(stacks).flatMap(([stack, template]) =>
    Object.entries(type.includes("::") ? ofCloudFormation(type, template) : (template.json.resource?.[type] ?? {}))
      .filter(([, { count }]) => count !== 0)
      .map(([name, resource]) => ({ address: `${type}.${name}`, name, resource, stack, template })),
  );
}

function ofCloudFormation(type: string, { json }: Template): Record<string, Block> {
  const resources = stackSetTemplates(json).flatMap(({ text }) =>
    Object.entries((JSON.parse(text) as { Resources: Record<string, { Type: string; Properties: Block }> }).Resources),
  );
  return Object.fromEntries(
    resources.filter(([, { Type }]) => Type === type).map(([name, { Properties }]) => [name, Properties]),
  );
}

function passes(check: ScannerCheck, { name, resource, template }: Subject): boolean {
  return check.passes(name, resource, template);
}

/** The stacks of every example, and of a file that has something in every section. */
const CONFIGURATIONS = new Map(
  [
    ...EXAMPLE_FILES.map((file) => [file, parseLandingZone(readFileSync(file, "utf8"), file).landingZone] as const),
    ["rich", landingZoneOf(RICH_FILE)] as const,
  ].map(([name, landingZone]) => [name, synthesizeLandingZone(landingZone).stacks]),
);

interface Failure {
  readonly id: string;
  readonly stack: string;
  readonly address: string;
}

function failuresIn(stacks: Readonly<Record<string, Template>>): Failure[] {
  return SCANNER_CHECKS.flatMap((check) =>
    subjects(check.type, stacks)
      .filter((subject) => !passes(check, subject))
      .map(({ address, stack }) => ({ id: check.id, stack, address })),
  );
}

const failures = new Map([...CONFIGURATIONS].map(([name, stacks]) => [name, failuresIn(stacks)]));
const everyFailure = [...failures.values()].flat();
const exceptions = readExceptions();
/** Of all configurations, under names that differ. */
const stacks = Object.fromEntries(
  [...CONFIGURATIONS].flatMap(([name, ofOne]) =>
    Object.entries(ofOne).map(([stack, template]) => [`${name} ${stack}`, template]),
  ),
);

describe.each([...failures])("the checks of Checkov and Trivy on %s", (_, found) => {
  it("fail nowhere but where an exception says why", () => {
    const unexplained = found.filter((failure) => !exceptions.some((exception) => covers(exception, failure)));
    expect(unexplained).toEqual([]);
  });
});

describe("the checks of Checkov and Trivy", () => {
  it("have ids that Checkov 3.3.13 knows, as those of the exceptions are", () => {
    const known = new Set(readFileSync("__tests__/scan/recorded/checks.txt", "utf8").split("\n"));
    const named = [...SCANNER_CHECKS.map(({ id }) => id), ...exceptions.flatMap(({ ids }) => ids)];
    expect(named.filter((id) => id.startsWith("CKV") && !known.has(id))).toEqual([]);
  });

  it("have ids that are unique for a type", () => {
    const ids = SCANNER_CHECKS.map(({ id, type }) => `${id} ${type}`);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it("are about resources that there are", () => {
    const idle = SCANNER_CHECKS.filter(({ type }) => subjects(type, stacks).length === 0).map(({ type }) => type);
    expect(new Set(idle)).toEqual(UNUSED_TYPES);
  });
});

/** Of accounts that the examples got after Checkov's reports were recorded. */
const LATER_STACKS = new Set(["baseline-log-copies"]);

/** The stacks of an example as it was then, without the section that it got after. */
function recordedStacks(file: string): Readonly<Record<string, Template>> {
  const then = { ...(parse(readFileSync(file, "utf8")) as object), logValidation: undefined };
  return synthesizeLandingZone(parseLandingZone(stringify(then), file).landingZone).stacks;
}

describe("what Checkov itself reported", () => {
  it.each(readRecordedFailures())("%s: failures that its rules find, too, and no others", (file, recorded) => {
    const ids = new Set(recorded.map(({ id }) => id));
    const found = failuresIn(recordedStacks(file)).filter(({ id, stack }) => ids.has(id) && !LATER_STACKS.has(stack));
    expect(sorted(found)).toEqual(sorted(recorded));
  });

  it("of the log archive is, passed and failed, what its rules say", () => {
    const { failed_checks: failed = [], passed_checks: passed = [] } = recordedReport("log-archive").results ?? {};
    const reported = [
      ...failed.map(({ check_id: id, resource: address }) => ({ id, address, isPassed: false })),
      ...passed.map(({ check_id: id, resource: address }) => ({ id, address, isPassed: true })),
    ];
    const all = subjectsOf("log-archive", recordedStacks("landing-zone.yaml"));
    const compared = reported.flatMap((one) => {
      const said = all.find(({ address, id }) => address === one.address && id === one.id);
      return said === undefined ? [] : [{ one, said }];
    });
    expect(compared.length).toBeGreaterThan(reported.length / 2);
    expect(compared.filter(({ one, said }) => one.isPassed !== said.isPassed)).toEqual([]);
  });
});

function subjectsOf(stack: string, all: Readonly<Record<string, Template>>) {
  const template = all[stack];
  if (template === undefined) throw new Error(`no stack ${stack}`);
  return SCANNER_CHECKS.flatMap((check) =>
    subjects(check.type, { [stack]: template }).map((subject) => ({
      id: check.id,
      address: subject.address,
      isPassed: passes(check, subject),
    })),
  );
}

function sorted(all: readonly Failure[]): string[] {
  return all.map(({ address, id, stack }) => `${id} ${stack} ${address}`).sort();
}

describe(EXCEPTIONS_PAGE, () => {
  it("has exceptions", () => {
    expect(exceptions.length).toBeGreaterThan(0);
  });

  it.each(
    exceptions.flatMap((exception) =>
      exception.ids.map((id) => [id, `${exception.resource} in ${exception.stack}`, exception] as const),
    ),
  )("names %s of %s, which fails", (id, _, exception) => {
    const covered = everyFailure.filter((failure) => failure.id === id && covers(exception, failure));
    expect(covered).not.toEqual([]);
  });

  it.each(exceptions.map(({ ids, reason, resource }) => [ids.join(", "), resource, reason] as const))(
    "gives a reason for %s of %s",
    (_, __, reason) => {
      expect(reason.length).toBeGreaterThanOrEqual(20);
    },
  );
});

/** A resource that passes, and what has to be beside it, where nothing in the configurations passes. */
const EXEMPLARY: Readonly<Record<string, { subject?: Block; companions?: Record<string, Block> }>> = {
  CKV_AWS_144: {
    companions: {
      aws_s3_bucket_replication_configuration: { bucket: "${aws_s3_bucket.subject.id}", rule: [{ status: "Enabled" }] },
    },
  },
  CKV2_AWS_62: {
    companions: { aws_s3_bucket_notification: { bucket: "logs", eventbridge: true } },
  },
  "AVD-AWS-0170": {
    companions: { aws_s3_bucket_versioning: { bucket: "logs", versioning_configuration: { mfa_delete: "Enabled" } } },
  },
  "AVD-AWS-0171": {
    companions: {
      aws_cloudtrail: { event_selector: { data_resource: { type: "AWS::S3::Object", values: ["arn:aws:s3"] } } },
    },
  },
  "AVD-AWS-0172": {
    companions: {
      aws_cloudtrail: {
        event_selector: { data_resource: { type: "AWS::S3::Object", values: ["arn:aws:s3:::logs/"] } },
      },
    },
  },
  CKV2_AWS_45: {
    subject: { is_enabled: true, name: "${aws_config_configuration_recorder.companion.name}" },
    companions: { aws_config_configuration_recorder: { recording_group: { all_supported: true } } },
  },
  CKV2_AWS_34: { subject: { type: "SecureString" } },
  CKV_AWS_50: { subject: { tracing_config: { mode: "Active" } } },
  CKV_AWS_115: { subject: { reserved_concurrent_executions: 1 } },
  CKV_AWS_116: { subject: { dead_letter_config: { target_arn: "arn:aws:sqs:eu-west-1:111111111111:failed" } } },
  CKV_AWS_117: { subject: { vpc_config: { subnet_ids: ["subnet-1"], security_group_ids: ["sg-1"] } } },
  CKV_AWS_173: { subject: { environment: {} } },
  CKV_AWS_241: {
    subject: { server_side_encryption: { enabled: true, key_type: "CUSTOMER_MANAGED_CMK", key_arn: "arn:aws:kms" } },
  },
  CKV_AWS_272: { subject: { code_signing_config_arn: "arn:aws:lambda" } },
};
/** Fails whatever a resource says: that it is there is what the check is about. */
const ALWAYS_FAILS = new Set(["CKV_AWS_273"]);

/** A resource that passes: of a configuration, or made for the check where none has one. */
function exemplary(check: ScannerCheck): Subject {
  const found = subjects(check.type, stacks).find((subject) => passes(check, subject));
  if (found !== undefined) return found;
  const { companions = {}, subject = { bucket: "logs" } } = EXEMPLARY[check.id] ?? {};
  const resource: Record<string, Record<string, Block>> = { [check.type]: { subject } };
  for (const [type, companion] of Object.entries(companions)) {
    resource[type] = { companion };
  }
  const [made] = subjects(check.type, { made: new Template(JSON.stringify({ resource })) });
  if (made === undefined) throw new Error(`no resource for ${check.id}`);
  return made;
}

const FALLIBLE = SCANNER_CHECKS.filter(({ id }) => !ALWAYS_FAILS.has(id));

describe("roles that trust a service without a source condition", () => {
  const trusting = Object.values(stacks)
    .flatMap((template) => template.resources("aws_iam_role"))
    .flatMap(({ assume_role_policy: policy }) => policyStatements({ policy }))
    .filter((statement) => conditions(statement).length === 0)
    .flatMap((statement) => principals(statement, "Service"));

  it("are those of the services that the page names", () => {
    const named = [...readFileSync(EXCEPTIONS_PAGE, "utf8").matchAll(/^- `([a-z\d.]+\.amazonaws\.com)`/gm)];
    expect(new Set(trusting)).toEqual(new Set(named.map(([, service]) => service)));
  });
});

describe.each(FALLIBLE.map((check) => [check.id, check.title, check] as const))("%s, %s:", (_, __, check) => {
  const subject = exemplary(check);

  it("can pass", () => {
    expect(passes(check, subject)).toBe(true);
  });

  it("can fail", () => {
    const [broken] = subjects(check.type, { broken: new Template(JSON.stringify(subject.template.json)) }).filter(
      ({ name }) => name === subject.name,
    );
    if (broken === undefined) throw new Error(`the copy lost ${subject.address}`);
    expect(passes(check, broken)).toBe(true);
    check.violate(broken.name, broken.resource, broken.template);
    expect(passes(check, broken)).toBe(false);
  });
});
