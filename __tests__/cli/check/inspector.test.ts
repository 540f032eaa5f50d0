import {
  INSPECTOR_CHECKS,
  inspectorAdministrator,
  inspectorAutoEnable,
  inspectorCoverage,
  inspectorMembers,
  inspectorScans,
} from "../../../cli/check/inspector";
import { inspectorCisScans } from "../../../cli/check/cis-scans";
import { describeChecks } from "../../../cli/check/report";
import { visit } from "../../../cli/check/visit";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, fakeClients, whats } from "./fakes";

const landingZone = existingLandingZone("inspector: { scans: [ec2, lambda, lambda-code] }");
const audit = environmentOf(landingZone);
const [MANAGEMENT, ARCHIVE, AUDIT] = ["111111111111", "222222222222", "333333333333"];
const ALL_ON = { ec2: { status: "ENABLED" }, lambda: { status: "ENABLED" }, lambdaCode: { status: "ENABLED" } };

describe("the checks of Amazon Inspector", () => {
  it("ask the audit account, and the management account for the delegation", () => {
    const where = (slug: "management" | "audit" | "logArchive", of = landingZone) =>
      INSPECTOR_CHECKS.filter(({ concerns }) => concerns(environmentOf(of, slug))).map(({ id }) => id);
    expect(where("management")).toEqual(["inspector-administrator"]);
    expect(where("audit")).toEqual([
      "inspector-members",
      "inspector-scans",
      "inspector-auto-enable",
      "inspector-coverage",
      "inspector-cis-scans",
    ]);
    expect(where("logArchive")).toEqual([]);
    expect(where("audit", existingLandingZone())).toEqual([]);
  });
});

describe("the check of the delegated administrator", () => {
  const administrators = (...delegatedAdminAccounts: object[]) =>
    whats(inspectorAdministrator, environmentOf(landingZone, "management"), {
      "/delegatedadminaccounts/list": { delegatedAdminAccounts },
    });

  it("finds nothing where it is the audit account", async () => {
    expect(await administrators({ accountId: AUDIT, status: "ENABLED" })).toEqual([]);
  });

  it("says who it is, or that there is none", async () => {
    expect(await administrators({ accountId: ARCHIVE, status: "ENABLED" })).toEqual([
      "Amazon Inspector is administered by 222222222222, not by 333333333333",
    ]);
    expect(await administrators()).toEqual(["Amazon Inspector has no delegated administrator"]);
    expect(await administrators({ accountId: AUDIT, status: "DISABLE_IN_PROGRESS" })).toEqual([
      "the administrator of Amazon Inspector is DISABLE_IN_PROGRESS",
    ]);
  });
});

describe("the check of members", () => {
  const members = (...list: object[]) => whats(inspectorMembers, audit, { "/members/list": { members: list } });

  it("finds nothing where every other account is one", async () => {
    expect(
      await members(
        { accountId: MANAGEMENT, relationshipStatus: "ENABLED" },
        { accountId: ARCHIVE, relationshipStatus: "ENABLED" },
      ),
    ).toEqual([]);
  });

  it("says who is not, the management account included", async () => {
    expect(await members({ accountId: ARCHIVE, relationshipStatus: "REMOVED" })).toEqual([
      "management is no member of Amazon Inspector: not associated",
      "log-archive is no member of Amazon Inspector: REMOVED",
    ]);
  });
});

describe("the check of scans", () => {
  it("says which account does not scan what, and why", async () => {
    expect(
      await whats(inspectorScans, audit, {
        "/status/batch/get": {
          accounts: [
            { accountId: AUDIT, resourceState: ALL_ON },
            {
              accountId: ARCHIVE,
              resourceState: { ...ALL_ON, ec2: { status: "DISABLED", errorCode: "ACCESS_DENIED" } },
            },
          ],
          failedAccounts: [{ accountId: MANAGEMENT, errorCode: "ACCESS_DENIED", errorMessage: "not a member" }],
        },
      }),
    ).toEqual([
      "Amazon Inspector scans no ec2 in log-archive: DISABLED, ACCESS_DENIED",
      "Amazon Inspector does not say what it scans in management: ACCESS_DENIED not a member",
    ]);
  });

  it("does not mind what the file does not ask for", async () => {
    const accounts = [{ accountId: AUDIT, resourceState: { ...ALL_ON, ecr: { status: "DISABLED" } } }];
    expect(await whats(inspectorScans, audit, { "/status/batch/get": { accounts } })).toEqual([]);
  });
});

