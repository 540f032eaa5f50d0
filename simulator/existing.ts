import { SESSION_PREFERENCES } from "../aws/session-preferences";
import type { OidcTrust } from "../config/access/settings";
import { existingConfigIn } from "../config/accounts/existing-config";
import type { Account } from "../config/accounts/settings";
import type { LandingZone } from "../config/landing-zone";
import type { OrganizationalUnit } from "../config/organization/settings";
import type { Existing, ExistingAccount, ExistingRequest, ExistingUnit, MoreExisting } from "./description";
import { bucketRequests, recorderRequests } from "./recorder-requests";

/** The role that Organizations makes in new accounts, and that accounts of the local AWS have. */
const ACCESS_ROLE = "OrganizationAccountAccessRole";
/** Where AWS keeps what has no region. */
const GLOBAL_REGION = "us-east-1";
/** Enabled by somebody before, where Terraform leaves the policy types as they are. */
const GUARDRAIL_TYPES = ["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"];

/**
 * What the local AWS begins with: whatever a landing zone's file says exists already, and what is known besides.
 *
 * @param more what exists and the file does not say: accounts and units with the ids of the file's are the same ones
 */
export function whatExists(landingZone: LandingZone, more: MoreExisting = {}): Existing {
  const { breakGlass, deployment, management, organization, partition } = landingZone;
  const adopted = organization.id !== undefined;
  const delegations = delegationsOf(landingZone);
  const people = usersOfPeople(landingZone);
  const existing = landingZone.accounts.filter(({ id }) => id !== undefined);
  return {
    managementAccountId: management.id,
    organizationId: organization.id ?? null,
    organizationalUnits: mergedUnits(unitsBelow(organization.organizationalUnits), more.organizationalUnits),
    accounts: mergedAccounts(
      adopted ? existing : existing.filter(({ slug }) => slug !== management.slug),
      more.accounts,
    ),
    trustedServices: distinct(trustedServicesOf(landingZone), more.trustedServices),
    policyTypes: distinct(adopted ? policyTypesOf(landingZone) : [], more.policyTypes),
    delegatedAdministrators: [...delegations, ...(more.delegatedAdministrators ?? [])],
    // Their role cannot be created before them.
    users: [...breakGlass.trustedUsers.filter((arn) => arn.includes(":user/")), ...people.arns],
    laterUsers: people.later,
    roles: distinct(
      deployment.managementRole === undefined
        ? []
        : [`arn:${partition}:iam::${management.id}:role/${deployment.managementRole}`],
      // An account that was invited has no other.
      deployment.role === ACCESS_ROLE
        ? []
        : existing
            .filter(({ slug }) => slug !== management.slug)
            .map(({ id = "" }) => `arn:${partition}:iam::${id}:role/${deployment.role}`),
    ),
    requests: [...existing.flatMap((account) => requestsOf(landingZone, account)), ...(more.requests ?? [])],
  };
}

/** Those of the file that nothing here needs, and those that what exists needs. */
function trustedServicesOf({ inspector, organization }: LandingZone): string[] {
  if (organization.id === undefined) {
    return [];
  }
  const { existingDelegations, neededServices, trustedServices } = organization;
  return [
    ...trustedServices.filter((service) => !neededServices.includes(service)),
    ...existingDelegations,
    ...(inspector?.delegated === "existing" ? ["inspector2.amazonaws.com"] : []),
  ];
}

function policyTypesOf({ organization }: LandingZone): string[] {
  const { hasOtherPolicyTypes, otherPolicyTypes, policyTypes } = organization;
  return [
    ...policyTypes.filter((type) => !GUARDRAIL_TYPES.includes(type)),
    ...otherPolicyTypes,
    ...(hasOtherPolicyTypes ? GUARDRAIL_TYPES : []),
  ];
}

function delegationsOf({ audit, organization }: LandingZone): Existing["delegatedAdministrators"] {
  const { existingDelegations: services } = organization;
  return audit.id === undefined || services.length === 0 ? [] : [{ account: audit.id, services }];
}

