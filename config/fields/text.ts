import { z } from "zod";
import { DEPLOYABLE_REGIONS, REGIONS } from "../../aws/regions";

/**
 * A text of a given form.
 *
 * @param pattern what the whole text must match
 * @param form says it to people: "twelve digits, in quotes"
 * @param examples for editors and the documentation
 */
export function text(pattern: RegExp, form: string, ...examples: string[]): z.ZodString {
  return z.string().regex(pattern, { error: form }).meta({ examples });
}

/** @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html */
export const accountId = text(/^[0-9]{12}$/, 'twelve digits in quotes, such as "012345678901"', "012345678901");

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html */
export const email = text(
  /^(?=.{6,64}$)[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/,
  "an e-mail address of 6 to 64 characters, such as aws-audit@example.com",
  "aws-audit@example.com",
);

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleName = text(
  /^[A-Za-z0-9_+=,.@-]{1,64}$/,
  "the name of an IAM role, not its ARN: 1 to 64 letters, digits and _+=,.@-",
  "OrganizationAccountAccessRole",
);

/**
 * Region names are for editors to complete; they are checked against the table of regions by the conflicts, which know
 * what was meant.
 */
export const regionName = z.string().meta({ enum: DEPLOYABLE_REGIONS, examples: ["eu-west-1"] });

/** Any region, also one that the provider is too old for. */
export const anyRegionName = z.string().meta({ enum: [...REGIONS.keys()], examples: ["eu-west-1"] });