describe("the check of accounts that join", () => {
  it("says what they are not scanned for", async () => {
    const answered = (autoEnable: object) =>
      whats(inspectorAutoEnable, audit, { "/organizationconfiguration/describe": { autoEnable } });
    expect(await answered({ ec2: true, ecr: false, lambda: true, lambdaCode: true })).toEqual([]);
    expect(await answered({ ec2: true, ecr: false, lambda: true })).toEqual([
      "accounts that join are not scanned: lambda-code",
    ]);
  });
});

describe("what is not enrolled here", () => {
  const ids = (fields: string) =>
    INSPECTOR_CHECKS.filter(({ concerns }) =>
      concerns(environmentOf(existingLandingZone(`inspector: { ${fields} }`))),
    ).map(({ id }) => id);

  it("is not asked what accounts get that join", () => {
    expect(ids("newAccounts: leave")).not.toContain("inspector-auto-enable");
    expect(ids("delegated: existing")).not.toContain("inspector-auto-enable");
    expect(ids("enrolment: policy")).not.toContain("inspector-auto-enable");
  });

  it("is not mended by a deployment where a policy enrols accounts", async () => {
    const policy = environmentOf(existingLandingZone("inspector: { enrolment: policy }"));
    for (const check of [inspectorMembers, inspectorScans]) {
      const differences = await check.run(
        policy,
        fakeClients({ "/status/batch/get": { accounts: [{ accountId: ARCHIVE }] }, "/members/list": {} }),
      );
      expect(differences).not.toEqual([]);
      expect(differences.filter(({ advice = "" }) => !advice.includes("policy"))).toEqual([]);
    }
  });
});

describe("the check of CIS scan configurations", () => {
  const targets =
    "targets: [{ name: servers, tags: { Env: [prod] }, accounts: [log-archive, audit], schedule: { days: [monday] } }]";
  const environment = environmentOf(existingLandingZone(`inspector: { ${targets} }`));
  const live = {
    scanName: "servers",
    securityLevel: "LEVEL_1",
    schedule: { weekly: { days: ["MON"], startTime: { timeOfDay: "03:00", timezone: "UTC" } } },
    targets: { accountIds: ["SELF", ARCHIVE], targetResourceTags: { Env: ["prod"] } },
    tags: { LandingZone: environment.landingZone.name },
  };
  const found = (...scanConfigurations: object[]) =>
    inspectorCisScans.run(environment, fakeClients({ "/cis/scan-configuration/list": { scanConfigurations } }));

  it("finds nothing where AWS has what the file says", async () => {
    expect(await found(live)).toEqual([]);
  });

  it("finds one that is missing, or was changed by hand, which no plan sees", async () => {
    expect(await found()).toMatchObject([{ what: expect.stringContaining("there is no such") as string }]);
    expect(await found({ ...live, securityLevel: "LEVEL_2" })).toMatchObject([
      {
        what: expect.stringContaining("LEVEL_2 in AWS") as string,
        advice: expect.stringContaining("console") as string,
      },
    ]);
  });

  it("names one that somebody else made, as a note", async () => {
    const others = { ...live, scanName: "theirs", tags: {} };
    const reports = await visit(environment, [inspectorCisScans], () =>
      Promise.resolve(fakeClients({ "/cis/scan-configuration/list": { scanConfigurations: [live, others] } })),
    );
    expect(reports).toMatchObject([
      { state: "as it should be", differences: [{ what: expect.stringContaining("theirs") as string, isNote: true }] },
    ]);
    expect(describeChecks([inspectorCisScans], reports)).toContain("1 note");
  });
});

describe("the check of coverage", () => {
  const instance = (resourceId: string, reason: string) => ({
    accountId: ARCHIVE,
    resourceId,
    scanStatus: { statusCode: "INACTIVE", reason },
  });

  it("names instances that are not scanned with AWS's reason and what to do, but none that are as they should be", async () => {
    const asked: object[] = [];
    const clients = fakeClients(
      {
        "/coverage/list": {
          coveredResources: [instance("i-1", "UNMANAGED_EC2_INSTANCE"), instance("i-2", "EC2_INSTANCE_STOPPED")],
        },
      },
      { onInspector: (_, body) => asked.push(body) },
    );
    expect(await inspectorCoverage.run(audit, clients)).toEqual([
      {
        what: "i-1 of log-archive is not scanned: UNMANAGED_EC2_INSTANCE",
        advice: expect.stringContaining("Systems Manager") as string,
      },
    ]);
    expect(asked).toEqual([
      {
        filterCriteria: {
          resourceType: [{ comparison: "EQUALS", value: "AWS_EC2_INSTANCE" }],
          scanStatusCode: [{ comparison: "EQUALS", value: "INACTIVE" }],
        },
      },
    ]);
  });
});
