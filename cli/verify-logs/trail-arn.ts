import { Failure } from "../../console/failure";
import { VERIFY_EXIT } from "./exit";

export interface TrailArn {
  readonly arn: string;
  readonly partition: string;
  /** Its home region. */
  readonly region: string;
  /** Its owner: of an organization trail, the management account. */
  readonly accountId: string;
  readonly name: string;
}

const ARN =
  /^arn:(?<partition>aws[a-z-]*):cloudtrail:(?<region>[a-z]{2,}(?:-[a-z]+)+-\d{1,2}):(?<accountId>\d{12}):trail\/(?<name>[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9])$/;

/** @throws Failure where it is the ARN of no trail */
export function parseTrailArn(arn: string): TrailArn {
  const groups = ARN.exec(arn)?.groups;
  if (groups === undefined) {
    throw new Failure(
      `--trail-arn: "${arn}" is the ARN of no trail. It is written\narn:aws:cloudtrail:eu-west-1:111122223333:trail/NAME.`,
      VERIFY_EXIT.usage,
    );
  }
  const { accountId = "", name = "", partition = "", region = "" } = groups;
  return { arn, accountId, name, partition, region };
}
