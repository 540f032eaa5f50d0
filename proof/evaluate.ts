import { anonymousPrincipal, runSimulation } from "@cloud-copilot/iam-simulate";
import type { RequestAnalysis } from "@cloud-copilot/iam-simulate";
import { Failure } from "../console/failure";
import { about } from "./relevant";
import type { Asked } from "./relevant";
import type { OrganizationPolicy, Policy, Statement } from "./policies";
import type { Principal, RequestContext } from "./principal";

export interface Request {
  readonly principal: Principal;
  /** `s3:GetObject` */
  readonly action: string;
  readonly resource: { readonly arn: string; readonly accountId: string };
  readonly context: RequestContext;
}

/** The policies that apply to a request, besides what a principal is assumed to have. */
export interface Applicable {
  /** Service control policies by level of the principal's account, the root first; none bind the management account. */
  readonly serviceControl: readonly (readonly OrganizationPolicy[])[];
  /** Resource control policies by level of the resource's account. */
  readonly resourceControl: readonly (readonly OrganizationPolicy[])[];
  readonly resourcePolicy?: Policy;
  /** What is deployed for the principal, where it is a role of the landing zone's own. */
  readonly identityPolicy?: Policy;
  /** What the principal may do at most, where it is a role that has a boundary. */
  readonly boundary?: Policy;
}

export interface Decision {
  readonly allowed: boolean;
  /** What decides: the denials of every layer, or what allows; `no statement allows it` when nothing does. */
  readonly by: readonly Decider[];
}

/** A statement, and the policy it is in. */
export interface Decider {
  /** `SCP`, `RCP`, `bucket policy`, `identity policy` and the like. */
  readonly layer: string;
  readonly sid: string;
}

const NOTHING_ALLOWS: Decider = { layer: "", sid: "no statement allows it" };

const FULL_ACCESS = {
  name: "FullAWSAccess",
  policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
};

/** What the owner's root may do to a bucket policy whatever it says; only organization policies keep it from that. */
const ROOT_OVERRIDES: ReadonlySet<string> = new Set([
  "s3:DeleteBucketPolicy",
  "s3:GetBucketPolicy",
  "s3:PutBucketPolicy",
]);

/**
 * One request, decided as AWS decides it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export async function evaluate(request: Request, policies: Applicable): Promise<Decision> {
  const { action, principal, resource } = request;
  const asked: Asked = { action, arn: resource.arn };
  const assumed = principal.identityPolicy;
  const isOwnRoot = principal.key.startsWith("root-") && principal.accountId === resource.accountId;
  const resourcePolicy = isOwnRoot && ROOT_OVERRIDES.has(action) ? undefined : policies.resourcePolicy;
  const result = await runSimulation(
    {
      request: {
        principal: principal.principal ?? anonymousPrincipal,
        action,
        resource: { resource: resource.arn, accountId: resource.accountId },
        contextVariables: readable({ ...principal.context, ...request.context }),
      },
      identityPolicies: [
        ...(assumed === undefined
          ? []
          : [
              {
                name: assumed.name,
                policy: document([
                  { Sid: assumed.name, Effect: "Allow", Action: assumed.actions, Resource: assumed.resources ?? "*" },
                ]),
              },
            ]),
        ...named(policies.identityPolicy === undefined ? [] : [policies.identityPolicy], asked),
      ],
      serviceControlPolicies: levels(policies.serviceControl, asked, [FULL_ACCESS]),
      // The library adds AWS's own RCPFullAWSAccess.
      resourceControlPolicies: levels(policies.resourceControl, asked, []),
      resourcePolicy: resourcePolicy === undefined ? undefined : document(about(resourcePolicy.statements, asked)),
      permissionBoundaryPolicies:
        policies.boundary === undefined
          ? undefined
          : [{ name: policies.boundary.layer, policy: document(policies.boundary.statements) }],
    },
    {},
  );
  if (result.resultType === "error") {
    const layers = [policies.resourcePolicy, policies.identityPolicy, policies.boundary].flatMap(
      (policy) => policy?.layer ?? [],
    );
    throw new Failure(
      `cannot evaluate ${action} on ${resource.arn} by ${["organization policies", ...layers].join(", ")}: ` +
        JSON.stringify(result).slice(0, 300),
    );
  }
  // Policies that name some resources make several cases of a request for `*`: it is for all of them.
  const cases = result.resultType === "single" ? [result.result] : result.results;
  const { analysis } = cases.find((one) => one.analysis.result !== "Allowed") ?? cases[0] ?? {};
  if (analysis === undefined) {
    return { allowed: false, by: [NOTHING_ALLOWS] };
  }
  return {
    allowed: analysis.result === "Allowed",
    by: decidersOf(analysis, resourcePolicy?.layer ?? ""),
  };
}

const documents = new WeakMap<readonly Statement[], object>();

function document(statements: readonly Statement[]): object {
  const known = documents.get(statements);
  if (known !== undefined) {
    return known;
  }
  const made = readable({ Version: "2012-10-17", Statement: statements });
  documents.set(statements, made);
  return made;
}

/**
 * The library knows keys with a variable part after a slash only, and drops `kms:EncryptionContext:<key>` and the claims of
 * OIDC tokens, `<host>:<claim>`. So it is given these keys as tags of the principal and of the request, which no policy here
 * uses, in policies and requests alike; that changes no answer.
 */
