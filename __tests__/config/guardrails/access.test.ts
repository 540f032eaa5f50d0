import { GUARDRAILS } from "../../../config/guardrails";
import { existingLandingZone } from "../../support/landing-zones";
import { bySid, BREAK_GLASS, EXCEPT_DEPLOYMENT, input } from "./support";

const statements = (access: ReturnType<typeof input>["access"]) =>
  bySid([
    ...GUARDRAILS.logReaders.serviceControl(input({ access })),
    ...GUARDRAILS.accessIdentities.serviceControl(input({ access })),
  ]);

describe("guardrails of job functions", () => {
  it("say nothing where the file names no functions", () => {
    expect(statements(undefined)).toEqual({});
  });

  it("leave log files to readers and to who breaks the glass, the deployment not included", () => {
    expect(statements({ readers: ["example-log-reader"] }).LogReaders).toMatchObject({
      Action: expect.arrayContaining(["s3:GetObject", "s3:GetObjectVersion"]) as string[],
      Resource: expect.arrayContaining(["arn:aws:s3:::example-cloudtrail-eu-west-1/*"]) as string[],
      Condition: {
        ArnNotLike: {
          "aws:PrincipalArn": [
            BREAK_GLASS,
            "arn:aws:iam::*:role/example-log-validator",
            "arn:aws:iam::*:role/example-log-reader",
          ],
        },
      },
    });
  });

  it("keep groups and the SAML provider, if there is one, from all but the deployment", () => {
    const { AccessGroups, AccessProviders } = statements({ readers: [], samlProvider: "corporate" });
    expect(AccessGroups).toMatchObject({
      Resource: ["arn:aws:iam::*:group/example-*", "arn:aws:iam::*:group/emergency"],
      Condition: EXCEPT_DEPLOYMENT,
    });
    expect(AccessProviders).toMatchObject({ Resource: "arn:aws:iam::*:saml-provider/corporate" });
    expect(statements({ readers: [] }).AccessProviders).toBeUndefined();
  });

  it("know the roles of permission sets and of functions of one's own", () => {
    const { guardrails } = existingLandingZone(
      "access:",
      "  through: [identity-center]",
      "  identityCenter: { region: eu-west-1 }",
    );
    expect(guardrails.map(({ content }) => content).join()).toContain(
      "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_small-log-reader_*",
    );
  });
});
