import { Matrix } from "../../proof/matrix";
import type { Cell } from "../../proof/matrix";
import { surprises } from "../../proof/report";
import { weakLayers } from "../../proof/weak-layers";
import { existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 60_000;

const ACCOUNT = "arn:aws:iam::111111111111";
const PERMISSION_SETS = `${ACCOUNT}:role/aws-reserved/sso.amazonaws.com`;

/** Who gets into the break-glass roles of a landing zone that names them. */
async function whoGetsIn(...trusted: string[]): Promise<string[]> {
  const landingZone = existingLandingZone(`breakGlass: { trustedPrincipals: ${JSON.stringify(trusted)} }`);
  const cells = await new Matrix(landingZone).cells(({ area }) => area === "break-glass roles");
  expect(new Set(cells.map(({ question }) => question.label)).size).toBeGreaterThan(1);
  expect(surprises(cells)).toEqual([]);
  expect(weakLayers(cells, landingZone)).toEqual([]);
  const allowed = (cell: Cell): boolean => cell.decision.allowed;
  return [...new Set(cells.filter(allowed).map(({ principal }) => principal.label))];
}

describe("the break-glass role", () => {
  it.each([
    ["an IAM user", `${ACCOUNT}:user/emergency/lead`, "IAM user lead, with MFA"],
    ["the IAM users of an account", `${ACCOUNT}:root`, "IAM user somebody, with MFA"],
    ["a role", `${ACCOUNT}:role/people/security-lead`, "role security-lead"],
    ["a permission set, of any region", `${PERMISSION_SETS}/*AWSReservedSSO_Emergency_*`, "permission set Emergency"],
    [
      "a permission set as it is now",
      `${PERMISSION_SETS}/eu-west-1/AWSReservedSSO_Emergency_0123456789abcdef`,
      "permission set Emergency",
    ],
    [
      "a permission set of us-east-1",
      `${PERMISSION_SETS}/AWSReservedSSO_Emergency_0123456789abcdef`,
      "permission set Emergency",
    ],
  ])(
    "is assumed by %s with what AWS sends for it, and by nobody else",
    async (_, arn, label) => {
      expect(await whoGetsIn(arn)).toEqual([label]);
    },
    TIMEOUT,
  );

  it(
    "is assumed by everyone of several kinds",
    async () => {
      expect(await whoGetsIn(`${ACCOUNT}:user/lead`, `${PERMISSION_SETS}/*AWSReservedSSO_Emergency_*`)).toEqual([
        "IAM user lead, with MFA",
        "permission set Emergency",
      ]);
    },
    TIMEOUT,
  );
});
