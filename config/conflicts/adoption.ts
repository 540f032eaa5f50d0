import type { Finding } from "../source/document";

/** What is asked of the key `organization`. */
export interface OrganizationToAdopt {
  /** Absent where the organization is to be created. */
  readonly id?: string;
  /** Whether a list is in the file, empty or not, readable or not. */
  readonly isWritten: (list: CompleteList) => boolean;
}

type CompleteList = keyof typeof COMPLETE_LISTS;

/**
 * Lists that the provider manages as a whole, with what happens to the entries that the file does not have, and the command
 * that prints the present ones as lines of the file. With `--output text` the AWS CLI asks each page apart, so that an
 * entry has to be a line.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html#text-output
 */
const COMPLETE_LISTS = {
  trustedServices: {
    loss: "switches off the trusted access of every service that is not in it",
    command: [
      "aws organizations list-aws-service-access-for-organization \\",
      '  --query "EnabledServicePrincipals[].[ServicePrincipal]" \\',
    ],
  },
  policyTypes: {
    loss: "disables every policy type that is not in it",
    command: ["aws organizations list-roots \\", "  --query \"Roots[].PolicyTypes[?Status=='ENABLED'][].[Type]\" \\"],
  },
} as const;

const AS_LINES_OF_THE_FILE = "  --output text | sed 's/^/    - /'";

/** An organization that exists has both lists already, and nobody means to empty them by silence. */
export function listsOfAdoptedOrganization({ id, isWritten }: OrganizationToAdopt): Finding[] {
  if (id === undefined) {
    return [];
  }
  return (Object.keys(COMPLETE_LISTS) as CompleteList[])
    .filter((list) => !isWritten(list))
    .map((list) => ({
      path: ["organization", list],
      message: `is missing: Terraform ${COMPLETE_LISTS[list].loss}`,
      allowed: "a list, [] where nothing is enabled",
      fix: `run this in the management account and paste what it prints below ${list}:`,
      command: [...COMPLETE_LISTS[list].command, AS_LINES_OF_THE_FILE],
    }));
}
