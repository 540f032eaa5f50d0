import { readFileSync } from "node:fs";
import { parseLandingZone } from "../../../config/load";
import { changed, extended, problems } from "../support";

/** Paths of files begin at the folder of the tests, as the text is that of `test.yaml`. */
const TRUST_ANCHOR = "trustAnchor: examples/customerCA.crt";
const ZONES = "availabilityZones: [eu-west-1a, eu-west-1b]";

const cloudhsm = (fields: string, ...more: string[]): string[] =>
  problems(extended(`keyStore: { type: cloudhsm, ${fields} }`, ...more));
const external = (fields: string, ...more: string[]): string[] =>
  problems(extended(`keyStore: { type: external, endpoint: https://xks.example.com, ${fields} }`, ...more));

it("accepts a cluster, whatever is to encrypt the logs later", () => {
  expect(cloudhsm(`phase: cluster, ${ZONES}`)).toEqual([]);
  expect(cloudhsm(`phase: cluster, ${ZONES}`, "archive: { encryption: cloudhsm }")).toEqual([]);
  expect(cloudhsm(`phase: active, ${TRUST_ANCHOR}, ${ZONES}`, "archive: { encryption: kms }")).toEqual([]);
});

describe("what is to encrypt the logs", () => {
  it.each(["cloudhsm", "external"])("needs a key store: %s", (encryption) => {
    expect(problems(extended(`archive: { encryption: ${encryption} }`))).toEqual([
      `18:24 archive.encryption: there is no key store that could encrypt the logs | "${encryption}" | add keyStore: with type: ${encryption}, or set encryption: kms`,
    ]);
  });

  it("is the type of the key store, or KMS", () => {
    expect(cloudhsm(`phase: cluster, ${ZONES}`, "archive: { encryption: external }")).toEqual([
      '19:24 archive.encryption: the key store is of the type cloudhsm | "external" | kms, cloudhsm | set encryption: cloudhsm, or kms',
    ]);
  });

  it("is no problem besides those of the key store", () => {
    expect(problems(extended("archive: { encryption: cloudhsm }", "keyStore: { type: luna }"))).toEqual([
      expect.stringMatching(/^19:19 keyStore\.type: not one of the values it may have/),
    ]);
  });

  it("has the log key beside it, in the same account", () => {
    expect(cloudhsm(`phase: cluster, ${ZONES}`, "archive: { logKeyAccount: audit }")).toEqual([
      '19:27 archive.logKeyAccount: cluster, key store and key have to be in one account, with the log key beside them to move back to | "audit" | log-archive, as there is a keyStore | set logKeyAccount: log-archive, or remove keyStore',
    ]);
  });
});

describe("the logs of a key store", () => {
  it("are those of its Region", () => {
    expect(cloudhsm(`phase: cluster, logs: [trail, config], ${ZONES}`)).toEqual([]);
    expect(cloudhsm(`phase: cluster, logs: [trail, replica], ${ZONES}`)).toEqual([
      '18:59 keyStore.logs[1]: the copies are in another Region, whose key needs a cluster and a key store of its own there | "replica" | remove it: the copies stay encrypted with the key of the replica',
    ]);
  });

  it("are at least one, each once", () => {
    expect(cloudhsm(`phase: cluster, logs: [], ${ZONES}`)).toHaveLength(1);
    expect(cloudhsm(`phase: cluster, logs: [trail, trail], ${ZONES}`)).toHaveLength(1);
  });
});

describe("the zones of HSMs", () => {
  it("are two or more", () => {
    expect(cloudhsm("phase: cluster, availabilityZones: [eu-west-1a]")).toEqual([
      "18:64 keyStore.availabilityZones: must have at least 2 zones: a key store needs active HSMs in two of them | a list",
    ]);
  });

  it("are different ones", () => {
    expect(cloudhsm("phase: cluster, availabilityZones: [eu-west-1a, eu-west-1a]")).toHaveLength(1);
  });

  it("are in the home region", () => {
    expect(cloudhsm("phase: cluster, availabilityZones: [eu-west-1a, us-east-1a]")).toEqual([
      '18:77 keyStore.availabilityZones[1]: not a zone of the home region, where the bucket is that the key encrypts | "us-east-1a" | zones of eu-west-1, such as eu-west-1a',
    ]);
  });

  it("are neither Local Zones nor ids of zones", () => {
    expect(cloudhsm("phase: cluster, availabilityZones: [eu-west-1-lon-1a, euw1-az1]")).toHaveLength(2);
  });
});

describe("the network of HSMs", () => {
  const network = (fields: string): string[] => cloudhsm(`phase: cluster, ${ZONES}, network: { ${fields} }`);

  it("is a VPC that is made, or subnets, one for each zone", () => {
    expect(network("cidr: 10.120.16.0/20")).toEqual([]);
    expect(network("subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]")).toEqual([]);
  });

  it("is not both", () => {
    expect(
      network("cidr: 10.120.0.0/24, subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]").map((problem) =>
        problem.replace(/^[0-9:]+ /, ""),
      ),
    ).toEqual([
      "keyStore.network.cidr: a VPC is made, or subnets are given, not both | remove cidr, or remove subnets",
    ]);
  });

  it("has as many subnets as zones", () => {
    expect(network("subnets: [subnet-0123456789abcdef0, subnet-0123456789abcdef1, subnet-0123456789abcdef2]")).toEqual([
      expect.stringMatching(/there have to be as many subnets as .* \| 3 subnets, 2 zones \| /),
    ]);
  });

  it.each([
    ["10.111.0.1/24", "10.111.0.0/24"],
    ["10.111.8.0/20", "10.111.0.0/20"],
    ["172.16.255.0/16", "172.16.0.0/16"],
  ])("begins at the first address of its block: %s", (cidr, meant) => {
    expect(network(`cidr: ${cidr}`)).toEqual([
      expect.stringContaining(`not the first address of a block of this size | "${cidr}" | did you mean ${meant}?`),
    ]);
  });

  it.each(["127.0.0.0/24", "169.254.0.0/16", "224.0.0.0/16", "0.0.0.0/16", "255.255.0.0/16"])(
    "has none of the reserved addresses %s",
    (cidr) => {
      expect(network(`cidr: ${cidr}`)).toEqual([expect.stringContaining("which no VPC can have")]);
    },
  );

  it.each(["10.0.0.0/25", "10.0.0.0/15", "10.0.0.256/24", "10.0.0/24", "fd00::/64"])("has no addresses %s", (cidr) => {
    expect(network(`cidr: "${cidr}"`)).toHaveLength(1);
  });
});

