import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { shellQuoted } from "../../console/invocation";
import type { OidcTrust } from "../../config/access/settings";
import type { LandingZone } from "../../config/landing-zone";
import { Failure } from "../../console/failure";
import { LONGEST_INLINE } from "../../stacks/pipeline-roles";
import type { PipelineRole, PipelineRoles } from "../../stacks/pipeline-roles";
import type { ClientSettings } from "../../terraform/account-clients";
import { isAws, unless } from "../../terraform/aws-error";
import type { Difference, Found, Part } from "./part";
import { sameText } from "./policies";

export interface PipelineParts {
  readonly landingZone: LandingZone;
  readonly pipelines: PipelineRoles;
  readonly open: () => Promise<ClientSettings>;
}

const ABSENT = ["NoSuchEntityException"];
/** The policy in a role, until Terraform gives it those of its own. */
const INLINE = "bootstrap";
const SECONDS = 3;
const TRIES = 10;

/** What lets pipelines in, in the management account, in the order in which it is made. */
export function pipelineParts(parts: PipelineParts): Part[] {
  const { landingZone, open, pipelines } = parts;
  const { deployment, management, partition, tags } = landingZone;
  const account = management.slug;
  const iam = async () => new IAMClient(await open());
  const arn = (resource: string) => `arn:${partition}:iam::${management.id}:${resource}`;
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const boundaryArn = arn(`policy/${pipelines.boundary.policyName}`);

  const provider = ({ audience, issuer, provider: made }: OidcTrust): Part => ({
    part: "OpenID Connect provider",
    name: issuer,
    account,
    settings: [`audience ${audience}`],
    look: async (): Promise<Found> => {
      const client = await iam();
      const OpenIDConnectProviderArn = arn(`oidc-provider/${issuer}`);
      const found = await unless(ABSENT, () =>
        client.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })),
      );
      if (found === undefined) {
        return made === "existing"
          ? {
              exists: false,
              fix: "the file says provider: existing, and there is none: remove that line, so that it is made",
            }
          : {
              exists: false,
              // AWS finds the thumbprint itself, and for most providers asks for none.
              make: async () => {
                const Url = `https://${issuer}`;
                await client.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: [audience], Tags }));
              },
            };
      }
      const { ClientIDList = [] } = found;
      return {
        exists: true,
        id: OpenIDConnectProviderArn,
        differences: ClientIDList.includes(audience)
          ? []
          : [
              {
                what: "audiences",
                got: ClientIDList.join(", ") || "none",
                wanted: audience,
                fix: `have it added: aws iam add-client-id-to-open-id-connect-provider --client-id ${shellQuoted(audience)} \\\n--open-id-connect-provider-arn ${OpenIDConnectProviderArn}`,
              },
            ],
      };
    },
  });

  const boundary: Part = {
    part: "permissions boundary",
    name: pipelines.boundary.policyName,
    account,
    settings: [],
    look: async (): Promise<Found> => {
      const client = await iam();
      const found = await unless(ABSENT, () => client.send(new GetPolicyCommand({ PolicyArn: boundaryArn })));
      const { description: Description, policy: PolicyDocument, policyName: PolicyName } = pipelines.boundary;
      return found === undefined
        ? {
            exists: false,
            make: async () => {
              await client.send(new CreatePolicyCommand({ PolicyName, Description, PolicyDocument, Tags }));
            },
          }
        : { exists: true, id: boundaryArn, differences: [] };
    },
  };

  const role = (made: PipelineRole): Part => ({
    part: made.job === "plan" ? "role that plans" : "role that applies",
    name: made.roleName,
    account,
    settings: [made.description],
    look: async (): Promise<Found> => {
      const client = await iam();
      const RoleName = made.roleName;
      const found = await unless(ABSENT, () => client.send(new GetRoleCommand({ RoleName })));
      if (found === undefined) {
        expectShort(made);
        return {
          exists: false,
          make: async () => {
            await patiently(() =>
              client.send(
                new CreateRoleCommand({
                  RoleName,
                  Description: made.description,
                  AssumeRolePolicyDocument: made.trust,
                  MaxSessionDuration: made.sessionSeconds,
                  PermissionsBoundary: boundaryArn,
                  Tags,
                }),
              ),
            );
          },
        };
      }
      const bounded = found.Role?.PermissionsBoundary?.PermissionsBoundaryArn;
      return {
        exists: true,
        id: found.Role?.Arn,
        differences: [
          ...(bounded === boundaryArn
            ? []
            : [
                {
                  what: "permissions boundary",
                  got: bounded ?? "none",
                  wanted: boundaryArn,
                  fix: "the stack access-management sets it; until then, find out who made the role",
                },
              ]),
          ...(await permissionsOf(client, made, decoded(found.Role?.AssumeRolePolicyDocument))),
        ],
      };
    },
  });

  const { managementRole } = deployment;
  const deploying: Part[] =
    managementRole === undefined
      ? []
      : [
          {
            part: "role that deploys",
            name: managementRole,
            account,
            settings: ["trusts its account, AdministratorAccess, as in accounts that Organizations makes"],
            look: async (): Promise<Found> => {
              const client = await iam();
              const RoleName = managementRole;
              const found = await unless(ABSENT, () => client.send(new GetRoleCommand({ RoleName })));
              const PolicyArn = `arn:${partition}:iam::aws:policy/AdministratorAccess`;
              const attach = async () => {
                await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
              };
              if (found !== undefined) {
                // One that others made has what they gave it; one of ours that has nothing was left half made.
                const isOurs =
                  found.Role?.Description === DEPLOYING && (await attachedTo(client, RoleName)).length === 0;
                const differences = isOurs
                  ? [{ what: "permissions", got: "none", wanted: "AdministratorAccess", mend: attach }]
                  : [];
                return { exists: true, id: found.Role?.Arn, differences };
              }
              return {
                exists: false,
                make: async () => {
                  await client.send(
                    new CreateRoleCommand({
                      RoleName,
                      Description: DEPLOYING,
                      AssumeRolePolicyDocument: JSON.stringify({
                        Version: "2012-10-17",
                        Statement: [{ Effect: "Allow", Principal: { AWS: arn("root") }, Action: "sts:AssumeRole" }],
                      }),
                      Tags,
                    }),
                  );
                },
              };
            },
          } satisfies Part,
        ];

  return [...pipelines.providers.map(provider), boundary, ...deploying, ...pipelines.roles.map(role)];
}

