import { API_CALL } from "../../config/detection/definition";
import type { Recorded } from "./way";

/** A call that is tampering. */
export interface Tampering extends Recorded {
  /** What to call it by: `config:StopConfigurationRecorder`. */
  readonly row: string;
  /** Members of ways that are no more, or not to be relied on, afterwards. */
  readonly takes: readonly string[];
}

/** Where a call is made. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** A call by its service's name in CloudTrail and IAM, and its own, that CloudTrail records as one that changes something. */
export function call(
  service: string,
  eventName: string,
  requestParameters: object,
  { account, region, takes = [] }: Place & { readonly takes?: readonly string[] },
): Tampering {
  return {
    row: `${service}:${eventName} ${Object.values(requestParameters).flat().map(String).join(" ")}`.trim(),
    type: API_CALL,
    record: {
      eventSource: `${service}.amazonaws.com`,
      eventName,
      readOnly: false,
      managementEvent: true,
      requestParameters,
      recipientAccountId: account,
    },
    account,
    region,
    takes,
  };
}
