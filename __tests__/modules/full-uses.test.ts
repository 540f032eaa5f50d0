// The examples of docs/modules: what they show can be synthesized.
import { TerraformStack } from "cdktf";
import { awsEnvironment } from "../../modules";
import { synthesizeApp } from "../support/terraform";
import { FULL } from "./full-uses";
import { SMALLEST } from "./smallest-uses";

describe("the full example", () => {
  it("is there for every construct that has a smallest one", () => {
    expect(Object.keys(FULL).sort()).toEqual(Object.keys(SMALLEST).sort());
  });

  it.each(Object.entries(FULL))("of %s makes or reads resources", (_, make) => {
    const { stacks } = synthesizeApp((app) => {
      const stack = new TerraformStack(app, "example");
      awsEnvironment(stack, { accountId: "222222222222", region: "eu-west-1" });
      make(stack);
    });
    const { data, resource } = stacks.example?.json ?? {};
    expect({ ...data, ...resource }).not.toEqual({});
  });
});
