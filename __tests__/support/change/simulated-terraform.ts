import { classOf } from "../../../aws/resource-classes";
import { REPLACING_ARGUMENTS } from "../../../aws/replacing-arguments";
import type { Block } from "../terraform";
import { OPTIONAL_AND_COMPUTED } from "./optional-computed";
import type { Synthesis } from "./synthesis";

/** Types of which AWS has one of a name, in an account and region or at all, and what their names are made of. */
const NAMED: ReadonlyMap<string, readonly string[]> = new Map([
  ["aws_accessanalyzer_analyzer", ["analyzer_name"]],
  ["aws_cloudformation_stack_set", ["name"]],
  ["aws_cloudtrail", ["name"]],
  ["aws_cloudwatch_event_archive", ["name"]],
  ["aws_cloudwatch_event_bus", ["name"]],
  ["aws_cloudwatch_log_group", ["name"]],
  ["aws_cloudwatch_log_stream", ["log_group_name", "name"]],
  ["aws_iam_instance_profile", ["name"]],
  ["aws_iam_openid_connect_provider", ["url"]],
  ["aws_iam_policy", ["name"]],
  ["aws_iam_role", ["name"]],
  ["aws_iam_saml_provider", ["name"]],
  ["aws_iam_service_linked_role", ["aws_service_name"]],
  ["aws_kinesis_firehose_delivery_stream", ["name"]],
  ["aws_kms_alias", ["name"]],
  ["aws_lambda_function", ["function_name"]],
  ["aws_lambda_permission", ["function_name", "statement_id"]],
  ["aws_organizations_account", ["email"]],
  ["aws_organizations_delegated_administrator", ["account_id", "service_principal"]],
  ["aws_organizations_organizational_unit", ["parent_id", "name"]],
  ["aws_organizations_policy", ["name"]],
  ["aws_organizations_policy_attachment", ["policy_id", "target_id"]],
  ["aws_s3_bucket", ["bucket"]],
  ["aws_sns_topic", ["name"]],
  ["aws_sqs_queue", ["name"]],
  ["aws_ssm_document", ["name"]],
  ["aws_ssm_parameter", ["name"]],
]);
/** Types whose names are the same in every region. */
const GLOBAL = /^aws_(iam|organizations)_/;
/** Types of which there is one of a name for everybody. */
const UNIQUE = "aws_s3_bucket";

/** AWS refuses a second one to the same destination, and cannot change one. */
const MADE_LAST: readonly string[] = ["aws_flow_log"];

interface Known {
  /** `aws.eu-central-1` */
  readonly provider: string;
  readonly account: string;
  readonly block: Block;
}

/** What a change must not do, in words. */
export type Violation = string;

/**
 * What Terraform has in its states and what is in AWS, as far as addresses, providers, names and arguments tell, while one synthesis
 * is deployed after another.
 */
export class SimulatedTerraform {
  /** By stack, then by address. */
  private readonly states = new Map<string, Map<string, Known>>();
  /** What AWS has, by type, place and name: what is destroyed leaves it, what is forgotten stays. */
  private readonly names = new Map<string, string>();
  /** Addresses that were forgotten and not taken back. */
  private readonly forgotten = new Set<string>();
  /** What the last deployment destroyed, forgot, made and replaced, by stack and address, separated by a blank. */
  destroyed: string[] = [];
  newlyForgotten: string[] = [];
  made: string[] = [];
  replaced: string[] = [];
  /** What the last plan would destroy or replace, and fails because of `prevent_destroy`. */
  refused: string[] = [];

