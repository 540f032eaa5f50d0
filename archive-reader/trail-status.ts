import { GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import type { WalkContext } from "../log-integrity/walk-context";
import { sourceError } from "./source-error";

/**
 * Since when a trail delivers no digests, if it is known to deliver none.
 *
 * @param client of the trail's home region
 * @param notes takes what could not be looked up, as sentences
 */
export async function stoppedSince(
  client: CloudTrailClient,
  arn: string,
  hasValidation: boolean | undefined,
  notes: string[],
): Promise<WalkContext["stopped"]> {
  if (hasValidation === false) {
    return { since: 0, why: "validation is off: the trail delivers no digests" };
  }
  try {
    const status = await client.send(new GetTrailStatusCommand({ Name: arn }));
    if (status.LatestDigestDeliveryError) {
      notes.push(`CloudTrail cannot deliver digests: ${status.LatestDigestDeliveryError}`);
    }
    return status.IsLogging === false
      ? { since: status.StopLoggingTime?.getTime() ?? 0, why: "logging is off: the trail is stopped" }
      : undefined;
  } catch (error) {
    notes.push(`nobody knows whether the trail is stopped: ${sourceError(error).message}`);
    return undefined;
  }
}