describe("a phase", () => {
  it.each(["store", "active"])("has a trust anchor from %s on", (phase) => {
    expect(cloudhsm(`phase: ${phase}, ${ZONES}`)).toEqual([
      `18:36 keyStore.phase: keyStore.trustAnchor is missing: KMS checks with it that the cluster is yours | phase: ${phase} | add trustAnchor: with the path of customerCA.crt, which signed the cluster's certificate`,
    ]);
    expect(cloudhsm(`phase: ${phase}, ${ZONES}, ${TRUST_ANCHOR}`)).toEqual([]);
  });

  it("has a trust anchor that is one, also where it is not needed yet", () => {
    expect(cloudhsm(`phase: cluster, ${ZONES}, trustAnchor: package.json`)).toEqual([
      expect.stringMatching(/keyStore\.trustAnchor: the trust anchor holds no certificate in PEM/),
    ]);
  });

  it("of an external key store has the id of a key once it is active", () => {
    expect(external("phase: store, connectivity: public-endpoint")).toEqual([]);
    expect(external("phase: active, connectivity: public-endpoint, keyId: logs")).toEqual([]);
    expect(external("phase: active, connectivity: public-endpoint")).toEqual([
      expect.stringMatching(
        /keyStore\.phase: keyStore\.keyId is missing: KMS makes no keys in an external key manager/,
      ),
    ]);
  });

  it("of an external key store is not that of a cluster", () => {
    expect(external("phase: cluster, connectivity: public-endpoint")).toHaveLength(1);
  });
});

describe("the way to an external key store", () => {
  const SERVICE = "endpointService: com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0";

  it("is the internet, or a VPC endpoint service of the home region", () => {
    expect(external(`phase: store, connectivity: vpc-endpoint-service, ${SERVICE}`)).toEqual([]);
    expect(external("phase: store, connectivity: vpc-endpoint-service")).toEqual([
      expect.stringMatching(/keyStore\.connectivity: keyStore\.endpointService is missing/),
    ]);
    expect(external(`phase: store, connectivity: public-endpoint, ${SERVICE}`)).toEqual([
      expect.stringMatching(/keyStore\.endpointService: KMS reaches a public endpoint without/),
    ]);
    expect(
      external(`phase: store, connectivity: vpc-endpoint-service, ${SERVICE.replace("eu-west-1", "us-east-1")}`),
    ).toEqual([expect.stringMatching(/keyStore\.endpointService: the VPC endpoint service has to be in the Region/)]);
  });

  it("is no longer than KMS takes it", () => {
    const way = (path: string, service: string) =>
      external(`phase: store, connectivity: vpc-endpoint-service, path: ${path}, endpointService: ${service}`);
    const prefix = "a".repeat(128 - "//kms/xks/v1".length);
    const service = `com.amazonaws.vpce.eu-west-1.vpce-svc-${"0".repeat(26)}`;
    expect(way(`/${prefix}/kms/xks/v1`, service)).toEqual([]);
    expect(way(`/${prefix}a/kms/xks/v1`, service)).toEqual([expect.stringMatching(/keyStore\.path: .*128 characters/)]);
    expect(way("/kms/xks/v1", `${service}0`)).toEqual([
      expect.stringMatching(/keyStore\.endpointService: .*64 characters/),
    ]);
  });

  it("does not exist in China", () => {
    const china = changed({ "homeRegion:": "homeRegion: cn-north-1", "regions:": "regions: [cn-north-1]" });
    const fields = "phase: store, connectivity: public-endpoint, endpoint: https://xks.example.com";
    expect(problems(`${china}\nkeyStore: { type: external, ${fields} }`)).toEqual([
      expect.stringMatching(/keyStore\.type: KMS has no external key stores in China/),
    ]);
  });

  it.each(["http://xks.example.com", "https://xks.example.com/kms", "https://xks", `https://${"a".repeat(125)}.com`])(
    "has no address %s",
    (endpoint) => {
      const lines = extended(
        `keyStore: { type: external, phase: store, connectivity: public-endpoint, endpoint: "${endpoint}" }`,
      );
      expect(problems(lines)).toHaveLength(1);
    },
  );

  it("has no fields of a cluster", () => {
    expect(external("phase: store, connectivity: public-endpoint, clientHost: true")).toHaveLength(1);
  });
});

it("says of the example what the example says", () => {
  const { landingZone } = parseLandingZone(readFileSync("examples/cloudhsm.yaml", "utf8"), "examples/cloudhsm.yaml");
  expect(landingZone.keyStore).toMatchObject({ type: "cloudhsm", phase: "active", encrypts: ["trail"] });
});
