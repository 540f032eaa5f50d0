import { denial, exceptBreakGlass, exceptDeployment } from "../../../config/guardrails/denial";
import { BREAK_GLASS, DEPLOYMENT, input } from "./support";

describe("denial", () => {
  it("denies actions on resources under a condition, to nobody by name", () => {
    const condition = exceptBreakGlass(input());
    expect(denial("Leave", "organizations:LeaveOrganization", "*", condition)).toEqual({
      Sid: "Leave",
      Effect: "Deny",
      Action: "organizations:LeaveOrganization",
      Resource: "*",
      Condition: condition,
    });
  });
});

describe("an exemption", () => {
  it("is for the break-glass role of every account, where what is lost cannot be had again", () => {
    expect(exceptBreakGlass(input())).toEqual({ ArnNotLike: { "aws:PrincipalArn": BREAK_GLASS } });
  });

  it("is for the deployment role as well, where a deployment has to do it", () => {
    expect(exceptDeployment(input())).toEqual({ ArnNotLike: { "aws:PrincipalArn": [BREAK_GLASS, DEPLOYMENT] } });
  });

  it("is for roles of the same partition", () => {
    expect(exceptBreakGlass(input({ partition: "aws-cn" }))).toEqual({
      ArnNotLike: { "aws:PrincipalArn": "arn:aws-cn:iam::*:role/emergency" },
    });
  });
});