/** What an account that exists has, in so far as the file says so. */
function requestsOf(landingZone: LandingZone, account: Account & { readonly id?: string }): ExistingRequest[] {
  const { audit, inspector, management, name, partition, regions } = landingZone;
  const { id = "", slug } = account;
  const role = (service: string): ExistingRequest => ({
    account: id,
    region: GLOBAL_REGION,
    service: "iam",
    operation: "CreateServiceLinkedRole",
    parameters: { AWSServiceName: service },
  });
  const isManagement = slug === management.slug;
  return [
    ...(account.configServiceLinkedRole === "existing" ? [role("config.amazonaws.com")] : []),
    ...(isManagement && management.configMultiAccountRole === "existing"
      ? [role("config-multiaccountsetup.amazonaws.com")]
      : []),
    ...(isManagement && management.accessAnalyzerServiceLinkedRole === "existing"
      ? [role("access-analyzer.amazonaws.com")]
      : []),
    ...(isManagement && inspector?.delegated === "existing" && audit.id !== undefined
      ? [...inspector.scansIn.keys()].map((region) => ({
          account: id,
          region,
          service: "inspector2",
          operation: "EnableDelegatedAdminAccount",
          parameters: { delegatedAdminAccountId: audit.id },
        }))
      : []),
    ...(isManagement ? issuersOf(landingZone) : []),
    ...regions.flatMap((region) => {
      const config = existingConfigIn(account.existingConfig, region);
      const place = { account: id, region };
      const bucket = `${name}-${slug}-old-config-${region}`;
      return config === undefined
        ? []
        : [...bucketRequests(place, bucket, partition), ...recorderRequests(place, config, bucket, partition)];
    }),
    ...(account.existingSessionPreferences ?? []).map((region) => ({
      account: id,
      region,
      service: "ssm",
      operation: "CreateDocument",
      parameters: {
        Name: SESSION_PREFERENCES,
        DocumentType: "Session",
        DocumentFormat: "JSON",
        Content: JSON.stringify({ schemaVersion: "1.0", sessionType: "Standard_Stream", inputs: {} }),
      },
    })),
  ];
}

/** OpenID Connect providers of pipelines. */
function issuersOf({ access, management }: LandingZone): ExistingRequest[] {
  return Object.values(access?.ci ?? {}).flatMap((trust?: OidcTrust) =>
    trust?.provider === "existing"
      ? [
          {
            account: management.id,
            region: GLOBAL_REGION,
            service: "iam",
            operation: "CreateOpenIDConnectProvider",
            parameters: { Url: `https://${trust.issuer}`, ClientIDList: [trust.audience] },
          },
        ]
      : [],
  );
}

/** The units that have an id, below their parents; an id means that the parents have one, too. */
function unitsBelow(units: readonly OrganizationalUnit[], parentPath?: string): ExistingUnit[] {
  return units
    .filter((unit) => unit.parentPath === parentPath)
    .flatMap(({ id, name, path }) =>
      id === undefined ? [] : [{ id, name, organizationalUnits: unitsBelow(units, path) }],
    );
}

function mergedUnits(units: readonly ExistingUnit[], more: readonly ExistingUnit[] = []): ExistingUnit[] {
  const others = more.filter(({ id }) => !units.some((unit) => unit.id === id));
  return [
    ...units.map((unit) => {
      const known = more.find(({ id }) => id === unit.id);
      return {
        ...unit,
        ...known,
        organizationalUnits: mergedUnits(unit.organizationalUnits ?? [], known?.organizationalUnits),
      };
    }),
    ...others,
  ];
}

function mergedAccounts(
  accounts: readonly Pick<Account, "email" | "id" | "name">[],
  more: readonly ExistingAccount[] = [],
): ExistingAccount[] {
  const others = more.filter(({ id }) => !accounts.some((account) => account.id === id));
  return [
    ...accounts.map(({ email, id = "", name }) => ({ id, name, email, ...more.find((known) => known.id === id) })),
    ...others,
  ];
}

function distinct(values: readonly string[], more: readonly string[] = []): string[] {
  return [...new Set([...values, ...more])];
}

/** IAM users that are only put into groups, and come with their account where that is yet to be created. */
function usersOfPeople({ access, accounts, partition }: LandingZone): {
  readonly arns: string[];
  readonly later: Existing["laterUsers"];
} {
  const account = accounts.find(({ slug }) => slug === access?.identityAccount);
  if (access === undefined || account === undefined || !access.through.includes("users")) {
    return { arns: [], later: [] };
  }
  const names = access.people.filter(({ create }) => !create).map(({ name }) => name);
  const { email, id } = account;
  return id === undefined
    ? { arns: [], later: names.map((name) => ({ email, name })) }
    : { arns: names.map((name) => `arn:${partition}:iam::${id}:user/${name}`), later: [] };
}