  /** Deploys a synthesis; answers with what it must not have done. */
  deploy({ accounts, ledger, stacks }: Synthesis): Violation[] {
    const violations: Violation[] = [];
    this.destroyed = [];
    this.newlyForgotten = [];
    this.made = [];
    this.replaced = [];
    this.refused = [];
    for (const [stack, { json }] of Object.entries(stacks)) {
      const account = accounts.get(stack) ?? "";
      const state = this.states.get(stack) ?? new Map<string, Known>();
      this.states.set(stack, state);
      const providers = new Set(
        json.provider.aws.map(({ alias }) => (alias === undefined ? "aws" : `aws.${alias as string}`)),
      );
      const removed = new Set((json.removed ?? []).map(({ from }) => String(from)));
      const imported = new Set((json.import ?? []).map(({ to }) => String(to)));
      const now = resourcesOf(json.resource ?? {});
      const remade = stack.startsWith("access-");
      const say = (address: string, what: string) => violations.push(`${stack} ${address}: ${what}`);

      for (const [address, { account: before, block, provider }] of state) {
        const type = typeOf(address);
        if (!providers.has(provider)) {
          say(address, `its provider ${provider} is not configured any more`);
        }
        const declared = now.get(address);
        if (removed.has(address) && declared !== undefined) {
          say(address, "is both declared and removed");
        }
        if (declared === undefined && isProtectedIn(json.resource ?? {}, address)) {
          this.refused.push(`${stack} ${address}`);
          continue;
        }
        if (declared === undefined) {
          state.delete(address);
          const isForgotten = removed.has(address);
          const key = `${stack} ${address}`;
          if (isForgotten) {
            this.newlyForgotten.push(key);
            this.forgotten.add(key);
            continue;
          }
          this.destroyed.push(key);
          this.names.delete(nameOf(type, block, before, provider, stack) ?? "");
          const kind = classOf(type);
          if (kind === "data" && !remade) {
            say(address, "holds data and is destroyed");
          }
          if (kind === "protects" && !remade && !isOff(ledger.resources, stack, address) && !isTarget(address)) {
            say(address, "protects and is destroyed, though nothing says that it is off");
          }
          continue;
        }
        if (account !== before) {
          say(address, `moves from account ${before} to ${account} under one address`);
        }
        if (providerOf(declared) !== provider) {
          say(address, `moves from ${provider} to ${providerOf(declared)} under one address`);
        }
        const because = remade ? [] : replacedBy(type, block, declared);
        if (because.length > 0) {
          const key = `${stack} ${address}`;
          if (isPreventing(declared)) {
            this.refused.push(key);
            continue;
          }
          if (classOf(type) === "data") {
            say(address, `holds data and is replaced, because of ${because.join(", ")}`);
          } else if (!isMadeFirst(declared) && !MADE_LAST.includes(type)) {
            say(address, `is gone until it is made anew, because of ${because.join(", ")}`);
          }
          this.replaced.push(key);
          const [before, after] = [block, declared].map((one) => nameOf(type, one, account, provider, stack));
          if (before !== undefined) this.names.delete(before);
          if (after !== undefined) this.names.set(after, key);
        }
        for (const argument of OPTIONAL_AND_COMPUTED[type] ?? []) {
          if (block[argument] !== undefined && declared[argument] === undefined && !remade) {
            say(address, `keeps its ${argument}, which is not declared any more`);
          }
        }
        state.set(address, { account, provider, block: frozen(block, declared) });
      }
      for (const [address, block] of now) {
        if (state.has(address)) continue;
        const [type, provider] = [typeOf(address), providerOf(block)];
        const key = `${stack} ${address}`;
        state.set(address, { account, provider, block });
        this.made.push(key);
        const name = nameOf(type, block, account, provider, stack);
        const owner = name === undefined ? undefined : this.names.get(name);
        const isBack = this.forgotten.delete(key);
        if (name !== undefined) this.names.set(name, key);
        if (imported.has(address)) continue;
        if (owner !== undefined && owner !== key) {
          say(address, `is made beside ${owner}, which has its name in AWS`);
        } else if (owner !== undefined || (isBack && classOf(type) === "data")) {
          say(address, "was forgotten and is made again");
        }
      }
    }
    return violations;
  }
}

function resourcesOf(resource: Readonly<Record<string, Readonly<Record<string, Block>>>>): Map<string, Block> {
  return new Map(
    Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named)
        // What is only kept from being destroyed is not made.
        .filter(([, { count }]) => count !== 0)
        .map(([name, block]): [string, Block] => [`${type}.${name}`, block]),
    ),
  );
}

function typeOf(address: string): string {
  return address.slice(0, address.indexOf("."));
}

function providerOf({ provider }: Block): string {
  return typeof provider === "string" ? provider : "aws";
}

function isOff(resources: Synthesis["ledger"]["resources"], stack: string, address: string): boolean {
  return resources[`${stack}/${address}`]?.off === true;
}

/** Whoever receives events besides the topic is not protected. */
function isTarget(address: string): boolean {
  return /^aws_cloudwatch_event_target\..*target-/.test(address);
}

function nameOf(type: string, block: Block, account: string, provider: string, stack: string): string | undefined {
  const names = NAMED.get(type)?.map((argument) => block[argument]);
  if (names === undefined || names.some((name) => name === undefined)) return undefined;
  // References to resources of the same stack mean nothing elsewhere.
  const text = names.map(String).join(" ").toLowerCase();
  return [
    type,
    type === UNIQUE ? "" : GLOBAL.test(type) ? account : `${account} ${provider}`,
    text.includes("${aws_") ? stack : "",
    text,
  ].join(" ");
}

function isPreventing({ lifecycle }: Block): boolean {
  return (lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy === true;
}

/** Whether a resource is declared no times, only so that no plan destroys it. */
function isProtectedIn(resource: Readonly<Record<string, Readonly<Record<string, Block>>>>, address: string): boolean {
  const type = typeOf(address);
  return isPreventing(resource[type]?.[address.slice(type.length + 1)] ?? {});
}

function isMadeFirst({ lifecycle }: Block): boolean {
  return (lifecycle as { create_before_destroy?: boolean } | undefined)?.create_before_destroy === true;
}

function ignored({ lifecycle }: Block): readonly string[] {
  const { ignore_changes: names = [] } = (lifecycle ?? {}) as { ignore_changes?: readonly string[] };
  return names;
}

/** A block as it is in the state: with the values of before where changes are ignored. */
function frozen(before: Block, after: Block): Block {
  return { ...after, ...Object.fromEntries(ignored(after).map((name) => [name, before[name]])) };
}

/** Arguments of a resource because of which Terraform replaces it. */
function replacedBy(type: string, before: Block, after: Block): string[] {
  const stay = ignored(after);
  return (REPLACING_ARGUMENTS[type] ?? []).filter((path) => {
    const names = path.split(".");
    return !stay.includes(names[0] ?? "") && valueAt(before, names) !== valueAt(after, names);
  });
}

function valueAt(block: Block, names: readonly string[]): string {
  const value = names.reduce<unknown>((outer, name) => {
    const [first] = [outer].flat();
    return typeof first === "object" && first !== null ? (first as Block)[name] : undefined;
  }, block);
  return value === undefined ? "" : JSON.stringify(value);
}
