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

/** Letters, digits and hyphens between dots, two parts at least; AWS takes no other domains. */
const DOMAIN = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+";

/**
 * Address of the root user of an account that is to be created. AWS refuses others late, if at all; an account whose mail
 * nobody can read can be neither entered nor removed.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export const createdAccountEmail = text(
  new RegExp(`^(?=.{6,64}$)(?!\\.)[A-Za-z0-9!#$*+/=?^_\`{}~.-]+@${DOMAIN}$`),
  "an e-mail address of 6 to 64 ASCII characters, none of them a blank or one of \"'()<>[]:;,\\|%&",
  "aws-audit@example.com",
);

/**
 * Address that people or SNS write to: a local part of 64 and a whole of 254 characters at most, without quotes, comments
 * and what is not ASCII.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1
 */
export const email = text(
  new RegExp(`^(?=.{3,254}$)(?!\\.)[A-Za-z0-9!#$%&'*+/=?^_\`{|}~.-]{1,64}@${DOMAIN}$`),
  "an e-mail address in ASCII, such as security@example.com",
  "security@example.com",
);

/**
 * An ARN, whose partition, region and account have the form that hashicorp/aws wants.
 *
 * @param service `sqs`
 * @param region `any`, or `none` for what is global
 * @param resource pattern of what follows the account
 */
export function arn(
  service: string,
  region: "any" | "none",
  resource: string,
  form: string,
  ...examples: string[]
): z.ZodString {
  const where = region === "any" ? "[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}" : "";
  return text(new RegExp(`^arn:aws(-[a-z]+)*:${service}:${where}:[0-9]{12}:${resource}$`), form, ...examples);
}

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
