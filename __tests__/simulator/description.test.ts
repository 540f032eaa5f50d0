import { readFileSync } from "node:fs";
import { Failure } from "../../console/failure";
import { parseMoreExisting } from "../../simulator/description";

describe("a file of what exists besides", () => {
  it("is read as the example has it", () => {
    const file = "examples/existing-organization.aws.json";
    const text = readFileSync(file, "utf8");
    expect(parseMoreExisting(text, file)).toEqual(JSON.parse(text));
  });

  it.each([
    ["{", "past.json: is not JSON"],
    ["[]", "past.json: is no JSON object"],
    ["null", "past.json: is no JSON object"],
    ['{ "trails": [] }', 'past.json: there is no key "trails"'],
    ['{ "accounts": {} }', "past.json: accounts is no list"],
  ])("is refused when it is %s, with what is allowed", (text, message) => {
    const read = () => parseMoreExisting(text, "past.json");
    expect(read).toThrow(Failure);
    expect(read).toThrow(message);
    expect(read).toThrow("allowed  a JSON object with lists: accounts, delegatedAdministrators");
  });
});
