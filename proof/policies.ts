import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { LandingZone } from "../config/landing-zone";
import { defineLandingZone } from "../stacks/landing-zone";

/** A statement as it was synthesized. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly [element: string]: unknown;
}

/** A policy as it was synthesized, by what people call it. */
export interface Policy {
  /** `bucket policy of the trail bucket`, `SCP` */
  readonly layer: string;
  readonly statements: readonly Statement[];
}

/** What can be asked for, with the policy that stands on it. */
export interface Resource {
  /** Address in its stack: `aws_s3_bucket.trail-bucket`. */
  readonly address: string;
  readonly arn: string;
  readonly accountId: string;
  readonly policy?: Policy;
}

/** A policy of the organization and the organizational units it is attached to; none: the root. */
export interface OrganizationPolicy extends Policy {
  readonly type: string;
  readonly organizationalUnits: readonly string[];
}

/** Every policy that a landing zone deploys, read from the Terraform JSON that `cdktf deploy` would apply. */
export interface Policies {
  readonly resources: ReadonlyMap<string, Resource>;
  readonly organization: readonly OrganizationPolicy[];
}

type Block = Readonly<Record<string, unknown>>;

type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** @param landingZone one whose ids are all known, as `withStandIns` makes them */
export function policiesOf(landingZone: LandingZone): Policies {
  const outdir = mkdtempSync(join(tmpdir(), "landing-zone-proof-"));
  try {
    const app = new App({ outdir });
    const stacks = defineLandingZone(app, landingZone);
    app.synth();
    const synthesized = stacks.map((stack) => {
      const text = readFileSync(join(outdir, "stacks", stack.node.id, "cdk.tf.json"), "utf8");
      const { resource = {} } = JSON.parse(text) as { resource?: Resources };
      return { id: stack.node.id, accountKey: stack.accountKey, resource };
    });
    const accountIds = new Map(landingZone.accounts.map(({ id, key }) => [key, id ?? ""]));
    return {
      resources: new Map(
        synthesized
          .flatMap(({ accountKey, id, resource }) =>
            resourcesOf(landingZone, id, accountIds.get(accountKey) ?? "", resource),
          )
          .map((resource) => [resource.address, resource]),
      ),
      organization: landingZone.guardrails.map((guardrail) =>
        organizationPolicy(guardrail, synthesized.find(({ id }) => id === "organization")?.resource ?? {}),
      ),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function organizationPolicy(
  { key, organizationalUnits, type }: LandingZone["guardrails"][number],
  resource: Resources,
): OrganizationPolicy {
  const content = resource.aws_organizations_policy?.[key]?.content;
  return {
    layer: type === "SERVICE_CONTROL_POLICY" ? "SCP" : "RCP",
    type,
    organizationalUnits,
    statements: statementsOf(String(content)),
  };
}

/** Where the policy of a resource stands: in an argument of its own, or in another resource that refers to it. */
interface Kind {
  readonly type: string;
  readonly layer: string;
  readonly arn: (block: Block, id: string) => { service: string; name: string };
  readonly attachment?: { readonly type: string; readonly argument: string; readonly attribute: string };
}

const name = (block: Block): string => String(block.name ?? block.bucket);

const KINDS: readonly Kind[] = [
  {
    type: "aws_s3_bucket",
    layer: "bucket policy",
    arn: (block) => ({ service: "s3", name: name(block) }),
    attachment: { type: "aws_s3_bucket_policy", argument: "bucket", attribute: "id" },
  },
  // AWS invents the id of a key; any will do.
  { type: "aws_kms_key", layer: "key policy", arn: (_, id) => ({ service: "kms", name: `key/${id}` }) },
  {
    type: "aws_sns_topic",
    layer: "topic policy",
    arn: (block) => ({ service: "sns", name: name(block) }),
    attachment: { type: "aws_sns_topic_policy", argument: "arn", attribute: "arn" },
  },
  { type: "aws_sqs_queue", layer: "queue policy", arn: (block) => ({ service: "sqs", name: name(block) }) },
];

function resourcesOf(landingZone: LandingZone, stack: string, accountId: string, resource: Resources): Resource[] {
  const { homeRegion, partition } = landingZone;
  const found = KINDS.flatMap(({ arn, attachment, layer, type }) =>
    Object.entries(resource[type] ?? {}).map(([id, block]) => {
      const { name, service } = arn(block, id);
      const place = service === "s3" ? "::" : `${regionOf(block.provider, homeRegion)}:${accountId}:`;
      const text =
        attachment === undefined
          ? block.policy
          : Object.values(resource[attachment.type] ?? {}).find(
              (candidate) => candidate[attachment.argument] === `\${${type}.${id}.${attachment.attribute}}`,
            )?.policy;
      return {
        reference: `\${${type}.${id}.arn}`,
        id,
        arn: `arn:${partition}:${service}:${place}${name}`,
        layer,
        text,
      };
    }),
  );
  const resolved = (text: string) => found.reduce((all, { arn, reference }) => all.replaceAll(reference, arn), text);
  return found.map(({ arn, id, layer, text }) => ({
    address: `${stack}/${id}`,
    accountId,
    arn,
    policy: text === undefined ? undefined : { layer, statements: statementsOf(resolved(text as string)) },
  }));
}

/** Providers of other regions than the home region are aliased by them: `aws.eu-central-1`. */
function regionOf(provider: unknown, homeRegion: string): string {
  return /^aws\.(.+)$/.exec(String(provider))?.[1] ?? homeRegion;
}

function statementsOf(text: string): Statement[] {
  return (JSON.parse(text) as { Statement: Statement[] }).Statement;
}
