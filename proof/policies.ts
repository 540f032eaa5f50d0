import type { LandingZone } from "../config/landing-zone";
import { placeInAddress } from "../config/ledger/schema";
import { askedAccounts } from "./accounts";
import { bootstrapped } from "./bootstrapped";
import { KINDS } from "./kinds";
import type { Block, Kind } from "./kinds";
import { remoteReference, synthesized } from "./stacks";
import type { SynthesizedStack } from "./stacks";
import { leavesOf } from "./leaves";
import { stacksOfStackSets } from "./stack-sets";
import { organizationPolicies } from "./organization-policies";
import type { OrganizationPolicy, Policy } from "./policy";
import type { LockMode, Resource } from "./resource";
import { statementsOfPolicy } from "./statements";

export type { OrganizationPolicy, Policy } from "./policy";
export type { LockMode, Resource } from "./resource";
export type { Statement } from "./statements";

/** Every policy that a landing zone deploys, read from the Terraform JSON that `cdktf deploy` would apply. */
export interface Policies {
  /** By address. */
  readonly resources: ReadonlyMap<string, Resource>;
  readonly organization: readonly OrganizationPolicy[];
}

/**
 * @param landingZone one whose ids are all known, as `withStandIns` makes them
 * @param deployed what is read
 */
export function policiesOf(
  landingZone: LandingZone,
  deployed: readonly SynthesizedStack[] = synthesized(landingZone),
): Policies {
  const stacks = [...deployed, ...stacksOfStackSets(landingZone, deployed)];
  const found = stacks.flatMap((stack) => foundIn(landingZone, stack));
  const resolved = resolver(landingZone, stacks, found);
  return {
    resources: new Map(
      [...found.map((entry) => resourceOf(entry, resolved)), ...bootstrapped(landingZone)].map((resource) => [
        resource.address,
        resource,
      ]),
    ),
    organization: organizationPolicies(stacks.find(({ id }) => id === "organization")?.resource ?? {}, (text) =>
      resolved("organization", text),
    ),
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
  readonly boundary?: string;
  readonly lock?: LockMode;
}

function foundIn(landingZone: LandingZone, stack: SynthesizedStack): Found[] {
  const { accountSlug, id: stackId, resource } = stack;
  const asked = askedAccounts(landingZone).some(({ slug }) => slug === accountSlug);
  const accountId = landingZone.accounts.find(({ slug }) => slug === accountSlug)?.id ?? "";
  return KINDS.flatMap((kind) =>
    Object.entries(resource[kind.type] ?? {})
      .filter(([, block]) => kind.isAsked === undefined || (asked && kind.isAsked(block, landingZone)))
      .map(([id, block]) => ({
        id,
        block,
        name: withoutPlace(id, accountSlug, regionOf(block.provider, landingZone.homeRegion)),
      }))
      .map(({ block, id, name }) => ({
        stack: stackId,
        address: `${stackId}/${name}`,
        accountId,
        arn: arnOf(landingZone, kind, accountId, block, name),
        reference: `\${${kind.type}.${id}.arn}`,
        layer: kind.layer,
        policy: policyText(resource, kind, block, id),
        identityPolicies: ownPolicies(resource, `\${${kind.type}.${id}.name}`),
        boundary: managedPolicy(resource, block.permissions_boundary),
        lock: lockOf(resource, `\${${kind.type}.${id}.id}`),
      })),
  );
}

/** The name in an address without the account and the region that are at the end of what has moved: questions know no others. */
function withoutPlace(id: string, account: string, region: string): string {
  const place = placeInAddress(`${account}/${region}`);
  return id.endsWith(place) ? id.slice(0, -place.length) : id;
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

/** What a role may do: its inline policies, and the policies of the same stack that are attached to it. */
function ownPolicies(resource: SynthesizedStack["resource"], role: string): string[] {
  const inline = Object.values(resource.aws_iam_role_policy ?? {})
    .filter((policy) => policy.role === role)
    .map(({ policy }) => String(policy));
  const managed = Object.values(resource.aws_iam_role_policy_attachment ?? {})
    .filter((attachment) => attachment.role === role)
    .flatMap(({ policy_arn: arn }) => managedPolicy(resource, arn) ?? []);
  return [...inline, ...managed];
}

/** A policy of the same stack, by a reference to its ARN. */
function managedPolicy(resource: SynthesizedStack["resource"], arn: unknown): string | undefined {
  const id = /^\$\{aws_iam_policy\.([^.]+)\.arn\}$/.exec(String(arn))?.[1] ?? "";
  return resource.aws_iam_policy?.[id]?.policy as string | undefined;
}

/** How a bucket locks what is written to it by default. */
function lockOf(resource: SynthesizedStack["resource"], bucket: string): LockMode | undefined {
  const configuration = Object.values(resource.aws_s3_bucket_object_lock_configuration ?? {}).find(
    (candidate) => candidate.bucket === bucket && candidate.object_lock_enabled === "Enabled",
  );
  const rule = [configuration?.rule ?? []].flat()[0] as Block | undefined;
  const retention = [rule?.default_retention ?? []].flat()[0] as Block | undefined;
  return retention === undefined ? undefined : (String(retention.mode).toLowerCase() as LockMode);
}

type Resolver = (stack: string, text: string) => string;

/**
 * Puts values for references: ARNs of resources of the same stack, ids of accounts and of the organization, and what outputs of
 * other stacks are of these.
 */
function resolver(landingZone: LandingZone, stacks: readonly SynthesizedStack[], found: readonly Found[]): Resolver {
  const own = new Map(
    stacks.map((stack) => [
      stack.id,
      [
        ...found.filter((entry) => entry.stack === stack.id).map(({ arn, reference }) => ({ reference, value: arn })),
        ...leavesOf(landingZone, stack),
      ],
    ]),
  );
  const remote = stacks.flatMap(({ id, output }) =>
    Object.entries(output).flatMap(([name, block]) =>
      (own.get(id) ?? [])
        .filter(({ reference }) => reference === block.value)
        .map(({ value }) => ({ value, reference: remoteReference(id, name) })),
    ),
  );
  return (stack, text) =>
    [...(own.get(stack) ?? []), ...remote].reduce(
      (all, { reference, value }) => all.replaceAll(reference, value),
      text,
    );
}

function resourceOf(
  { accountId, address, arn, boundary, identityPolicies, layer, lock, policy, stack }: Found,
  resolved: Resolver,
): Resource {
  const read = (named: string, texts: readonly string[]): Policy | undefined =>
    texts.length === 0
      ? undefined
      : { layer: named, statements: texts.flatMap((text) => statementsOfPolicy(resolved(stack, text), address)) };
  return {
    address,
    accountId,
    arn,
    policy: read(layer, policy === undefined ? [] : [policy]),
    identityPolicy: read("IAM", identityPolicies),
    boundary: read("permissions boundary", boundary === undefined ? [] : [boundary]),
    lock,
  };
}
