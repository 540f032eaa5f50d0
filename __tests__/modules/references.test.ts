// What Terraform knows later is let through by public modules, and means what it says; what another stack makes is waited for.
import { Fn, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { awsEnvironment } from "../../modules";
import { HsmCluster, HsmNetwork } from "../../modules/cloudhsm";
import { CloudWatchAccessPolicies, LogAlarms } from "../../modules/cloudwatch";
import {
  AccountRules,
  ConfigAccessPolicies,
  ConfigRecorderRole,
  OrganizationConformancePack,
  OrganizationFunctionRule,
  OrganizationManagedRule,
  OrganizationRules,
  RemediationRole,
} from "../../modules/config";
import { AgentParameters, HostPolicy } from "../../modules/hosts";
import {
  BreakGlassRole,
  FunctionGroup,
  FunctionPolicies,
  FunctionRole,
  OidcProvider,
  trustJobs,
  trustUsers,
} from "../../modules/iam";
import { CisScanConfiguration, SuppressionFilter } from "../../modules/inspector";
import { CloudHsmKeyStore, CustomerManagedKey, ExternalKeyStore } from "../../modules/kms";
import { LogValidator } from "../../modules/log-validation";
import { DelegatedAdministrator } from "../../modules/organizations";
import { ConfigBucket, ofAccount, TrailBucket } from "../../modules/s3";
import { Assignments, PermissionSet } from "../../modules/sso";
import { synthesizeApp } from "../support/terraform";
import type { Template } from "../support/terraform";
import { SMALLEST } from "./smallest-uses";

const HERE = { accountId: "222222222222", region: "eu-west-1" };
const TRAIL = { trailName: "trail", ...HERE, organizationId: "o-exampleorgid" };
const INSTANCE = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
const GROUP = "90670c2a14-1234abcd-12ab-34cd-56ef-1234567890ab";
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const ROOT = "arn:aws:iam::111111111111:root";
const READ = { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "*" } as const;

function synthesize(make: (stack: TerraformStack, other: TerraformStack) => void): {
  template: Template;
  waits: string[];
} {
  let tested: TerraformStack | undefined;
  const { stacks } = synthesizeApp((app) => {
    const [other, stack] = ["other", "test"].map((id) => {
      const made = new TerraformStack(app, id);
      awsEnvironment(made, HERE);
      return made;
    }) as [TerraformStack, TerraformStack];
    make(stack, other);
    tested = stack;
  });
  const template = stacks.test;
  if (template === undefined) throw new Error("the stack was not written");
  return { template, waits: (tested?.dependencies ?? []).map(({ node }) => node.id) };
}

const alone = (make: (stack: TerraformStack) => void): Template => synthesize(make).template;
const text = (stack: TerraformStack, id = "text") => new TerraformVariable(stack, id, { type: "string" }).stringValue;
const number = (stack: TerraformStack) => new TerraformVariable(stack, "number", { type: "number" }).numberValue;
const list = (stack: TerraformStack, id = "list") =>
  new TerraformVariable(stack, id, { type: "list(string)" }).listValue;

describe("what Terraform knows later", () => {
  it.each<[string, (stack: TerraformStack) => void, string, string, unknown]>([
    [
      "hours of a role",
      (s) => new FunctionRole(s, "x", { hours: number(s), trust: [trustUsers([ROOT])], policyArns: {} }),
      "aws_iam_role",
      "max_session_duration",
      "${(var.number * 3600)}",
    ],
    [
      "the addresses of a network",
      (s) => new HsmNetwork(s, "x", { cidr: text(s), availabilityZones: ["eu-west-1a"] }),
      "aws_subnet",
      "cidr_block",
      "${cidrsubnet(var.text, 4, 0)}",
    ],
    [
      "excluded accounts of a rule",
      (s) => new OrganizationManagedRule(s, "x", { identifier: "A", excludedAccounts: list(s) }),
      "aws_config_organization_managed_rule",
      "excluded_accounts",
      "${var.list}",
    ],
    [
      "types of a rule",
      (s) => new OrganizationManagedRule(s, "x", { identifier: "A", resourceTypes: list(s) }),
      "aws_config_organization_managed_rule",
      "resource_types_scope",
      "${var.list}",
    ],
    [
      "excluded accounts of a pack",
      (s) => new OrganizationConformancePack(s, "x", { templateBody: "Resources: {}", excludedAccounts: list(s) }),
      "aws_config_organization_conformance_pack",
      "excluded_accounts",
      "${var.list}",
    ],
  ])("is let through: %s", (_, make, type, argument, expected) => {
    expect(alone(make).resource(type)[argument]).toEqual(expected);
  });

  it.each<[string, (stack: TerraformStack) => void, string, string]>([
    [
      "who breaks the glass",
      (s) => new BreakGlassRole(s, "x", { trusted: { users: list(s) } }),
      "aws_iam_role",
      '"Principal":{"AWS":${jsonencode(var.list)}}',
    ],
    [
      "what remedies",
      (s) => new RemediationRole(s, "x", { actions: list(s) }),
      "aws_iam_role_policy",
      '"Action":${jsonencode(var.list)},',
    ],
    [
      "topics",
      (s) => new ConfigRecorderRole(s, "x", { bucket: "config-logs", topicArns: list(s) }),
      "aws_iam_role_policy",
      '"Resource":${jsonencode(var.list)}}',
    ],
    [
      "roles of a function",
      (s) => new FunctionGroup(s, "x", { roleArns: list(s), mfaPolicyArn: "arn:aws:iam::222222222222:policy/mfa" }),
      "aws_iam_policy",
      '"Resource":${jsonencode(var.list)}}',
    ],
  ])("is written into a policy as a list: %s", (_, make, type, expected) => {
    expect(JSON.stringify(alone(make).resource(type))).toContain(JSON.stringify(expected).slice(1, -1));
  });

  it("is the account of a reader of a bucket", () => {
    const template = alone((stack) => {
      new ConfigBucket(stack, "x", { bucketName: "config-logs", protection: ofAccount({ readers: [text(stack)] }) });
    });
    expect(template.resource("aws_s3_bucket_policy").policy).toContain(
      '"aws:PrincipalAccount":["222222222222","${element(split(":", var.text), 4)}"]',
    );
  });

  it("is the provider of jobs without its scheme", () => {
    const template = alone((stack) => {
      const { host, providerArn } = new OidcProvider(stack, "eks", { url: text(stack) });
      const trust = [
        trustJobs("Jobs", providerArn, { StringEquals: { [`${host}:sub`]: "system:serviceaccount:a:b" } }),
      ];
      new FunctionRole(stack, "x", { trust, policyArns: {} });
    });
    expect(JSON.stringify(template.resource("aws_iam_role").assume_role_policy)).toContain("${replace(var.text, ");
  });

  it("is a credential with its braces or without", () => {
    const credential = { accessKeyId: "${var.id}", secretAccessKey: "var.secret" };
    const template = alone((stack) => {
      new ExternalKeyStore(stack, "written", { endpoint: "https://a.example.com", credential });
      new ExternalKeyStore(stack, "given", {
        endpoint: "https://b.example.com",
        credential: { accessKeyId: text(stack, "id"), secretAccessKey: text(stack, "secret") },
      });
    });
    for (const store of template.resources("aws_kms_custom_key_store")) {
      expect(store.xks_proxy_authentication_credential).toEqual({
        access_key_id: expect.stringMatching(/^\$\{coalesce\(var\.id, "A+"\)\}$/) as string,
        raw_secret_access_key: expect.stringMatching(/^\$\{coalesce\(var\.secret, "A+"\)\}$/) as string,
      });
    }
  });

  it.each<[string, (stack: TerraformStack) => unknown]>([
    ["availabilityZones", (s) => new HsmNetwork(s, "x", { availabilityZones: list(s) })],
    ["availabilityZones[0]", (s) => new HsmNetwork(s, "x", { availabilityZones: [text(s)] })],
    [
      "subnets[0]",
      (s) => new HsmCluster(s, "x", { subnets: [{ availabilityZone: text(s), subnetId: "subnet-0123456789abcdef0" }] }),
    ],
    ["services", (s) => new DelegatedAdministrator(s, "x", { accountId: "333333333333", services: list(s) })],
    ["awsPolicyArns", (s) => new PermissionSet(s, "x", { instanceArn: INSTANCE, awsPolicyArns: list(s) })],
    ["policyNames", (s) => new PermissionSet(s, "x", { instanceArn: INSTANCE, policyNames: list(s) })],
    ["accountIds", (s) => new CisScanConfiguration(s, "x", { accountIds: list(s), targetTags: { a: ["b"] } })],
    ["texts.title", (s) => new SuppressionFilter(s, "x", { reason: "r", criteria: { texts: { title: list(s) } } })],
    ["logGroupArns", (s) => new CloudWatchAccessPolicies(s, "x", { logGroupArns: list(s) })],
    [
      "logGroupArns",
      (s) => new HostPolicy(s, "x", { namespace: "H", logGroupArns: list(s), parameterArns: list(s, "more") }),
    ],
    [
      "accountIds",
      (s) =>
        new OrganizationFunctionRule(s, "x", {
          functionArn: "arn:aws:lambda:eu-west-1:222222222222:function:owner",
          accountIds: list(s),
        }),
    ],
  ])("is refused by name where something is made of each entry: %s", (prop, make) => {
    expect(() => alone(make)).toThrow(new RegExp(`test/x: .*${prop.replaceAll(/[.[\]]/g, "\\$&")}: got "a (list|ref)`));
  });
});

describe("ready", () => {
  const statement = { title: "A", pattern: "a" };
  const modules: Readonly<Record<string, (stack: TerraformStack) => { ready?: unknown }>> = {
    AccountRules: (s) => new AccountRules(s, "x", { rules: { a: { identifier: "A" }, b: { identifier: "B" } } }),
    AgentParameters: (s) => new AgentParameters(s, "x", { namespace: "Hosts", logGroupPrefix: "/org/hosts" }),
    Assignments: (s) =>
      new Assignments(s, "x", {
        permissionSet: new PermissionSet(s, "set", { instanceArn: INSTANCE }),
        groupId: GROUP,
        accounts: { a: "333333333333", b: "444444444444" },
      }),
    CloudWatchAccessPolicies: (s) => new CloudWatchAccessPolicies(s, "x"),
    ConfigAccessPolicies: (s) => new ConfigAccessPolicies(s, "x"),
    DelegatedAdministrator: (s) =>
      new DelegatedAdministrator(s, "x", {
        accountId: "333333333333",
        services: ["config-multiaccountsetup.amazonaws.com", "config.amazonaws.com"],
      }),
    FunctionGroup: (s) =>
      new FunctionGroup(s, "x", {
        roleArns: ["arn:aws:iam::333333333333:role/auditor"],
        mfaPolicyArn: "arn:aws:iam::222222222222:policy/mfa",
      }),
    FunctionPolicies: (s) => new FunctionPolicies(s, "x", { policies: { a: [READ], b: [READ] } }),
    FunctionRole: (s) =>
      new FunctionRole(s, "x", {
        trust: [trustUsers([ROOT])],
        policyArns: { a: "arn:aws:iam::aws:policy/A", b: "arn:aws:iam::aws:policy/B" },
      }),
    HsmNetwork: (s) => new HsmNetwork(s, "x", { availabilityZones: ["eu-west-1a", "eu-west-1b"] }),
    LogAlarms: (s) => new LogAlarms(s, "x", { logGroup: "logs", alarms: { a: statement, b: statement } }),
    LogValidator: (s) => new LogValidator(s, "x", { trail: TRAIL, bucket: "trail-logs" }),
    OrganizationRules: (s) =>
      new OrganizationRules(s, "x", { rules: { a: { identifier: "A" }, b: { identifier: "B" } } }),
  };
  /** They have one resource, or are not waited for. */
  const withoutReady = [
    "AccountDefaults",
    "AccountPublicAccessBlock",
    "AlarmDashboard",
    "EbsEncryption",
    "IdentityCenter",
    "InstanceMetadataDefaults",
    "OrganizationPolicy",
    "PasswordPolicy",
    "SecurityContact",
    "SnapshotBlockPublicAccess",
    "StripDefaultSecurityGroups",
    "VpcFlowLogs",
  ];
  /** Who delivers to the log group names it, and so waits for it. */
  const logGroups = ["FlowLogGroup", "TrailLogGroup"];
  const others = Object.entries(SMALLEST).filter(([name]) => ![...withoutReady, ...logGroups].includes(name));

  /** Resources that nothing else of the stack refers to or waits for: what is made last. Names of keys are not needed. */
  const lastOf = (template: Template): string[] => {
    const resources = Object.entries(template.json.resource as Record<string, Record<string, object>>).flatMap(
      ([type, named]) =>
        Object.entries(named).map(([name, body]) => [`${type}.${name}`, JSON.stringify(body)] as const),
    );
    const names = resources.map(([address]) => address);
    return names.filter(
      (address) =>
        !/\.waiting$|^aws_kms_alias\./.test(address) && !resources.some(([, body]) => body.includes(address)),
    );
  };

  it.each([...Object.entries(modules), ...others])("of %s is all that it makes, for modules", (_, make) => {
    const last = lastOf(alone(make));
    const template = alone((stack) => {
      new OrganizationManagedRule(stack, "waiting", { identifier: "A", after: [make(stack) as never] });
    });
    const waiting = template.resources("aws_config_organization_managed_rule").find(({ depends_on }) => depends_on);
    expect(last.filter((address) => !(waiting?.depends_on as string[]).includes(address))).toEqual([]);
  });

  it("is one local value for resources of one's own, made where it is asked for", () => {
    const make = modules.DelegatedAdministrator as (stack: TerraformStack) => DelegatedAdministrator;
    expect(alone(make).json).not.toHaveProperty("locals");
    const { json } = alone((stack) => {
      const { ready } = make(stack);
      new TerraformOutput(stack, "one", { value: "1", dependsOn: [ready] });
      new TerraformOutput(stack, "two", { value: "2", dependsOn: [ready] });
    });
    const { locals, output } = json as unknown as {
      locals: Record<string, string[]>;
      output: Record<string, { depends_on: string[] }>;
    };
    const [[name, all]] = Object.entries(locals) as [[string, string[]]];
    expect(all).toHaveLength(2);
    expect(all.join()).toMatch(/^\$\{aws_organizations_delegated_administrator\.\S+\},\$\{aws_org\S+\}$/);
    expect(Object.values(output).map(({ depends_on }) => depends_on)).toEqual([[`local.${name}`], [`local.${name}`]]);
  });
});

describe("a module of another stack", () => {
  it.each<[string, (stack: TerraformStack, other: TerraformStack) => void]>([
    [
      "a permission set that is assigned",
      (stack, other) => {
        const awsPolicyArns = ["arn:aws:iam::aws:policy/SecurityAudit"];
        const permissionSet = new PermissionSet(other, "set", { instanceArn: INSTANCE, awsPolicyArns });
        new Assignments(stack, "x", { permissionSet, groupId: GROUP, accounts: { a: "333333333333" } });
      },
    ],
    [
      "a cluster of a key store",
      (stack, other) => {
        const { subnets } = new HsmNetwork(other, "network", { availabilityZones: ["eu-west-1a", "eu-west-1b"] });
        const cluster = new HsmCluster(other, "cluster", { subnets });
        new CloudHsmKeyStore(stack, "x", { cluster, trustAnchor: CERTIFICATE });
      },
    ],
    [
      "a key store of a key",
      (stack, other) => {
        const store = new CloudHsmKeyStore(other, "store", {
          cluster: "cluster-abcdefghijk",
          trustAnchor: CERTIFICATE,
        });
        new CustomerManagedKey(stack, "x", { description: "Logs", statements: [], material: store.material() });
      },
    ],
    [
      "a bucket that is validated",
      (stack, other) => {
        const bucket = new TrailBucket(other, "bucket", { bucketName: "logs", trail: TRAIL, emitsEvents: true });
        new LogValidator(stack, "x", { trail: TRAIL, bucket });
      },
    ],
    [
      "delegations that a rule needs",
      (stack, other) => {
        const services = ["config-multiaccountsetup.amazonaws.com", "config.amazonaws.com"];
        const delegation = new DelegatedAdministrator(other, "x", { accountId: "222222222222", services });
        new OrganizationManagedRule(stack, "x", { identifier: "A", after: [delegation] });
      },
    ],
  ])("is waited for as its stack, and nothing of it is named: %s", (_, make) => {
    const { template, waits } = synthesize(make);
    expect(waits).toEqual(["other"]);
    const { data = {}, resource } = template.json as unknown as {
      data?: Record<string, object>;
      resource: Record<string, object>;
    };
    const declared = [...Object.entries(resource), ...Object.entries(data)].flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    );
    const written = JSON.stringify({ data, resource }).replaceAll(/cross-stack-output-\S*?(?=[^\w-])/g, "");
    const named = [...written.matchAll(/(?<![.\w-])(?:data\.)?(aws_\w+\.[\w-]+)/g)].map(([, address]) => address);
    expect(named.filter((address) => !declared.includes(address ?? ""))).toEqual([]);
    expect(written).not.toMatch(/"depends_on":\[[^\]]*terraform_remote_state/);
  });
});

describe("default names", () => {
  it("of a validator's two rules differ, as both are of the default bus", () => {
    const template = alone((stack) => new LogValidator(stack, "x", { trail: TRAIL, bucket: "trail-logs" }));
    const names = template.resources("aws_cloudwatch_event_rule").map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("of keys are ones that KMS takes", () => {
    const template = alone((stack) => new CustomerManagedKey(stack, "my.key", { description: "", statements: [] }));
    expect(template.resource("aws_kms_alias").name).toBe("alias/test-my-key");
  });
});

it("lists of an expression are lists", () => {
  const template = alone((stack) => {
    new BreakGlassRole(stack, "x", { trusted: { users: Fn.split(",", text(stack)) } });
  });
  expect(template.resource("aws_iam_role").assume_role_policy).toContain('${jsonencode(split(",", var.text))}');
});
