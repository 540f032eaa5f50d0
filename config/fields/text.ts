import { z } from "zod";
import { DOMAIN, FORMATS } from "../../aws/formats";
import type { Format } from "../../aws/formats";
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

/** A text of a form that the modules ask for, too. */
export function formatted({ example, form, pattern }: Format): z.ZodString {
  return text(pattern, form, example);
}

export const accountId = formatted(FORMATS.accountId);

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

/** Address that people or SNS write to. */
export const email = formatted(FORMATS.email);

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

export const roleName = formatted(FORMATS.roleName);

/**
 * Region names are for editors to complete; they are checked against the table of regions by the conflicts, which know
 * what was meant.
 */
export const regionName = z.string().meta({ enum: DEPLOYABLE_REGIONS, examples: ["eu-west-1"] });

/** Any region, also one that the provider is too old for. */
export const anyRegionName = z.string().meta({ enum: [...REGIONS.keys()], examples: ["eu-west-1"] });
