import { extended, problems } from "../support";

describe("tags", () => {
  it.each(["ManagedBy", "LandingZone"])("leave %s to the landing zone", (key) => {
    expect(problems(extended("tags:", `  ${key}: me`))).toEqual([
      `19:3 tags.${key}: the landing zone sets this tag itself | remove it, or use another key`,
    ]);
  });

  it("are at most forty", () => {
    const tags = (count: number) =>
      extended("tags:", ...Array.from({ length: count }, (_, index) => `  Tag${index}: x`));
    expect(problems(tags(40))).toEqual([]);
    expect(problems(tags(41))).toEqual([expect.stringContaining("too many tags | 41 tags | at most 40")]);
  });

  it("leave the landing zone its own, whatever their case: IAM roles make no difference", () => {
    expect(problems(extended("tags:", "  managedby: me"))).toEqual([
      "19:3 tags.managedby: the landing zone sets the tag ManagedBy itself | remove it, or use another key",
    ]);
  });

  it("have keys that differ in more than case", () => {
    expect(problems(extended("tags:", "  Team: a", "  team: b"))).toEqual([
      "20:3 tags.team: for IAM roles this is the same key as Team: case makes no difference there | remove one of the two",
    ]);
  });

  it("have keys as they are written in the file", () => {
    expect(problems(extended("tags:", "  012: a", "  12: b"))).toEqual([]);
  });

  it("are never lost silently", () => {
    expect(problems(extended("tags:", "  __proto__: a"))).toEqual([
      "19:3 tags.__proto__: not a key that is allowed here | use another key",
    ]);
  });
});