function readable<T extends object>(value: T): T {
  const text = JSON.stringify(value)
    .replace(/"kms:EncryptionContext:([^"]+)":/g, '"aws:PrincipalTag/$1":')
    .replace(/"([a-z0-9-]+(?:\.[a-z0-9-]+)+):([a-z_]+)":/g, '"aws:PrincipalTag/$1:$2":');
  return JSON.parse(text) as T;
}

function levels(
  policies: readonly (readonly OrganizationPolicy[])[],
  asked: Asked,
  implied: readonly { name: string; policy: object }[],
): { orgIdentifier: string; policies: { name: string; policy: object }[] }[] {
  return policies.map((attached, index) => ({
    orgIdentifier: `level-${index}`,
    policies: [...implied, ...named(attached, asked)],
  }));
}

/** A document without statements that are about what is asked is none. */
function named(policies: readonly Policy[], asked: Asked): { name: string; policy: object }[] {
  return policies
    .map(({ layer, statements }) => ({ layer, statements: about(statements, asked) }))
    .filter(({ statements }) => statements.length > 0)
    .map(({ layer, statements }) => ({ name: layer, policy: document(statements) }));
}

function decidersOf(analysis: RequestAnalysis, resourceLayer: string): Decider[] {
  const sids = (layer: string, statements: readonly { statement: { sid(): string | undefined } }[] = []): Decider[] =>
    statements.map(({ statement }) => ({ layer, sid: statement.sid() ?? "" }));
  const { identityAnalysis, permissionBoundaryAnalysis, rcpAnalysis, resourceAnalysis, scpAnalysis } = analysis;
  if (analysis.result === "Allowed") {
    return [
      ...sids(resourceLayer, resourceAnalysis?.allowStatements),
      ...sids("IAM", identityAnalysis?.allowStatements),
    ];
  }
  const denials = [
    ...(scpAnalysis?.ouAnalysis ?? []).flatMap(({ denyStatements }) => sids("SCP", denyStatements)),
    ...(rcpAnalysis?.ouAnalysis ?? []).flatMap(({ denyStatements }) => sids("RCP", denyStatements)),
    ...sids(resourceLayer, resourceAnalysis?.denyStatements),
    ...sids("IAM", identityAnalysis?.denyStatements),
    ...sids("permissions boundary", permissionBoundaryAnalysis?.denyStatements),
  ];
  return denials.length === 0 ? [NOTHING_ALLOWS] : denials;
}
