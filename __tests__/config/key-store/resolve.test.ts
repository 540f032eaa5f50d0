import { readFileSync } from "node:fs";
import { parseLandingZone } from "../../../config/load";
import type { LandingZone } from "../../../config/landing-zone";
import { extended } from "../support";

const landingZone = (...lines: string[]): LandingZone =>
  parseLandingZone(extended(...lines), "examples/test.yaml").landingZone;
const cloudhsm = (phase: string, more = "", archive = "archive: { encryption: cloudhsm }"): LandingZone =>
  landingZone(
    archive,
    `keyStore: { type: cloudhsm, phase: ${phase}, trustAnchor: customerCA.crt, availabilityZones: [eu-west-1b, eu-west-1a]${more} }`,
  );

describe("a key store", () => {
  it("is none by default, and the logs are KMS's to encrypt", () => {
    const { archive, keyStore } = landingZone();
    expect(keyStore).toBeUndefined();
    expect(archive.encryption).toBe("kms");
  });

  it("has by default the trail's logs, FIPS, a VPC of its own, and no host", () => {
    expect(cloudhsm("cluster").keyStore).toEqual({
      type: "cloudhsm",
      phase: "cluster",
      logs: ["trail"],
      encrypts: [],
      mode: "FIPS",
      availabilityZones: ["eu-west-1b", "eu-west-1a"],
      network: { cidr: "10.111.0.0/24" },
      trustAnchor: readFileSync("examples/customerCA.crt", "utf8"),
      backupRetentionDays: 90,
      clientHost: false,
    });
  });

  it("is in the subnets that are given", () => {
    const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
    expect(cloudhsm("cluster", `, network: { subnets: [${subnets.join(", ")}] }`).keyStore).toMatchObject({
      network: { subnets },
    });
  });

  it.each([
    ["cluster", "cloudhsm", []],
    ["store", "cloudhsm", []],
    ["active", "cloudhsm", ["trail", "config"]],
    ["active", "kms", []],
  ])("in phase %s, with encryption %s, encrypts %j", (phase, encryption, encrypts) => {
    const { keyStore } = cloudhsm(phase, ", logs: [trail, config]", `archive: { encryption: ${encryption} }`);
    expect(keyStore).toMatchObject({ logs: ["trail", "config"], encrypts });
  });

  it("outside of AWS has the path of the proxy's API", () => {
    const { keyStore } = landingZone(
      "archive: { encryption: external }",
      "keyStore: { type: external, phase: active, connectivity: public-endpoint, endpoint: https://xks.example.com, keyId: logs }",
    );
    expect(keyStore).toMatchObject({ path: "/kms/xks/v1", keyId: "logs", encrypts: ["trail"] });
  });
});
