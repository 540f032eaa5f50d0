import { z } from "zod";
import { distinct } from "../fields/lists";
import { wholeNumber } from "../fields/numbers";
import { text } from "../fields/text";
import { slugOf } from "../keys";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_sessions.html */
export const hours = wholeNumber(1, 12).optional();

const HOURS =
  "Longest session, 1 to 12 hours. A session that begins with a role's credentials, as role switching from another role " +
  "does, ends after one hour whatever this says.";

const OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const NETWORK = text(
  new RegExp(
    `^${OCTET}(\\.${OCTET}){3}/([1-9]|[12][0-9]|3[0-2])$|^[0-9a-f:]*:[0-9a-f:]*/([1-9]|[1-9][0-9]|1[01][0-9]|12[0-8])$`,
  ),
  "a block of addresses, such as 203.0.113.0/24 or 2001:db8::/32",
  "203.0.113.0/24",
);

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
const TAG_KEY = text(/^[A-Za-z0-9 _.:/=+@-]{1,128}$/, "1 to 128 letters, digits, blanks and _.:/=+@-", "CostCenter");

const common = {
  enabled: z
    .boolean()
    .default(true)
    .describe("Whether the function has roles. Those of `hsmCryptoOfficer` need a `keyStore` of type `cloudhsm`."),
  hours: hours.meta({ examples: [1] }).describe(`${HOURS} Default: that of the catalog, in docs/access.md.`),
  sourceNetworks: distinct(z.array(NETWORK), "network")
    .default([])
    .describe(
      "Public addresses that the role can be assumed from, and nothing else: of VPC endpoints AWS knows no address of the " +
        "internet. Not for permission sets, which Identity Center assumes. Default: any.",
    ),
  sessionTags: distinct(z.array(TAG_KEY).max(50, "must have at most 50 tags"), "tag", {
    identity: (key) => key.toLowerCase(),
  })
    .default([])
    .describe("Keys of the tags that a session of the role may be given. Default: none."),
};

const settings = z.strictObject(common).prefault({});

const logReader = z
  .strictObject({
    ...common,
    logs: distinct(z.array(z.enum(["trail", "config", "flowLogs"])).min(1), "log")
      .default(["trail", "config", "flowLogs"])
      .describe("What may be read. Default: all."),
    ofAccounts: distinct(z.array(z.string().meta({ examples: ["shop-production"] })).min(1), "account", {
      identity: slugOf,
    })
      .optional()
      .describe(
        "Accounts whose logs may be read: `management`, `log-archive`, `audit`, names of workload accounts, or ids in " +
          "quotes. Default: all accounts there are and will be.",
      ),
  })
  .prefault({})
  .describe("Reads and decrypts log files in the log-archive account.");

const reviewer = z
  .strictObject({
    ...common,
    readsState: z
      .boolean()
      .default(true)
      .describe("Whether a reviewer reads Terraform's state, which a plan needs and which holds secrets."),
  })
  .prefault({})
  .describe("Plans: reads settings in every account, and neither logs nor secrets.");

/** Settings of the catalog's functions. */
export const functions = z
  .strictObject({
    logReader,
    securityAuditor: settings.describe("Sees how every account is set up."),
    incidentResponder: settings.describe("Isolates, snapshots and denies, in every account."),
    configAdministrator: settings.describe("Administers AWS Config's rules and remediations in the audit account."),
    cloudWatchReader: settings.describe("Sees alarms, dashboards and metrics."),
    cloudWatchOperator: settings.describe("Sees alarms, dashboards and metrics, and tries alarms out."),
    inspectorOperator: settings.describe("Looks at Amazon Inspector's findings in the audit account."),
    keyCustodian: settings.describe("Administers the keys of the logs, and cannot use them."),
    hsmCryptoOfficer: settings.describe("Looks after the CloudHSM cluster and the key store."),
    reviewer,
    deployer: settings.describe("Applies: assumes the roles that Terraform deploys with."),
    breakGlass: settings.describe(
      "May assume `breakGlass.role`, of which `hours`, `sourceNetworks` and `sessionTags` are no settings.",
    ),
  })
  .prefault({})
  .describe("Settings of the functions of the catalog: docs/access.md says what each may do. Default: all are made.");

const statement = z
  .strictObject({
    sid: text(/^[A-Za-z0-9]{1,64}$/, "1 to 64 letters and digits", "SeeCosts").describe(
      "Name of the statement, 1 to 64 letters and digits, unique in the function.",
    ),
    actions: distinct(
      z
        .array(
          text(
            /^[a-z0-9-]+:[A-Za-z0-9]+\*?$/,
            "service:Action, of which the end alone may be *, after its first letters",
            "ce:GetCostAndUsage",
          ),
        )
        .min(1),
      "action",
      { identity: (action) => action.toLowerCase() },
    ).describe("Actions as `service:Action`; `*` alone, and `service:*`, are refused."),
    resources: distinct(
      z.array(text(/^(\*|arn:aws(-[a-z]+)*:[^\s]+)$/, "an ARN, or * alone", "*")).min(1),
      "resource",
    ).describe("ARNs, or `*` for actions that know no resources."),
    conditions: z
      .record(
        text(/^[A-Za-z]+(:[A-Za-z]+)?$/, "an operator, such as StringEquals", "StringEquals"),
        z.record(z.string(), distinct(z.array(z.string()).min(1), "value")),
      )
      .optional()
      .describe("Conditions as in IAM's language: operator, key, values. Default: none."),
  })
  .describe("A statement of an IAM policy.");

const statements = (what: string) => distinct(z.array(statement), "statement", { field: "sid" }).describe(what);

const ownFunction = z
  .strictObject({
    key: text(
      /^[a-z][A-Za-z0-9]{2,39}$/,
      "3 to 40 letters and digits, beginning with a lower-case letter",
      "costReader",
    ).describe(
      "What `people` call it; its role is `<name>-<key>` in lower case with hyphens. 3 to 40 letters and digits.",
    ),
    title: text(/^\S.{0,79}$/, "1 to 80 characters", "Cost reader").describe(
      "What people call it, 1 to 80 characters.",
    ),
    purpose: text(/^\S.{0,299}$/, "1 to 300 characters", "Sees what the organization costs.").describe(
      "What it is for: a sentence of at most 300 characters.",
    ),
    in: z
      .enum(["log-archive", "audit", "management", "core-accounts", "every-account"])
      .describe("Accounts that its role is in."),
    statements: statements("What it may do.").min(1),
    deny: statements("What it never does, whatever else allows it. Default: nothing.").default([]),
    hours: hours.meta({ examples: [4] }).describe(`${HOURS} Default: 1.`),
    incompatibleWith: distinct(z.array(z.string().meta({ examples: ["keyCustodian"] })), "function")
      .default([])
      .describe("Functions that nobody has who has this one. Default: none."),
    sourceNetworks: common.sourceNetworks,
    sessionTags: common.sessionTags,
  })
  .describe("A function of your own.");

export const ownFunctions = distinct(z.array(ownFunction), "key", { field: "key" })
  .default([])
  .describe("Functions of your own, with the same checks as those of the catalog. Default: none.");
