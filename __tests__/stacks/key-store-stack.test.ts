import { parseLandingZone } from "../../config/load";
import type { LandingZone } from "../../config/landing-zone";
import { uses } from "../modules/kms/support";
import { existingLandingZone, stackOf, synthesizeLandingZone } from "../support/landing-zones";
import { landingZoneOf, readExample } from "../support/examples";
import type { Block, Template } from "../support/terraform";

/** The example with other fields of its key store and archive. */
function example(keyStore: object, archive: object = { encryption: "cloudhsm" }, more: object = {}): LandingZone {
  const { keyStore: ofExample, ...sections } = readExample("cloudhsm");
  return landingZoneOf({ ...sections, ...more, archive, keyStore: { ...ofExample, ...keyStore } });
}

const synthesized = (landingZone: LandingZone) => synthesizeLandingZone(landingZone);
const inPhase = (phase: string) => synthesized(example({ phase })).stacks;
const [cluster, store, active] = ["cluster", "store", "active"].map(inPhase) as [
  Record<string, Template>,
  Record<string, Template>,
  Record<string, Template>,
];
const movedBack = synthesized(example({ phase: "active" }, { encryption: "kms" })).stacks;

const keyStore = (stacks: Record<string, Template>): Template => stackOf(stacks, "key-store");
const encryptionOf = (stacks: Record<string, Template>, bucket: string): string =>
  JSON.stringify(
    stackOf(stacks, "log-archive")
      .resources("aws_s3_bucket_server_side_encryption_configuration")
      .find(({ bucket: id }) => String(id).includes(bucket)),
  );
const trailKey = (stacks: Record<string, Template>): unknown =>
  stackOf(stacks, "organization-trail").resource("aws_cloudtrail").kms_key_id;
const addresses = (template: Template, type: string): string[] =>
  template.addresses.filter((address) => address.startsWith(`${type}.`));

it("is made where there is a key store, in the log archive, before it and after the organization", () => {
  const { manifest, stacks } = synthesized(example({ phase: "active" }));
  const dependencies = (stack: string) => (manifest.stacks as Record<string, Block>)[stack]?.dependencies;
  expect(Object.keys(synthesizeLandingZone(existingLandingZone()).stacks)).not.toContain("key-store");
  expect(keyStore(stacks).json.provider.aws).toHaveLength(1);
  expect(dependencies("key-store")).toEqual(["organization"]);
  expect(dependencies("log-archive")).toEqual(expect.arrayContaining(["key-store"]));
  expect(dependencies("organization-trail")).toEqual(expect.arrayContaining(["key-store", "log-archive"]));
});

describe("the phase cluster", () => {
  it("makes the cluster with one HSM, in the first zone, and no key store", () => {
    expect(keyStore(cluster).resource("aws_cloudhsm_v2_hsm")).toMatchObject({ availability_zone: "eu-west-1a" });
    expect(keyStore(cluster).resources("aws_kms_custom_key_store")).toEqual([]);
    expect(keyStore(cluster).resources("aws_kms_key")).toHaveLength(1);
  });

  it("leaves the logs as they were", () => {
    expect(trailKey(cluster)).toMatch(/cross-stack-reference-input-log-archive.*log-key/);
    expect(encryptionOf(cluster, "trail-bucket")).toContain("aws_kms_key.log-key");
  });
});

describe("the phase store", () => {
  it("adds an HSM in the other zone, and the key store with the certificate of the file", () => {
    expect(
      keyStore(store)
        .resources("aws_cloudhsm_v2_hsm")
        .map(({ availability_zone: zone }) => zone),
    ).toEqual(["eu-west-1a", "eu-west-1b"]);
    expect(keyStore(store).resource("aws_kms_custom_key_store")).toMatchObject({
      custom_key_store_name: "hsm-org-logs",
      custom_key_store_type: "AWS_CLOUDHSM",
      trust_anchor_certificate: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n/) as unknown,
    });
  });

  it("takes nothing of the phase before away", () => {
    expect(keyStore(store).addresses).toEqual(expect.arrayContaining(keyStore(cluster).addresses));
    expect(keyStore(active).addresses).toEqual(expect.arrayContaining(keyStore(store).addresses));
  });

  it("makes no key, and leaves the logs as they were", () => {
    expect(keyStore(store).resources("aws_kms_key")).toHaveLength(1);
    expect(trailKey(store)).toBe(trailKey(cluster));
    expect(stackOf(store, "log-archive").json).toEqual(stackOf(cluster, "log-archive").json);
  });
});

