import type { Recording } from "../config/aws-config/settings";
import type { RecordedTypes } from "../modules/config/recording-group";

/** Which types a recorder records, in the words of its module. */
export function recordedTypes({ except, only }: Recording): RecordedTypes {
  if (only.length > 0) {
    return { only };
  }
  return except.length > 0 ? { except } : "all";
}
