import type { LandingZone } from "../config/landing-zone";
import { askedAccounts } from "./accounts";
import { KINDS } from "./kinds";
import type { Block, Kind } from "./kinds";
import { remoteReference, synthesized } from "./stacks";
import type { SynthesizedStack } from "./stacks";
import { statementsOf } from "./statements";
import type { Statement } from "./statements";

export type { Statement } from "./statements";

/** A policy as it was synthesized, by what people call it. */
export interface Policy {
  /** `bucket policy`, `SCP` */
  readonly layer: string;
  readonly statements: readonly Statement[];
}

/** What can be asked for, with its policy. */
export interface Resource {
  /** Stack and construct: `log-archive/trail-bucket`. */
  readonly address: string;
  readonly arn: string;
  readonly accountId: string;
  readonly policy?: Policy;
  /** What a role may do by its own policy, where this is a role. */
  readonly identityPolicy?: Policy;
}

/** A policy of the organization and the organizational units it is attached to; none: the root. */
export interface OrganizationPolicy extends Policy {
  readonly type: string;
  readonly organizationalUnits: readonly string[];
}

/** Every policy that a landing zone deploys, read from the Terraform JSON that `cdktf deploy` would apply. */
export interface Policies {
  /** By address. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly organization: readonly OrganizationPolicy[];
}

/** @param landingZone one whose ids are all known, as `withStandIns` makes them */
export function policiesOf(landingZone: LandingZone): Policies {
  const stacks = synthesized(landingZone);
  const found = stacks.flatMap((stack) => foundIn(landingZone, stack));
  const resolved = resolver(stacks, found);
  return {
    resources: new Map(found.map((entry) => [entry.address, resourceOf(entry, resolved)])),
    organization: landingZone.guardrails.map((guardrail) =>
      organizationPolicy(guardrail, stacks.find(({ id }) => id === "organization")?.resource ?? {}),
    ),
  };
}

function organizationPolicy(
  { key, organizationalUnits, type }: LandingZone["guardrails"][number],
  resource: SynthesizedStack["resource"],
): OrganizationPolicy {
  const content = resource.aws_organizations_policy?.[key]?.content;
  return {
    layer: type === "SERVICE_CONTROL_POLICY" ? "SCP" : "RCP",
    type,
    organizationalUnits,
    statements: statementsOf(String(content)),
  };
}

/** A resource whose policies may still refer to others. */
interface Found {
  readonly stack: string;
  readonly address: string;
  readonly accountId: string;
  readonly arn: string;
  /** How its stack refers to its ARN. */
  readonly reference: string;
  readonly layer: string;
  readonly policy?: string;
  readonly identityPolicies: readonly string[];
}

function foundIn(landingZone: LandingZone, stack: SynthesizedStack): Found[] {
  const { accountSlug, id: stackId, resource } = stack;
  const asked = askedAccounts(landingZone).some(({ slug }) => slug === accountSlug);
  const accountId = landingZone.accounts.find(({ slug }) => slug === accountSlug)?.id ?? "";
  return KINDS.flatMap((kind) =>
    Object.entries(resource[kind.type] ?? {})
      .filter(([, block]) => kind.isAsked === undefined || (asked && kind.isAsked(block, landingZone)))
      .map(([id, block]) => ({
        stack: stackId,
        address: `${stackId}/${id}`,
        accountId,
        arn: arnOf(landingZone, kind, accountId, block, id),
        reference: `\${${kind.type}.${id}.arn}`,
        layer: kind.layer,
        policy: policyText(resource, kind, block, id),
        identityPolicies: ownPolicies(resource, `\${${kind.type}.${id}.name}`),
      })),
  );
}

function arnOf(
  { homeRegion, partition }: LandingZone,
  kind: Kind,
  accountId: string,
  block: Block,
  id: string,
): string {
  const account = kind.scope === "nothing" ? "" : accountId;
  const region = kind.scope === "region and account" ? regionOf(block.provider, homeRegion) : "";
  return `arn:${partition}:${kind.service}:${region}:${account}:${kind.resource(block, id)}`;
}

/** Providers of other regions than the home region are aliased by them: `aws.eu-central-1`. */
function regionOf(provider: unknown, homeRegion: string): string {
  return /^aws\.(.+)$/.exec(String(provider))?.[1] ?? homeRegion;
}

function policyText(
  resource: SynthesizedStack["resource"],
  { argument = "policy", attachment, type }: Kind,
  block: Block,
  id: string,
): string | undefined {
  return attachment === undefined
    ? (block[argument] as string | undefined)
    : attached(resource, attachment.type, attachment.argument, `\${${type}.${id}.${attachment.attribute}}`);
}

function attached(
  resource: SynthesizedStack["resource"],
  type: string,
  argument: string,
  reference: string,
): string | undefined {
  const block = Object.values(resource[type] ?? {}).find((candidate) => candidate[argument] === reference);
  return block?.policy as string | undefined;
}

/** What a role may do: its inline policy, and the policies of the same stack that are attached to it. */
function ownPolicies(resource: SynthesizedStack["resource"], role: string): string[] {
  const inline = attached(resource, "aws_iam_role_policy", "role", role);
  const managed = Object.values(resource.aws_iam_role_policy_attachment ?? {})
    .filter((attachment) => attachment.role === role)
    .flatMap(({ policy_arn: arn }) => /^\$\{aws_iam_policy\.([^.]+)\.arn\}$/.exec(String(arn))?.[1] ?? [])
    .flatMap((id) => (resource.aws_iam_policy?.[id]?.policy as string | undefined) ?? []);
  return inline === undefined ? managed : [inline, ...managed];
}

type Resolver = (stack: string, text: string) => string;

/** Puts ARNs for references: to resources of the same stack, and to outputs of others that are such references. */
function resolver(stacks: readonly SynthesizedStack[], found: readonly Found[]): Resolver {
  const own = (stack: string) => found.filter((entry) => entry.stack === stack);
  const remote = stacks.flatMap(({ id, output }) =>
    Object.entries(output).flatMap(([name, { value }]) =>
      own(id)
        .filter(({ reference }) => reference === value)
        .map(({ arn }) => ({ arn, reference: remoteReference(id, name) })),
    ),
  );
  return (stack, text) =>
    [...own(stack), ...remote].reduce((all, { arn, reference }) => all.replaceAll(reference, arn), text);
}

function resourceOf(
  { accountId, address, arn, identityPolicies, layer, policy, stack }: Found,
  resolved: Resolver,
): Resource {
  const read = (named: string, texts: readonly string[]): Policy | undefined =>
    texts.length === 0
      ? undefined
      : { layer: named, statements: texts.flatMap((text) => statementsOf(resolved(stack, text))) };
  return {
    address,
    accountId,
    arn,
    policy: read(layer, policy === undefined ? [] : [policy]),
    identityPolicy: read("IAM", identityPolicies),
  };
}
