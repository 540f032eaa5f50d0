import { assumedRoleRecord } from "../../../cli/drill/record";
import { testedEvent } from "../../../cli/test-alarm/tested-event";
import { judgeOf } from "../../../cli/test-alarm/judge";
import { existingLandingZone } from "../../support/landing-zones";

const assumed = {
  time: new Date("2026-03-09T09:41:27.123Z"),
  region: "eu-west-1",
  userArn: "arn:aws:iam::111111111111:user/security-lead",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  roleArn: "arn:aws:iam::222222222222:role/small-break-glass",
  sessionName: "drill",
  serialNumber: "arn:aws:iam::111111111111:mfa/drill-security-lead",
  answered: {
    sessionArn: "arn:aws:sts::222222222222:assumed-role/small-break-glass/drill",
    accessKeyId: "ASIAIOSFODNN7EXAMPLE",
    requestId: "0d7257b0-eea0-4bc8-9ebd-2a309127cb49",
  },
};

describe("the record of an assumed role", () => {
  it("says as CloudTrail does in the role's account who came, from where and for what", () => {
    expect(assumedRoleRecord(assumed)).toMatchObject({
      userIdentity: { type: "AWSAccount", accountId: "111111111111" },
      eventTime: "2026-03-09T09:41:27Z",
      requestParameters: { roleArn: assumed.roleArn, roleSessionName: "drill" },
      readOnly: true,
      recipientAccountId: "222222222222",
    });
  });

  it("names the user of the same account", () => {
    const roleArn = "arn:aws:iam::111111111111:role/small-break-glass";
    expect(assumedRoleRecord({ ...assumed, roleArn })).toMatchObject({
      userIdentity: { type: "IAMUser", arn: assumed.userArn, userName: "security-lead" },
    });
  });

  it("is reported by an alarm and by a rule", () => {
    const event = testedEvent(assumedRoleRecord(assumed));
    if (typeof event === "string") throw new Error(event);
    const { matches } = judgeOf(existingLandingZone())(event);
    expect(matches.map(({ key, kind }) => `${kind} ${key}`)).toEqual(["alarm breakGlassUse", "rule breakGlassAssumed"]);
  });

  it("is of another role where the name only ends the same", () => {
    const roleArn = "arn:aws:iam::222222222222:role/a-small-break-glass";
    const event = testedEvent(assumedRoleRecord({ ...assumed, roleArn }));
    if (typeof event === "string") throw new Error(event);
    expect(judgeOf(existingLandingZone())(event).matches).toEqual([]);
  });
});