const DEPLOYING = "Terraform assumes it in the management account";

/** What a role has before Terraform gives it a trust policy and policies of its own, and must not keep afterwards. */
async function permissionsOf(client: IAMClient, made: PipelineRole, trusted: string): Promise<Difference[]> {
  const { permissions, roleName: RoleName, trust } = made;
  const isTerraforms = (await attachedTo(client, RoleName)).length > 0;
  const inline = await unless(ABSENT, () => client.send(new GetRolePolicyCommand({ RoleName, PolicyName: INLINE })));
  if (isTerraforms) {
    return inline === undefined
      ? []
      : [
          {
            what: "permissions",
            got: `the policy ${INLINE}, besides those that Terraform has given it`,
            wanted: "those of Terraform alone",
            mend: async () => {
              await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: INLINE }));
            },
          },
        ];
  }
  if (!sameText(trusted, trust)) {
    // Whoever it trusts would get what pipelines may do.
    return [
      {
        what: "trust policy",
        got: trusted,
        wanted: trust,
        fix: "find out who made the role; delete it, so that it is made again, or put this trust policy",
      },
    ];
  }
  expectShort(made);
  const put = async () => {
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName: INLINE, PolicyDocument: permissions }));
  };
  if (inline === undefined) {
    return [{ what: "permissions", got: "none", wanted: `the policy ${INLINE}`, mend: put }];
  }
  return sameText(decoded(inline.PolicyDocument), permissions)
    ? []
    : [{ what: "permissions", got: `another policy ${INLINE}`, wanted: "what the file says now", mend: put }];
}

/**
 * A role that Terraform has taken over has policies of its own, which have more room.
 *
 * @throws Failure where IAM takes less in a role
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
function expectShort({ permissions: { length } }: PipelineRole): void {
  if (length > LONGEST_INLINE) {
    throw new Failure(
      `the role would need ${length.toLocaleString("en")} characters of policies, and IAM takes ` +
        `${LONGEST_INLINE.toLocaleString("en")} in a role: set access.ci.bootstrapped: false, and have somebody do the first deployment`,
    );
  }
}

/** IAM gives documents as parts of an address. */
const decoded = (document = ""): string => decodeURIComponent(document);

async function attachedTo(client: IAMClient, RoleName: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client }, { RoleName })) {
    names.push(...AttachedPolicies.map(({ PolicyName = "" }) => PolicyName));
  }
  return names;
}

/** IAM does not know at once everywhere what it has just made. */
async function patiently(work: () => Promise<unknown>): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (left === 1 || !isAws(error, "NoSuchEntityException", "MalformedPolicyDocumentException")) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
    }
  }
}
