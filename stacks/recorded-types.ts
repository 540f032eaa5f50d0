import type { Recording } from "../config/aws-config/settings";
import type { RecordedTypes } from "../modules/config/recording-group";

/** The types that a recorder records, as its module takes them. */
export function recordedTypes({ except, only }: Recording): RecordedTypes {
  if (only.length > 0) {
    return { only };
  }
  return except.length > 0 ? { except } : "all";
}
