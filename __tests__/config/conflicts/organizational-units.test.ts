import { changed, problems } from "../support";

describe("organizational units", () => {
  it("that accounts are in exist", () => {
    expect(
      problems(changed({ "organizationalUnit: Workloads": "      organizationalUnit: Workload/Production" })),
    ).toEqual([
      '17:27 accounts.workloads[0].organizationalUnit: there is no such organizational unit | "Workload/Production" | Security, Workloads, Workloads/Production | did you mean "Workloads/Production"?',
    ]);
  });

  it("are reported as missing altogether when there are none", () => {
    const [message = ""] = problems(
      'name: example\nhomeRegion: eu-west-1\nregions: [eu-west-1]\naccounts:\n  management: { id: "111111111111", email: m@example.com }\n  logArchive: { email: l@example.com, organizationalUnit: Security }\n  audit: { email: a@example.com }\n',
    );
    expect(message).toMatch(
      /\| none: organization\.organizationalUnits is empty \| add it to organization\.organizationalUnits$/,
    );
  });

  it("have different names beside one another", () => {
    expect(problems(changed({ "- name: Workloads": "    - name: Security\n    - name: Workloads" }))).toEqual([
      '7:13 organization.organizationalUnits[1].name: the name is the same as that of organization.organizationalUnits[0].name beside it | "Security" | give the unit another name, or put what is below both into one',
    ]);
  });

  it("have names beside one another that differ in more than case", () => {
    expect(problems(changed({ "- name: Workloads": "    - name: security\n    - name: Workloads" }))).toEqual([
      '7:13 organization.organizationalUnits[1].name: the identifier "security" is the same as that of organization.organizationalUnits[0].name | "security", after "Security" | give the unit another name: its identifier is its path in lower case, with - for all but letters a to z and digits',
    ]);
  });

  it("have different identifiers, wherever they are", () => {
    expect(problems(changed({ "- name: Security": "    - name: Workloads-Production\n    - name: Security" }))).toEqual(
      [
        expect.stringMatching(
          /^10:17 .*: the identifier "workloads-production" is the same as that of organization\.organizationalUnits\[0\]\.name \| "Workloads\/Production", after "Workloads-Production"/,
        ),
      ],
    );
  });

  it("that are there twice are reported once, without everything below them", () => {
    const twice = "    - { name: Workloads, organizationalUnits: [{ name: Production }] }\n    - name: Security";
    expect(problems(changed({ "- name: Security": twice }))).toEqual([
      expect.stringMatching(/^8:13 organization\.organizationalUnits\[2\]\.name: the name is the same/),
    ]);
  });

  it("that are there twice below one that is there twice are reported, too", () => {
    const twice =
      "    - name: Security\n    - { name: Workloads, organizationalUnits: [{ name: A }] }\n" +
      "    - { name: Workloads, organizationalUnits: [{ name: B }, { name: B }] }";
    expect(problems(changed({ "- name: Security": twice })).map((message) => message.split(" ")[1])).toEqual([
      "organization.organizationalUnits[2].name:",
      "organization.organizationalUnits[2].organizationalUnits[1].name:",
      "organization.organizationalUnits[3].name:",
    ]);
  });

  it.each([
    ["Production", 'write the whole path: "Workloads/Production"'],
    ["workloads/production", 'did you mean "Workloads/Production"?'],
    ["/Workloads/Production", 'did you mean "Workloads/Production"?'],
    ["Finance", "name one of them, or add it to organization.organizationalUnits"],
    ['""', "name one of them, or add it to organization.organizationalUnits"],
  ])("are named by their whole path, in its case, unlike %s", (unit, fix) => {
    const [message = ""] = problems(changed({ "organizationalUnit: Workloads": `      organizationalUnit: ${unit}` }));
    expect(message).toMatch(/^17:27 accounts\.workloads\[0\]\.organizationalUnit: there is no such/);
    expect(message.endsWith(` | ${fix}`)).toBe(true);
  });

  it("may have the same name below different parents", () => {
    expect(problems(changed({ "- name: Production": "        - name: Security\n        - name: Production" }))).toEqual(
      [],
    );
  });

  it("are at most five levels deep", () => {
    const tree = (depth: number): string =>
      depth === 1 ? "{ name: L1 }" : `{ name: L${depth}, organizationalUnits: [${tree(depth - 1)}] }`;
    const withTree = (depth: number) => changed({ "- name: Security": `    - name: Security\n    - ${tree(depth)}` });
    expect(problems(withTree(5))).toEqual([]);
    expect(problems(withTree(6))).toEqual([
      expect.stringContaining("organizational units may be 5 levels deep, and this one is on level 6"),
    ]);
  });
});
