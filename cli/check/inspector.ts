import type { ScanType } from "../../aws/inspector-regions";
import { scanReason } from "../../aws/inspector-coverage";
import type { Check, CheckedEnvironment, Difference } from "./check";
import { inspectorCisScans } from "./cis-scans";
import { slugsById } from "./slugs";

/** What Amazon Inspector calls a type of scan, in the status of an account and in the organization's configuration. */
const API_NAMES: Readonly<Record<ScanType, string>> = {
  ec2: "ec2",
  ecr: "ecr",
  lambda: "lambda",
  "lambda-code": "lambdaCode",
};

const scansOf = ({ landingZone: { inspector }, region }: CheckedEnvironment): readonly ScanType[] =>
  inspector?.scansIn.get(region) ?? [];

/** The audit account is asked: it administers Amazon Inspector for all. */
const concernsAudit = (environment: CheckedEnvironment): boolean =>
  environment.account.slug === environment.landingZone.audit.slug && scansOf(environment).length > 0;

/** An Inspector policy of the organization enrols its accounts by itself. */
const isEnrolledHere = ({ landingZone: { inspector } }: CheckedEnvironment): boolean =>
  inspector?.enrolment === "organization";

/** What to do where accounts are not enrolled as the file says. */
const enrolmentAdvice = (environment: CheckedEnvironment): string | undefined =>
  isEnrolledHere(environment)
    ? undefined
    : "An Inspector policy of AWS Organizations decides it: see what the policy enables, and what it is attached to.";

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListDelegatedAdminAccounts.html */
export const inspectorAdministrator: Check = {
  id: "inspector-administrator",
  title: "The audit account administers Amazon Inspector in every region",
  concerns: (environment) =>
    environment.account.slug === environment.landingZone.management.slug && scansOf(environment).length > 0,
  async run({ landingZone: { audit } }, { accountId, inspector }) {
    const administrators = await inspector.list<{ accountId: string; status: string }>(
      "/delegatedadminaccounts/list",
      "delegatedAdminAccounts",
    );
    const wanted = await accountId(audit);
    const [found] = administrators;
    if (found?.accountId === wanted) {
      return found.status === "ENABLED" ? [] : [{ what: `the administrator of Amazon Inspector is ${found.status}` }];
    }
    return [
      {
        what:
          found === undefined
            ? "Amazon Inspector has no delegated administrator"
            : `Amazon Inspector is administered by ${found.accountId}, not by ${wanted}`,
      },
    ];
  },
};

