import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { checkLedger, ledger } from "../../cli/ledger";
import { expectBegun, expectCurrent, isCurrent, whatLedgerLacks, writeLedger } from "../../cli/ledger-file";
import { formatLedger } from "../../config/ledger/file";
import type { Ledger } from "../../config/ledger/schema";
import { loadLandingZone } from "../../config/load";
import { Failure } from "../../console/failure";
import { defineLandingZone } from "../../stacks/landing-zone";
import { statesOf } from "../../terraform/states";
import { copyExample } from "../support/examples";
import { EMPTY_LEDGER } from "../support/ledgers";
import { existingLandingZone } from "../support/landing-zones";

const SHOP = { name: "shop", email: "shop@example.com" };
const LEDGER: Ledger = { ...EMPTY_LEDGER, accounts: { shop: SHOP } };
const LATER: Ledger = { ...LEDGER, accounts: { shop: { ...SHOP, gone: true } } };

describe("the ledger beside a file", () => {
  let folder: string;
  const at = (...names: string[]): string => join(folder, ...names);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "landing-zone-ledger-"));
    jest.spyOn(process.stdout, "write").mockReturnValue(true);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it("is up to date whatever ends its lines, and is left as it is then", () => {
    const text = formatLedger(LEDGER).replaceAll("\n", "\r\n");
    writeFileSync(at("x.lock.json"), text);
    expect(isCurrent(at("x.yaml"), LEDGER)).toBe(true);
    expect(isCurrent(at("x.yaml"), LATER)).toBe(false);
    expect(writeLedger(at("x.yaml"), { ledger: LEDGER, forgotten: [], stillOn: [], ignored: [] }).status).toBe(
      "unchanged",
    );
    expect(readFileSync(at("x.lock.json"), "utf8")).toBe(text);
  });

  it("is written where a symbolic link leads", () => {
    mkdirSync(at("kept"));
    writeFileSync(at("kept", "ledger.json"), formatLedger(LEDGER));
    symlinkSync(join("kept", "ledger.json"), at("x.lock.json"));
    writeLedger(at("x.yaml"), { ledger: LATER, forgotten: [], stillOn: [], ignored: [] });
    expect(lstatSync(at("x.lock.json")).isSymbolicLink()).toBe(true);
    expect(readFileSync(at("kept", "ledger.json"), "utf8")).toBe(formatLedger(LATER));
  });

  it.each(["new", "fromState"])("is not begun by %s in the place of a link whose end is away", async (option) => {
    const config = copyExample("examples/minimal.yaml", folder);
    symlinkSync(join("away", "ledger.json"), at("minimal.lock.json"));
    await expect(ledger({ config, output: at("out"), [option]: true })).rejects.toThrow(/is\s+there\s+already/);
    expect(lstatSync(at("minimal.lock.json")).isSymbolicLink()).toBe(true);
  });

  it("fails with what to do where it cannot be written", () => {
    const writing = (): unknown =>
      writeLedger(at("no", "x.yaml"), { ledger: LEDGER, forgotten: [], stillOn: [], ignored: [] });
    expect(writing).toThrow(Failure);
    expect(writing).toThrow(/cannot be\s+written/);
  });

  describe("that is not there", () => {
    const inBucket = { backend: "s3" } as const;
    const words = (work: () => unknown): string => {
      try {
        work();
        return "";
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return error.message;
      }
    };

    it("is not begun by itself where the states are in a bucket, which synthesis does not read", () => {
      const message = words(() => {
        expectBegun(at("x.yaml"), inBucket);
      });
      expect(message).toContain(`  npm run ledger -- --new --config ${at("x.yaml")}\n`);
      expect(message).toContain(`  npm run ledger -- --from-state --config ${at("x.yaml")}`);
      expect(
        words(() => {
          expectBegun(at("x.yaml"), { backend: "local" });
        }),
      ).toBe("");
      writeFileSync(at("x.lock.json"), formatLedger(LEDGER));
      expect(
        words(() => {
          expectBegun(at("x.yaml"), inBucket);
        }),
      ).toBe("");
    });

    it("is begun by whoever says that nothing was ever deployed, once", async () => {
      const config = copyExample("examples/existing-organization.yaml", folder);
      const begin = (): Promise<void> => ledger({ config, new: true, output: at("out") });
      await begin();
      const text = readFileSync(at("existing-organization.lock.json"), "utf8");
      expect(text).toContain('"state": "s3://existing-org-terraform-state/');
      expect(existsSync(at("out"))).toBe(false);
      await expect(begin()).rejects.toThrow(/is there\s+already/);
      expect(readFileSync(at("existing-organization.lock.json"), "utf8")).toBe(text);
    });

    it("is not begun where local states say that something is deployed, nor both ways at once", async () => {
      const config = copyExample("examples/minimal.yaml", folder);
      const resources = [{ mode: "managed", type: "t", name: "n", instances: [{}] }];
      writeFileSync(at("terraform.organization.tfstate"), JSON.stringify({ version: 4, resources }));
      const begin = ledger({ config, new: true, output: at("out") });
      await expect(begin).rejects.toThrow(`npm run ledger -- --from-state --config ${config} --output ${at("out")}`);
      const both = ledger({ config, new: true, fromState: true, output: at("out") });
      await expect(both).rejects.toMatchObject({ exitCode: 2 });
    });

    it.each<[string, () => unknown]>([
      [
        "cdktf",
        () => {
          expectCurrent(at("x.yaml"), LEDGER);
        },
      ],
      [
        "synth",
        () => {
          expectBegun(at("x.yaml"), inBucket);
        },
      ],
    ])("is asked for by %s with both ways to begin it, of which no line but a command is wider than 80", (_, ask) => {
      const lines = words(ask).split("\n");
      expect(lines.filter((line) => /ledger -- --(?:new|from-state)/.test(line))).toHaveLength(2);
      expect(lines.filter((line) => line.length > 80 && !line.startsWith("  npm "))).toEqual([]);
    });
  });

  it("is shown with what is there, forgotten, still on, and in stacks that are not made any more", async () => {
    const config = copyExample("examples/minimal.yaml", folder);
    const alone = readFileSync(config, "utf8");
    const withShop = alone.replace("accounts:\n", `accounts:\n  workloads: [{ name: shop, email: ${SHOP.email} }]\n`);
    const synthesized = (text: string): void => {
      writeFileSync(config, text);
      const { landingZone } = loadLandingZone(config);
      writeLedger(config, defineLandingZone(new App(), landingZone));
    };
    const shown = async (): Promise<string> => {
      const write = jest.spyOn(process.stdout, "write").mockClear();
      await ledger({ config, output: at("out") });
      return write.mock.calls.map(([text]) => String(text)).join("");
    };
    synthesized(`${withShop}\nhosts: { sessions: { enabled: true } }\n`);
    expect(await shown()).not.toContain("still");
    synthesized(`${alone}\nhosts: { sessions: { enabled: false } }\n`);
    synthesized(alone);
    const absent = await shown();
    expect(absent).toMatch(/^accounts +3 +1 +0$/m);
    expect(absent).toMatch(
      /\n\nForgotten by Terraform, and still in AWS:\n(?: .*\n)* {2}organization in management\/eu-west-1\n {4}aws_organizations_account\.account-shop\n/,
    );
    expect(absent).toMatch(
      /\n\nIn stacks that are not made any more, whose states are kept, and still in AWS:\n {2}baseline-shop in shop\/eu-west-1: \d+ resources\n/,
    );

    // The stack of a file that cannot be read may be made or not.
    writeFileSync(config, "name: [");
    expect(await shown()).not.toContain("In stacks that");
  });

  it("does not have what states of the organization have, where it was begun anew beside them", async () => {
    const resource = (name: string, type = "aws_organizations_account"): object => ({
      mode: "managed",
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{}],
    });
    const resources = [
      resource("account-shop"),
      resource("account-blog"),
      resource("t", "aws_sns_topic_subscription"),
      { ...resource("returned-accounts"), mode: "data" },
      { ...resource("account-lost"), instances: [] },
    ];
    const states = statesOf(existingLandingZone(), at("out"));
    const known = (...names: string[]): void => {
      const entries = names.map((name) => [
        `organization/aws_organizations_account.${name}`,
        { path: "", in: "management/eu-west-1" },
      ]);
      writeFileSync(at("x.lock.json"), formatLedger({ ...LEDGER, resources: Object.fromEntries(entries) as never }));
    };
    known("account-shop");
    await expect(whatLedgerLacks(at("x.yaml"), states, "out")).resolves.toBeUndefined();
    writeFileSync(at("terraform.organization.tfstate"), JSON.stringify({ version: 4, resources }));
    const lacking = await whatLedgerLacks(at("x.yaml"), states, "out");
    expect(lacking?.replace(/\s+/g, " ")).toContain("does not know 1 resource in");
    expect(lacking).toContain("aws_organizations_account.account-blog");
    expect(lacking).toContain("npm run ledger -- --from-state");
    known("account-shop", "account-blog");
    await expect(whatLedgerLacks(at("x.yaml"), states, "out")).resolves.toBeUndefined();
  });

  it("does not have what states of any stack that it knows have, or has it otherwise", async () => {
    const resource = (type: string, name: string, region: string, attributes: object = {}): object => ({
      mode: "managed",
      type,
      name,
      provider: `provider["registry.terraform.io/hashicorp/aws"].${region}`,
      instances: [{ attributes }],
    });
    const RECORDER = "aws_cloudformation_stack_set.recorder";
    const states = statesOf(existingLandingZone(), at("out"));
    const lacks = async (
      stack: string,
      resources: readonly object[],
      known: readonly string[],
    ): Promise<string | undefined> => {
      const entry = { path: "", in: "audit/eu-central-1" };
      const entries = Object.fromEntries(known.map((address) => [`${stack}/${address}`, entry]));
      writeFileSync(at("x.lock.json"), formatLedger({ ...LEDGER, resources: entries }));
      writeFileSync(at(`terraform.${stack}.tfstate`), JSON.stringify({ version: 4, resources }));
      const lacking = await whatLedgerLacks(at("x.yaml"), states, "out");
      rmSync(at(`terraform.${stack}.tfstate`));
      return lacking?.replace(/\s+/g, " ");
    };
    const topic = resource("aws_sns_topic", "tampering", "eu-central-1");
    const TOPIC = "aws_sns_topic.tampering";
    expect(await lacks("alerting", [topic], [TOPIC])).toBeUndefined();
    expect(await lacks("alerting", [topic], ["aws_sns_topic.other"])).toMatch(
      /does not know 1 resource .* aws_sns_topic\.tamp/,
    );
    const moved = resource("aws_sns_topic", "tampering", "us-east-1");
    expect(await lacks("alerting", [moved], [TOPIC])).toMatch(/aws_sns_topic\.tampering, which is in us-east-1/);
    // Of people, which is made again; and of what the configuration does not make.
    expect(await lacks("access-audit", [resource("aws_iam_role", "a", "eu-central-1")], [])).toBeUndefined();

    const trail = resource("aws_cloudtrail", "trail", "eu-central-1", { advanced_event_selector: [{}] });
    expect(await lacks("organization-trail", [trail], ["aws_cloudtrail.trail"])).toMatch(
      /the event selectors of aws_cl/,
    );

    const [stack, regional] = ["baseline-stack-sets", "aws_cloudformation_stack_set.regional"];
    const set = (body: string): object =>
      resource("aws_cloudformation_stack_set", "regional", "eu-central-1", { template_body: body });
    const joined = set('{"Resources":{"R":{"Type":"AWS::Config::ConfigurationRecorder"}}}');
    expect(await lacks(stack, [joined], [regional])).toBeUndefined();
    expect(await lacks(stack, [joined], [regional, RECORDER])).toMatch(
      /the recorder in aws_cloudformation_stack_set\.reg/,
    );
    expect(await lacks(stack, [set("{}")], [regional, RECORDER])).toBeUndefined();
  });

  describe("of a repository", () => {
    const git = (...args: string[]): string => execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" });
    const check = (base: string, config = at("x.yaml")): Promise<void> => checkLedger({ base, config });

    beforeEach(() => {
      git("init", "--quiet");
      git("config", "user.email", "a@example.com");
      git("config", "user.name", "a");
      writeFileSync(at("x.lock.json"), formatLedger(LEDGER));
      git("add", ".");
      git("commit", "--quiet", "--message", "one");
    });

    it("has what was committed, whatever else there is of the name", async () => {
      git("branch", "both");
      git("tag", "both");
      await expect(check("both")).resolves.toBeUndefined();
    });

    it("lacks what it lacks, whatever way leads to it", async () => {
      writeFileSync(at("x.lock.json"), formatLedger({ ...LEDGER, accounts: {} }));
      symlinkSync(folder, at("link"));
      await expect(check("HEAD")).rejects.toThrow(/accounts: shop/);
      await expect(check("HEAD", at("link", "x.yaml"))).rejects.toThrow(/accounts: shop/);
    });

    it.each(["nothing", "", "--all", "HEAD:x.lock.json", "HEAD..HEAD"])("is not of the revision '%s'", async (base) => {
      await expect(check(base)).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining("no revision") as string,
      });
    });
  });
});