describe("the phase active", () => {
  const key = (stacks: Record<string, Template>) => keyStore(stacks).resource("aws_kms_key", "log-key");

  it("makes a key in the key store that KMS does not rotate", () => {
    expect(key(active)).toMatchObject({
      enable_key_rotation: false,
      custom_key_store_id: expect.stringContaining("aws_kms_custom_key_store") as unknown,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("gives it the policy of the log key, whatever backs it", () => {
    const policyOf = (template: Template) =>
      // The account is another reference in each stack.
      Object.keys(template.statements("aws_kms_key", "policy", "log-key"));
    expect(policyOf(keyStore(active))).toEqual(policyOf(stackOf(active, "log-archive")));
    const existing = synthesized(
      parseLandingZone(
        [
          "name: small",
          "homeRegion: eu-west-1",
          "regions: [eu-west-1]",
          "organization: { id: o-exampleorgid, trustedServices: [], policyTypes: [], organizationalUnits: [{ name: Security }] }",
          "accounts:",
          '  management: { id: "111111111111", email: management@example.com }',
          '  logArchive: { id: "222222222222", email: log-archive@example.com, organizationalUnit: Security }',
          '  audit: { id: "333333333333", email: audit@example.com }',
          "archive: { encryption: external }",
          "keyStore: { type: external, phase: active, connectivity: public-endpoint, endpoint: https://xks.example.com, keyId: logs }",
        ].join("\n"),
        "small.yaml",
      ).landingZone,
    ).stacks;
    expect(keyStore(existing).resource("aws_kms_key", "log-key").policy).toBe(
      stackOf(existing, "log-archive").resource("aws_kms_key", "log-key").policy,
    );
    expect(Object.keys(uses(keyStore(existing)))).toContain("ReadersDecryptTrail");
  });

  it("moves the trail and its bucket to the key, and nothing else", () => {
    expect(trailKey(active)).toMatch(/cross-stack-reference-input-key-store.*log-key/);
    expect(encryptionOf(active, "trail-bucket")).toContain("cross-stack-reference-input-key-store");
    expect(encryptionOf(active, "config-bucket")).toBe(encryptionOf(store, "config-bucket"));
    const changed = Object.entries(stackOf(active, "log-archive").json.resource ?? {}).filter(
      ([type, resources]) =>
        JSON.stringify(resources) !== JSON.stringify(stackOf(store, "log-archive").json.resource?.[type]),
    );
    expect(changed.map(([type]) => type)).toEqual(["aws_s3_bucket_server_side_encryption_configuration"]);
    expect(stackOf(active, "log-archive").addresses).toEqual(stackOf(store, "log-archive").addresses);
  });

  it("moves AWS Config's bucket if the file says so", () => {
    const { stacks } = synthesized(example({ phase: "active", logs: ["config"] }));
    expect(encryptionOf(stacks, "config-bucket")).toContain("cross-stack-reference-input-key-store");
    expect(encryptionOf(stacks, "trail-bucket")).toContain("aws_kms_key.log-key");
    expect(trailKey(stacks)).toBe(trailKey(store));
  });

  it("keeps the log key, and keeps key store and key when it is moved back", () => {
    expect(stackOf(active, "log-archive").resources("aws_kms_key")).toHaveLength(1);
    expect(keyStore(movedBack).json.resource).toEqual(keyStore(active).json.resource);
    expect(trailKey(movedBack)).toBe(trailKey(store));
    expect(encryptionOf(movedBack, "trail-bucket")).toBe(encryptionOf(store, "trail-bucket"));
  });

  it("lets the copies of the trail be made under both keys, in whichever direction it moves", () => {
    const replica = { replica: { region: "eu-central-1" } };
    for (const encryption of ["cloudhsm", "kms"]) {
      const { stacks } = synthesized(
        example({ phase: "active" }, { encryption, ...replica }, { regions: ["eu-west-1", "eu-central-1"] }),
      );
      const { Decrypt } = stackOf(stacks, "log-archive").statements("aws_iam_role_policy");
      expect([...(Decrypt?.Resource as string[])].sort()).toEqual([
        expect.stringContaining("aws_kms_key.log-key.arn"),
        expect.stringContaining("cross-stack-reference-input-key-store"),
      ]);
    }
  });
});

describe("what watches the key store", () => {
  const probed = (stacks: Record<string, Template>): unknown =>
    (keyStore(stacks).resource("aws_lambda_function").environment as { variables: unknown }).variables;
  const alarm = (stacks: Record<string, Template>, end: string): Block | undefined =>
    keyStore(stacks)
      .resources("aws_cloudwatch_metric_alarm")
      .find(({ alarm_name: name }) => String(name).endsWith(end));
  const external = (phase: string): Record<string, Template> => {
    const fields = "keyId: logs, connectivity: public-endpoint, endpoint: https://xks.example.com";
    return synthesized(existingLandingZone(`keyStore: { type: external, phase: ${phase}, ${fields} }`)).stacks;
  };

  it("always has something to publish, as its silence is an alarm", () => {
    expect(probed(cluster)).toHaveProperty("CLUSTER_ID");
    expect(probed(cluster)).not.toHaveProperty("KEY_STORE");
    for (const stacks of [store, active, external("store"), external("active")]) {
      expect(probed(stacks)).toHaveProperty("KEY_STORE");
    }
  });

  it("wants the key store connected from the phase active on", () => {
    const disconnected = (stacks: Record<string, Template>) => alarm(stacks, "key-store-disconnected");
    expect([cluster, store, external("store")].map(disconnected)).toEqual([undefined, undefined, undefined]);
    expect([active, external("active")].map(disconnected)).not.toContain(undefined);
  });

  it("wants an HSM in each zone once there is one", () => {
    const availabilityZones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
    const three = (phase: string) => synthesized(example({ phase, availabilityZones })).stacks;
    expect([three("cluster"), three("active"), active].map((stacks) => alarm(stacks, "hsm-zones")?.threshold)).toEqual([
      1, 3, 2,
    ]);
  });
});

describe("what the key store holds", () => {
  it("is in the state as a variable that is null and sensitive, and nowhere in the JSON", () => {
    for (const stacks of [cluster, store, active]) {
      expect(keyStore(stacks).json.variable).toEqual({
        plan_role: expect.objectContaining({ default: "" }) as unknown,
        key_store_password: expect.objectContaining({ type: "string", default: null, sensitive: true }) as unknown,
      });
    }
    expect(keyStore(active).resource("aws_kms_custom_key_store")).toMatchObject({
      key_store_password: "${var.key_store_password}",
      lifecycle: { prevent_destroy: true, ignore_changes: ["key_store_password"] },
    });
  });

  it("is guarded against destruction: cluster, HSMs, key store and key", () => {
    for (const type of ["aws_cloudhsm_v2_cluster", "aws_cloudhsm_v2_hsm", "aws_kms_custom_key_store", "aws_kms_key"]) {
      for (const { lifecycle } of keyStore(active).resources(type)) {
        expect(lifecycle).toMatchObject({ prevent_destroy: true });
      }
    }
  });
});

describe("the dashboard of the key store", () => {
  it.each([
    ["cluster", cluster],
    ["active", active],
  ])("shows every alarm of the stack once, by severity: %s", (_, stacks) => {
    const { dashboard_body: body, dashboard_name: name } = keyStore(stacks).resource("aws_cloudwatch_dashboard");
    expect(name).toBe("hsm-org-key-store");
    const { widgets } = JSON.parse(String(body)) as {
      widgets: { properties: { title?: string; alarms?: string[] } }[];
    };
    const shown = widgets.flatMap(({ properties: { alarms = [] } }) => alarms);
    const made = keyStore(stacks).addresses.filter((address) => address.startsWith("aws_cloudwatch_metric_alarm."));
    expect(shown.sort()).toEqual(made.map((address) => `\${${address}.arn}`).sort());
    expect(widgets.flatMap(({ properties: { title = [] } }) => title)).toEqual(["critical", "high", "medium", "low"]);
  });
});

describe("what a later phase or another type made", () => {
  const external = (phase: string): Template => {
    const fields = "keyId: logs, connectivity: public-endpoint, endpoint: https://xks.example.com";
    return keyStore(
      synthesized(existingLandingZone(`keyStore: { type: external, phase: ${phase}, ${fields} }`)).stacks,
    );
  };
  const KEY = "aws_kms_key.log-key";
  const STORE = "aws_kms_custom_key_store.key-store";
  const CLUSTER = "aws_cloudhsm_v2_cluster.cluster";
  const SECOND_HSM = expect.stringMatching(/^aws_cloudhsm_v2_hsm\.cluster_hsm-eu-west-1b_/) as unknown;

  it.each([
    ["cloudhsm, cluster", keyStore(cluster), [SECOND_HSM, STORE, KEY]],
    ["cloudhsm, store", keyStore(store), [KEY]],
    ["cloudhsm, active", keyStore(active), []],
    ["external, store", external("store"), [CLUSTER, KEY]],
    ["external, active", external("active"), [CLUSTER]],
  ])("is kept from being destroyed, by the name that it has where it is made: %s", (_, template, kept) => {
    expect(template.kept).toEqual(kept);
    for (const address of template.kept) {
      const [type = "", name] = address.split(".");
      expect(template.resource(type, name)).toMatchObject({ count: 0, lifecycle: { prevent_destroy: true } });
      expect(keyStore(active).addresses).toContain(address);
    }
  });
});

describe("the client host", () => {
  const withHost = synthesized(example({ phase: "cluster", clientHost: true })).stacks;

  it("is all that comes and goes with its setting", () => {
    const more = keyStore(withHost).addresses.filter((address) => !keyStore(cluster).addresses.includes(address));
    expect(more.length).toBeGreaterThan(0);
    expect(more.every((address) => /\.client-(host|subnet)/.test(address))).toBe(true);
    expect(keyStore(withHost).resources("aws_cloudhsm_v2_cluster")).toEqual(
      keyStore(cluster).resources("aws_cloudhsm_v2_cluster"),
    );
  });

  it("is in a subnet of its own, the only one with a way out", () => {
    expect(keyStore(withHost).resource("aws_instance")).toMatchObject({
      subnet_id: "${aws_subnet.client-subnet.id}",
      associate_public_ip_address: true,
    });
    expect(addresses(keyStore(withHost), "aws_internet_gateway")).toHaveLength(1);
    expect(addresses(keyStore(cluster), "aws_internet_gateway")).toEqual([]);
  });

  it("is in the first of subnets that are given, without a public address", () => {
    const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
    const { stacks } = synthesized(example({ phase: "cluster", clientHost: true, network: { subnets } }));
    expect(addresses(keyStore(stacks), "aws_vpc")).toEqual([]);
    expect(addresses(keyStore(stacks), "aws_internet_gateway")).toEqual([]);
    expect(keyStore(stacks).resource("aws_instance")).toMatchObject({
      subnet_id: expect.stringContaining("data.aws_subnet") as unknown,
      associate_public_ip_address: false,
    });
  });
});
