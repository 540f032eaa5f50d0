import { lacksConfiguration, regionsOf } from "../../review/resource-regions";
import { change, planOf } from "../cli/plan/support";

const plan = planOf([], { "aws_iam_role.home": "aws", "aws_sns_topic.away": "aws.eu-central-1" });
const state = (provider: string) => ({
  resources: [{ mode: "managed" as const, type: "aws_sns_topic", name: "gone", provider }],
});
const gone = change("aws_sns_topic.gone", ["delete"]);

describe("the region of a resource", () => {
  it("is that of the provider that the configuration gives it", () => {
    const regionOf = regionsOf(plan);
    expect(regionOf({ type: "aws_iam_role", name: "home" })).toBe("eu-west-1");
    expect(regionOf({ type: "aws_sns_topic", name: "away" })).toBe("eu-central-1");
  });

  it("is said by the state when the resource is not in the configuration any more", () => {
    expect(lacksConfiguration(plan, gone)).toBe(true);
    const address = 'provider["registry.terraform.io/hashicorp/aws"]';
    expect(regionsOf(plan, state(`${address}.eu-central-1`))(gone)).toBe("eu-central-1");
    expect(regionsOf(plan, state(address))(gone)).toBe("eu-west-1");
  });

  it("is called as the provider was that went with the last resource of its region", () => {
    const provider = 'provider["registry.opentofu.org/hashicorp/aws"].us-east-1';
    expect(regionsOf(plan, state(provider))(gone)).toBe("us-east-1");
  });

  it("is unknown where nothing says it", () => {
    expect(regionsOf(plan)(gone)).toBeUndefined();
  });

  it("needs no state for one of several instances", () => {
    expect(lacksConfiguration(plan, change('aws_sns_topic.away["a.b"]', ["delete"]))).toBe(false);
  });
});
