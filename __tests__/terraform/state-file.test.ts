import { parseState } from "../../terraform/state-file";

const read = (text: string) => parseState(text, "states/terraform.organization.tfstate");

describe("a state", () => {
  it("is what Terraform wrote, and none where it is empty", () => {
    const state = { version: 4, resources: [{ mode: "managed", type: "aws_vpc", name: "a", provider: "p" }] };
    expect(read(JSON.stringify(state))).toEqual(state);
    expect(read(JSON.stringify({ version: 4 }))).toEqual({ version: 4 });
    expect(read("\n")).toEqual({});
  });

  it.each<[string, string, RegExp]>([
    ["is cut off", '{"version": 4, "resources": [', /is not JSON, or cut off/],
    ["is a list", "[]", /is no state of Terraform/],
    ["is of Terraform 0.11", '{"version": 3, "modules": []}', /is of version 3/],
    ["has no version", "{}", /is of version none/],
    ["is encrypted", '{"encrypted_data": "x", "serial": 1}', /encrypted by OpenTofu/],
    ["has something else for resources", '{"version": 4, "resources": {"a": 1}}', /is no state of Terraform/],
    ["has something else for instances", '{"version": 4, "resources": [{"instances": 1}]}', /is no state of/],
  ])("that %s never passes for an empty one", (_, text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(/states\/terraform\.organization\.tfstate/);
  });
});
