import { covers, EXCEPTIONS_PAGE, readExceptions } from "../../scan/exceptions";
import { exampleLandingZone, synthesizeLandingZone } from "../support/landing-zones";
import { Template } from "../support/terraform";
import type { Block } from "../support/terraform";
import { SCANNER_CHECKS } from "./scanner-checks";
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

function subjects(type: string, stacks: Record<string, Template>): Subject[] {
  return Object.entries(stacks).flatMap(([stack, template]) =>
    Object.entries(template.json.resource?.[type] ?? {}).map(([name, resource]) => ({
      address: `${type}.${name}`,
      name,
      resource,
      stack,
      template,
    })),
  );
}

function passes(check: ScannerCheck, { name, resource, template }: Subject): boolean {
  return check.passes(name, resource, template);
}

const { stacks } = synthesizeLandingZone(exampleLandingZone());
const failures = SCANNER_CHECKS.flatMap((check) =>
  subjects(check.type, stacks)
    .filter((subject) => !passes(check, subject))
    .map(({ address, stack }) => ({ id: check.id, stack, address })),
);
const exceptions = readExceptions();

describe("the checks of Checkov and Trivy", () => {
  it("fail nowhere but where an exception says why", () => {
    const unexplained = failures.filter((failure) => !exceptions.some((exception) => covers(exception, failure)));
    expect(unexplained).toEqual([]);
  });

  it("have ids that are unique", () => {
    const ids = SCANNER_CHECKS.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it("are about resources that there are", () => {
    const idle = SCANNER_CHECKS.filter(({ type }) => subjects(type, stacks).length === 0).map(({ type }) => type);
    expect(new Set(idle)).toEqual(UNUSED_TYPES);
  });
});

describe(EXCEPTIONS_PAGE, () => {
  it("has exceptions", () => {
    expect(exceptions.length).toBeGreaterThan(0);
  });

  it.each(exceptions.flatMap((exception) => exception.ids.map((id) => [id, exception.resource, exception] as const)))(
    "names %s of %s, which fails",
    (id, _, exception) => {
      const covered = failures.filter((failure) => failure.id === id && covers(exception, failure));
      expect(covered).not.toEqual([]);
    },
  );

  it.each(exceptions.map(({ ids, reason, resource }) => [ids.join(", "), resource, reason] as const))(
    "gives a reason for %s of %s",
    (_, __, reason) => {
      expect(reason.length).toBeGreaterThanOrEqual(20);
    },
  );
});

/** What would let a bucket pass that no bucket of the example passes, by type. */
const EXEMPLARY_BUCKETS: Record<string, Record<string, Block>> = {
  CKV_AWS_144: {
    aws_s3_bucket_replication_configuration: { bucket: "logs", rule: [{ status: "Enabled" }] },
  },
  CKV2_AWS_62: {
    aws_s3_bucket_notification: { bucket: "logs", eventbridge: true },
  },
  "AVD-AWS-0170": {
    aws_s3_bucket_versioning: { bucket: "logs", versioning_configuration: { mfa_delete: "Enabled" } },
  },
  "AVD-AWS-0171": {
    aws_cloudtrail: { event_selector: { data_resource: { type: "AWS::S3::Object", values: ["arn:aws:s3"] } } },
  },
  "AVD-AWS-0172": {
    aws_cloudtrail: { event_selector: { data_resource: { type: "AWS::S3::Object", values: ["arn:aws:s3:::logs/"] } } },
  },
};

/** A resource that passes: of the example, or made for the check where the example has none. */
function exemplary(check: ScannerCheck): Subject {
  const found = subjects(check.type, stacks).find((subject) => passes(check, subject));
  if (found !== undefined) return found;
  const resource: Record<string, Record<string, Block>> = { [check.type]: { subject: { bucket: "logs" } } };
  for (const [type, companion] of Object.entries(EXEMPLARY_BUCKETS[check.id] ?? {})) {
    resource[type] = { companion };
  }
  const [made] = subjects(check.type, { made: new Template(JSON.stringify({ resource })) });
  if (made === undefined) throw new Error(`no resource for ${check.id}`);
  return made;
}

describe.each(SCANNER_CHECKS.map((check) => [check.id, check.title, check] as const))("%s, %s:", (_, __, check) => {
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
