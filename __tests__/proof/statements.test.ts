import { statementsOf } from "../../proof/statements";

const text = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

describe("the statements of a policy in Terraform JSON", () => {
  it("are as AWS gets them, their variables without the second letter that Terraform wants", () => {
    const [statement] = statementsOf(
      text({ Sid: "Own", Effect: "Deny", NotResource: "arn:aws:s3:::b/$${aws:PrincipalAccount}/100%%{}$1*" }),
    );
    expect(statement?.NotResource).toBe("arn:aws:s3:::b/${aws:PrincipalAccount}/100%{}$1*");
  });

  it("are left alone otherwise", () => {
    const statement = { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: ["a$$b", "${aws:username}"] };
    expect(statementsOf(text(statement))).toEqual([statement]);
  });
});
