import { IAMClient } from "@aws-sdk/client-iam";
import { revoke, rolesOf } from "../../../cli/access/revoke";
import { revocationPolicy } from "../../../cli/access/revocation";
import { AccountClients } from "../../../terraform/account-clients";
import { existingLandingZone } from "../../support/landing-zones";

const NOW = new Date("2026-11-29T12:00:00.000Z");
const OPTIONS = { config: "examples/access.yaml", json: true };

interface Sent {
  readonly input: { readonly RoleName: string; readonly PolicyName: string; readonly PolicyDocument: string };
}

interface Report {
  readonly dryRun: boolean;
  readonly roles: readonly { account: string; revoked: boolean; error?: string }[];
}

let sent: Sent[];
let printed: string;
let failing: string | undefined;

beforeEach(() => {
  sent = [];
  printed = "";
  failing = undefined;
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  jest.spyOn(console, "log").mockImplementation((text: string) => {
    printed += text;
  });
  jest.spyOn(AccountClients.prototype, "settings").mockResolvedValue({
    region: "eu-west-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
  });
  jest.spyOn(IAMClient.prototype, "send").mockImplementation(((command: Sent) => {
    sent.push(command);
    return command.input.RoleName === failing ? Promise.reject(new Error("AccessDenied")) : Promise.resolve({});
  }) as never);
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
});

const report = () => JSON.parse(printed) as Report;

describe("access revoke", () => {
  it("asks AWS nothing without --confirm", async () => {
    await revoke(["alice"], OPTIONS, NOW);
    expect(sent).toEqual([]);
    expect(report().dryRun).toBe(true);
  });

  it("puts the denial of older sessions on every role of a person, in every account", async () => {
    await revoke(["bob"], { ...OPTIONS, confirm: true }, NOW);
    expect(sent).toHaveLength(10);
    expect(new Set(sent.map(({ input }) => input.PolicyName))).toEqual(new Set(["AWSRevokeOlderSessions"]));
    expect(new Set(sent.map(({ input }) => input.PolicyDocument))).toEqual(new Set([revocationPolicy(NOW)]));
    expect(report().roles.every(({ revoked }) => revoked)).toBe(true);
  });

  it("denies everything to what began before, and nothing to what begins later", () => {
    expect(JSON.parse(revocationPolicy(NOW))).toMatchObject({
      Statement: [
        {
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          Condition: { DateLessThan: { "aws:TokenIssueTime": "2026-11-29T12:00:00.000Z" } },
        },
      ],
    });
  });

  it("takes a role once, whoever has it", async () => {
    await revoke(["alice", "logReader", "access-org-log-reader"], { ...OPTIONS, confirm: true }, NOW);
    expect(sent.filter(({ input }) => input.RoleName === "access-org-log-reader")).toHaveLength(1);
  });

  it("changes no roles of permission sets, and fails where there are no others", () => {
    const landingZone = existingLandingZone(
      "access:",
      "  through: [identity-center]",
      "  identityCenter: { region: eu-west-1 }",
      "  people: [{ name: alice, functions: [logReader] }, { name: bob, functions: [reviewer] }]",
    );
    const { access } = landingZone;
    if (access === undefined) throw new Error("there is no access");
    expect(rolesOf("bob", landingZone, access).map(({ account }) => account)).toEqual(["log-archive", "audit"]);
    expect(() => rolesOf("alice", landingZone, access)).toThrow("end the sessions in IAM Identity Center");
  });

  it("goes on where one role cannot be changed, and fails", async () => {
    failing = "access-org-log-reader";
    await revoke(["alice"], { ...OPTIONS, confirm: true }, NOW);
    expect(sent).toHaveLength(6);
    expect(report().roles.filter(({ error }) => error === "AccessDenied")).toHaveLength(1);
    expect(process.exitCode).toBe(1);
  });
});
