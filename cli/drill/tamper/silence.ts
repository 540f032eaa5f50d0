import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { LandingZone } from "../../../config/landing-zone";
import type { AccountClients } from "../../../terraform/account-clients";
import { LambdaFunction } from "./lambda-function";

/** A way of keeping the validator from its work. */
export interface Silence {
  readonly what: string;
  readonly inAws: string;
  /** Keys of the alarms that are to tell of it. */
  readonly alarms: readonly string[];
  /** Whether sweeps go on. */
  readonly isSwept: boolean;
  begin(): Promise<void>;
  end(): Promise<void>;
}

const IN_AWS = "guardrails deny it to all but the deployment and who breaks the glass";

/** The rule that hands events on: what sweeps find goes on being reported. */
export async function eventsOff({ logArchive, names }: LandingZone, clients: AccountClients): Promise<Silence> {
  const events = new EventBridgeClient(await clients.settings(logArchive));
  const rule = { Name: names.digestRule };
  return {
    what: `rule ${names.digestRule} of ${logArchive.slug} disabled`,
    inAws: IN_AWS,
    alarms: ["digestEventsSilent"],
    isSwept: true,
    begin: async () => {
      await events.send(new DisableRuleCommand(rule));
    },
    end: async () => {
      await events.send(new EnableRuleCommand(rule));
    },
  };
}

/** What keeps the function itself from its work. */
export async function functionOff({ audit, names }: LandingZone, clients: AccountClients): Promise<readonly Silence[]> {
  const validator = new LambdaFunction(names.logValidator, await clients.settings(audit));
  return [
    {
      what: `mapping of the queue to ${names.logValidator} disabled`,
      inAws: IN_AWS,
      alarms: ["logSweepGroupsSilent", "digestEventsSilent"],
      isSwept: false,
      begin: () => validator.setMappings(false),
      end: () => validator.setMappings(true),
    },
    {
      what: `reserved concurrency of ${names.logValidator} set to 0`,
      inAws: IN_AWS,
      alarms: ["logSweepsSilent", "logSweepGroupsSilent"],
      isSwept: false,
      begin: () => validator.reserveConcurrency(0),
      end: () => validator.releaseConcurrency(),
    },
  ];
}