interface AccountState {
  readonly accountId: string;
  readonly resourceState?: Readonly<
    Record<
      string,
      { readonly status?: string; readonly errorCode?: string; readonly errorMessage?: string } | undefined
    >
  >;
}
interface FailedAccount {
  readonly accountId: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** AWS takes so many accounts at once. */
const ACCOUNTS_AT_ONCE = 100;

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html */
export const inspectorScans: Check = {
  id: "inspector-scans",
  title: "Amazon Inspector scans what the file says, in every account and region",
  concerns: concernsAudit,
  async run(environment, clients) {
    const slugs = await slugsById(environment.landingZone.accounts, clients);
    const ids = [...slugs.keys()];
    const differences: Difference[] = [];
    for (let first = 0; first < ids.length; first += ACCOUNTS_AT_ONCE) {
      const answer = await clients.inspector.post("/status/batch/get", {
        accountIds: ids.slice(first, first + ACCOUNTS_AT_ONCE),
      });
      const { accounts = [], failedAccounts = [] } = answer as {
        accounts?: readonly AccountState[];
        failedAccounts?: readonly FailedAccount[];
      };
      differences.push(
        ...accounts.flatMap((state) => notEnabled(slugs.get(state.accountId) ?? state.accountId, state, environment)),
        ...failedAccounts.map(({ accountId, errorCode = "no code", errorMessage = "" }) => ({
          what: `Amazon Inspector does not say what it scans in ${slugs.get(accountId) ?? accountId}: ${errorCode} ${errorMessage}`.trim(),
        })),
      );
    }
    const advice = enrolmentAdvice(environment);
    return differences.map((difference) => ({ ...difference, advice }));
  },
};

function notEnabled(slug: string, { resourceState = {} }: AccountState, environment: CheckedEnvironment): Difference[] {
  return scansOf(environment).flatMap((scan) => {
    const { errorCode, status = "not reported" } = resourceState[API_NAMES[scan]] ?? {};
    const because = errorCode === undefined || errorCode === "" ? "" : `, ${errorCode}`;
    return status === "ENABLED" ? [] : [{ what: `Amazon Inspector scans no ${scan} in ${slug}: ${status}${because}` }];
  });
}

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListMembers.html */
export const inspectorMembers: Check = {
  id: "inspector-members",
  title: "Every account is a member of the audit account's Amazon Inspector",
  concerns: concernsAudit,
  async run(environment, clients) {
    const { accounts, audit } = environment.landingZone;
    const members = await clients.inspector.list<{ accountId: string; relationshipStatus: string }>(
      "/members/list",
      "members",
      { onlyAssociated: true },
    );
    const states = new Map(members.map(({ accountId, relationshipStatus }) => [accountId, relationshipStatus]));
    const others = accounts.filter(({ slug }) => slug !== audit.slug);
    const wanted = await slugsById(others, clients);
    return [...wanted].flatMap(([id, slug]) => {
      const state = states.get(id);
      return state === "ENABLED"
        ? []
        : [
            {
              what: `${slug} is no member of Amazon Inspector: ${state ?? "not associated"}`,
              advice: enrolmentAdvice(environment),
            },
          ];
    });
  },
};

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_DescribeOrganizationConfiguration.html */
export const inspectorAutoEnable: Check = {
  id: "inspector-auto-enable",
  title: "Amazon Inspector is switched on in accounts that join",
  concerns: (environment) =>
    concernsAudit(environment) &&
    isEnrolledHere(environment) &&
    environment.landingZone.inspector?.newAccounts === "enroll",
  async run(environment, { inspector }) {
    const { autoEnable = {} } = (await inspector.post("/organizationconfiguration/describe")) as {
      autoEnable?: Readonly<Record<string, boolean | undefined>>;
    };
    return scansOf(environment)
      .filter((scan) => autoEnable[API_NAMES[scan]] !== true)
      .map((scan) => ({ what: `accounts that join are not scanned: ${scan}` }));
  },
};

interface CoveredResource {
  readonly accountId: string;
  readonly resourceId: string;
  readonly scanStatus?: { readonly reason?: string };
}

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCoverage.html */
export const inspectorCoverage: Check = {
  id: "inspector-coverage",
  title: "Amazon Inspector scans every EC2 instance",
  concerns: (environment) => concernsAudit(environment) && scansOf(environment).includes("ec2"),
  async run({ landingZone }, clients) {
    const equals = (value: string) => [{ comparison: "EQUALS", value }];
    const notScanned = await clients.inspector.list<CoveredResource>("/coverage/list", "coveredResources", {
      filterCriteria: { resourceType: equals("AWS_EC2_INSTANCE"), scanStatusCode: equals("INACTIVE") },
    });
    const slugs = await slugsById(landingZone.accounts, clients);
    return notScanned.flatMap(({ accountId, resourceId, scanStatus: { reason = "UNKNOWN" } = {} }) => {
      const { advice, harmless } = scanReason(reason);
      return harmless
        ? []
        : [{ what: `${resourceId} of ${slugs.get(accountId) ?? accountId} is not scanned: ${reason}`, advice }];
    });
  },
};

export const INSPECTOR_CHECKS: readonly Check[] = [
  inspectorAdministrator,
  inspectorMembers,
  inspectorScans,
  inspectorAutoEnable,
  inspectorCoverage,
  inspectorCisScans,
];
