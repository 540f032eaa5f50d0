import { changed, extended, told } from "../support";

describe("lists", () => {
  it("have no entry twice", () => {
    expect(told(extended("alerts: { emails: [a@example.com, A@example.com] }"))).toEqual([
      expect.stringMatching(/^18:35 alerts\.emails\[1\]: the address is the same as that of alerts\.emails\[0\]/),
    ]);
    expect(
      told(changed({ "organization:": "organization:\n  trustedServices: [sso.amazonaws.com, sso.amazonaws.com]" })),
    ).toHaveLength(1);
    expect(told(changed({ "organization:": "organization:\n  policyTypes: [TAG_POLICY, TAG_POLICY]" }))).toHaveLength(
      1,
    );
  });
});
