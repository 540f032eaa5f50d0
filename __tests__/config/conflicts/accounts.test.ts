import { ADOPTED, changed, extended, problems } from "../support";

describe("accounts", () => {
  it("have different addresses, whatever their case", () => {
    expect(problems(changed({ "audit:": "  audit: { email: LOG-ARCHIVE@example.com }" }))).toEqual([
      expect.stringMatching(
        /^13:19 accounts\.audit\.email: the e-mail address is the same as that of accounts\.logArchive\.email \| "LOG-ARCHIVE@example\.com", after "log-archive@example\.com"/,
      ),
    ]);
  });

  it("have different ids", () => {
    const text = changed({
      "organization:": ADOPTED,
      "audit:": '  audit: { email: audit@example.com, id: "111111111111" }',
    });
    expect(problems(text)).toEqual([
      expect.stringMatching(
        /^16:42 accounts\.audit\.id: the account id is the same as that of accounts\.management\.id/,
      ),
    ]);
  });

  it("have names that differ in more than case and punctuation", () => {
    expect(problems(extended("    - { name: SHOP., email: other@example.com }").replace("SHOP.", "Sho p")).length).toBe(
      0,
    );
    expect(problems(extended("    - { name: SHOP, email: other@example.com }"))).toEqual([
      expect.stringMatching(
        /^18:15 accounts\.workloads\[1\]\.name: the account name is the same as that of accounts\.workloads\[0\]\.name/,
      ),
    ]);
  });

  it.each(["management", "Log Archive", "AUDIT"])("of workloads are not called like a core account: %s", (name) => {
    expect(problems(changed({ "- name: shop": `    - name: ${name}` }))).toEqual([
      expect.stringMatching(
        /^15:13 accounts\.workloads\[0\]\.name: the stack of this account would be called baseline-/,
      ),
    ]);
  });

  it("that exist are in an organization that exists", () => {
    expect(problems(changed({ "audit:": '  audit: { email: audit@example.com, id: "333333333333" }' }))).toEqual([
      expect.stringMatching(
        /^13:42 accounts\.audit\.id: this account exists already, but the organization is to be created .*organization\.id/,
      ),
    ]);
  });

  it("have other names than those that core accounts have by default", () => {
    expect(problems(changed({ "audit:": "  audit: { email: audit@example.com, name: Log-Archive }" }))).toEqual([
      '13:44 accounts.audit.name: the account name is the same as that of accounts.logArchive.name | "Log-Archive", after "log-archive" | give the account another name; upper case, blanks and punctuation make no difference',
    ]);
  });

  it("that swap their default names are not confused", () => {
    const text = changed({
      "logArchive:": "  logArchive: { email: log-archive@example.com, name: audit }",
      "audit:": "  audit: { email: audit@example.com, name: log-archive }",
    });
    expect(problems(text)).toEqual([]);
  });

  it("are reported where they exist before the organization does, except the management account", () => {
    expect(problems(changed({ "audit:": '  audit: { email: audit@example.com, id: "333333333333" }' }))).toHaveLength(
      1,
    );
    expect(
      problems(
        changed({
          "organization:": ADOPTED,
          "audit:": '  audit: { email: audit@example.com, id: "333333333333" }',
        }),
      ),
    ).toEqual([]);
  });
});
