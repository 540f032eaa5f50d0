import { GLOBAL_SERVICES } from "../../aws/availability";
import type { GlobalService } from "../../aws/availability";
import type { Partition } from "../../aws/regions";
import type { Recording } from "./settings";

export interface UnrecordedInput {
  readonly partition: Partition;
  /** Governed regions. */
  readonly regions: readonly string[];
  readonly recording: Pick<Recording, "except" | "only">;
}

/** A global service, and the Region that would have to be governed. */
export interface UnrecordedService extends Pick<GlobalService, "name"> {
  readonly recordedIn: string;
}

/**
 * Global services that recorders of all types take, and that none of the governed regions records. Those whose types the file
 * excepts were thought of; those that it names in `only` are warned of one by one. IAM is warned of on its own.
 */
export function unrecordedServices({ partition, recording, regions }: UnrecordedInput): UnrecordedService[] {
  return GLOBAL_SERVICES.flatMap(({ name, recordedIn: { [partition]: recordedIn }, types }) =>
    recording.only.length > 0 ||
    recordedIn === undefined ||
    regions.includes(recordedIn) ||
    types.every((type) => recording.except.includes(type))
      ? []
      : { name, recordedIn },
  );
}
