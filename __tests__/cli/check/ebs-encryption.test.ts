import { ebsEncryption } from "../../../cli/check/ebs-encryption";
import { existingLandingZone } from "../../support/landing-zones";
import "../../support/quiet-aws-sdk";
import { environmentOf, whats } from "./fakes";

describe("the check of EBS encryption", () => {
  const environment = environmentOf(existingLandingZone());

  it("says where new volumes are not encrypted", async () => {
    const answered = (EbsEncryptionByDefault: boolean) =>
      whats(ebsEncryption, environment, { GetEbsEncryptionByDefault: { EbsEncryptionByDefault } });
    expect(await answered(true)).toEqual([]);
    expect(await answered(false)).toEqual(["new EBS volumes are not encrypted"]);
  });

  it("does not look where the file does not ask for it", () => {
    const without = existingLandingZone("baseline: { ebsEncryption: false }");
    expect([environment, environmentOf(without)].map(ebsEncryption.concerns)).toEqual([true, false]);
  });
});
