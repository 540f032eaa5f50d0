import { neededPermissions } from "../../../cli/local/needed-permissions";

const asked = (principal: string, action: string, allowed = true) => ({
  account: "111111111111",
  principal,
  action,
  allowed,
});

describe("needed permissions", () => {
  it("are a policy for each role, whatever its account, and for the caller", () => {
    const role = (account: string) => `arn:aws:iam::${account}:role/path/Deployment`;
    expect(
      neededPermissions([
        asked("arn:aws:sts::111111111111:user/moto", "sts:AssumeRole"),
        asked(role("222222222222"), "s3:PutBucketPolicy"),
        asked(role("333333333333"), "s3:CreateBucket"),
        asked(role("333333333333"), "s3:PutBucketPolicy"),
      ]),
    ).toEqual({
      caller: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Resource: "*" }] },
      Deployment: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["s3:CreateBucket", "s3:PutBucketPolicy"], Resource: "*" }],
      },
    });
  });

  it("leave out what was refused", () => {
    expect(neededPermissions([asked("arn:aws:iam::111111111111:role/r", "iam:CreateUser", false)])).toEqual({});
  });
});
