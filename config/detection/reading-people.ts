import type { JobFunctionKey } from "../access/keys";
import { LONGEST_PERMISSION_SET } from "../access/resolve";
import { CORE_ACCOUNTS } from "../keys";
import { fitted, namedAfter } from "../names";
import type { Configuration } from "../schema";
import { accountIdToCome } from "./key-accounts";

export interface ReadingPeopleInput {
  readonly access?: Configuration["access"];
  /** Of the log archive; absent where AWS has yet to give it. */
  readonly logArchiveId?: string;
  readonly name: string;
  readonly partition: string;
}

const READER: JobFunctionKey = "logReader";

/**
 * Issuers of the sessions in which people read logs whose job function that is, with `*` for any text: the role of the function,
 * and what IAM Identity Center makes of its permission set. None where the file names no such people.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
 */
export function readingPeople({ access, logArchiveId, name, partition }: ReadingPeopleInput): string[] {
  if (!access?.functions[READER].enabled) {
    return [];
  }
  const account = logArchiveId ?? accountIdToCome(CORE_ACCOUNTS.logArchive);
  return [
    `arn:${partition}:iam::${account}:role/${namedAfter(name, READER)}`,
    // Nobody but the service makes roles at this path; between its end and the name there may be a region.
    ...(access.through.includes("identity-center")
      ? [`*/AWSReservedSSO_${fitted(name, READER, LONGEST_PERMISSION_SET)}_*`]
      : []),
  ];
}
