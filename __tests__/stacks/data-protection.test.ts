import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { typesOf } from "../../aws/resource-classes";
import { LandingZoneStack } from "../../stacks/landing-zone-stack";
import { landingZoneOf, readExample } from "../support/examples";
import { existingLandingZone, synthesizeLandingZone } from "../support/landing-zones";
import { synthesizeApp } from "../support/terraform";

const KEY_STORE =
  "keyStore: { type: cloudhsm, phase: active, trustAnchor: examples/customerCA.crt, availabilityZones: [eu-west-1a, eu-west-1b] }";

const created = synthesizeLandingZone(
  landingZoneOf({ ...readExample("cloudhsm"), inspector: {}, logValidation: {} }),
).stacks;
const existing = synthesizeLandingZone(existingLandingZone(KEY_STORE, "inspector: {}", "logValidation: {}")).stacks;

class Careless extends LandingZoneStack {}

function synthesizeCareless(): void {
  const landingZone = existingLandingZone();
  synthesizeApp((app) => {
    const stack = new Careless(app, "careless", landingZone, { slug: "audit", accountId: "333333333333" });
    new S3Bucket(stack, "logs", {});
    new CloudwatchLogGroup(stack, "events", { lifecycle: { preventDestroy: false } });
  });
}

describe("data protection", () => {
  it("names everything that holds data and could be destroyed, and writes nothing", () => {
    expect(synthesizeCareless).toThrow("careless/logs (aws_s3_bucket) holds data but lacks lifecycle.preventDestroy");
    for (const what of ["lifecycle.preventDestroy", "skipDestroy"]) {
      expect(synthesizeCareless).toThrow(`careless/events (aws_cloudwatch_log_group) holds data but lacks ${what}`);
    }
  });

  it.each([
    ["created", created],
    ["existing", existing],
  ])("covers everything of a landing zone whose accounts are %s", (_, stacks) => {
    const types = new Set<string>();
    for (const template of Object.values(stacks)) {
      for (const type of typesOf("data")) {
        for (const resource of template.resources(type)) {
          types.add(type);
          expect(resource.lifecycle).toMatchObject({ prevent_destroy: true });
        }
      }
    }
    expect([...types].sort()).toEqual([...typesOf("data")].sort());
  });

  it("never empties a bucket", () => {
    for (const { text } of Object.values(created)) {
      expect(text).not.toContain("force_destroy");
    }
  });
});
