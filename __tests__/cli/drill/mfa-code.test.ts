import { earlier, mfaCode } from "../../../cli/drill/mfa-code";

/** "12345678901234567890" in base 32, as in appendix B of https://www.rfc-editor.org/rfc/rfc6238, of which six digits are shown. */
const SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("the code of an MFA device", () => {
  it.each([
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
    [20000000000, "353130"],
  ])("is that of RFC 6238, %s seconds after 1970", (seconds, code) => {
    expect(mfaCode(SEED, new Date(seconds * 1000))).toBe(code);
  });

  it("is another half a minute before", () => {
    const at = new Date(59_000);
    expect(mfaCode(SEED, earlier(at))).toBe(mfaCode(SEED, new Date(29_000)));
    expect(mfaCode(SEED, earlier(at))).not.toBe(mfaCode(SEED, at));
  });
});
