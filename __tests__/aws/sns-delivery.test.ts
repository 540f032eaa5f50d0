import { deliversTo } from "../../aws/sns-delivery";

describe("a topic", () => {
  it.each<["function" | "queue", from: string, to: string, expected: boolean]>([
    ["function", "af-south-1", "af-south-1", true],
    ["function", "us-east-1", "eu-west-1", true],
    ["function", "af-south-1", "eu-west-1", true],
    ["function", "eu-west-1", "af-south-1", false],
    ["function", "me-south-1", "af-south-1", false],
    ["queue", "af-south-1", "eu-west-1", true],
    ["queue", "eu-west-1", "af-south-1", true],
    ["queue", "me-south-1", "af-south-1", false],
  ])("delivers to a %s from %s to %s: %j", (kind, from, to, expected) => {
    expect(deliversTo(kind, from, to)).toBe(expected);
  });
});
