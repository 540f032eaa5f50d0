import { CloudwatchEventArchive } from "@cdktf/provider-aws/lib/cloudwatch-event-archive";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORWARDER_ROLE } from "./event-forwarder-role";
import { checkFormats, checkWhole, nameOf, pathOf } from "../checks";
import { FORMATS } from "../../aws/formats";
import { roleArn } from "../iam/arns";
import { policyDocument } from "../iam/policy-document";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { eventBusArn } from "./arns";

export interface SecurityBusProps extends EnvironmentProps {
  /**
   * At most 256 letters, digits, `.`, `-` and `_`; not `default`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly busName?: string;
  /** `o-...`: whose accounts may send events. */
  readonly organizationId: string;
  /**
   * Name of the role, the same in every account, that forwards events; see `EventForwarderRole`.
   * @default "security-event-forwarder" - that of `EventForwarderRole`
   */
  readonly forwarderRoleName?: string;
  /**
   * What the bus is for, shown in the console; at most 512 characters.
   * @default "Security events of every account of the organization"
   */
  readonly description?: string;
  /**
   * At most 48 letters, digits, `.`, `-` and `_`.
   * @default - no archive: events are not kept
   */
  readonly archiveName?: string;
  /**
   * How many days events are kept to be replayed; 0 is for ever. Of an archive only.
   * @default 0
   */
  readonly archiveDays?: number;
}

/**
 * The bus on which the security events of every account come together, and an archive to replay them from if one is named. Only one
 * role of each account of the organization may send: no external principal, and no other principal of the organization.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
export class SecurityBus extends Construct {
  /** ARN of the bus. */
  readonly busArn: string;
  /** Name of the bus. */
  readonly busName: string;
  /** The bus itself. */
  readonly bus: CloudwatchEventBus;
  /** The policy. Events that are forwarded before it is there are refused: what forwards them waits for this. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SecurityBusProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { busName = nameOf(where), forwarderRoleName = FORWARDER_ROLE, organizationId } = props;
    checkFormats(
      where,
      { ...props, busName },
      {
        busName: FORMATS.busName,
        organizationId: FORMATS.organizationId,
        forwarderRoleName: FORMATS.roleName,
        description: FORMATS.ruleDescription,
        archiveName: FORMATS.archiveName,
      },
    );
    checkWhole(where, "archiveDays", props.archiveDays, 0, 2_147_483_647);
    const environment = environmentOf(scope, id, props);
    // No key of our own: EventBridge encrypts with a key that AWS owns. A customer managed one rules out schema
    // discovery, would be needed a second time for the archive, and loses events to errors of the key unless the bus
    // has a dead-letter queue. Where the key matters, at the topics and queues that the events end in, they are
    // encrypted with ours.
    const bus = new CloudwatchEventBus(this, "Default", {
      ...inEnvironment(environment),
      name: busName,
      description: props.description ?? "Security events of every account of the organization",
      lifecycle: PREVENT_DESTROY,
    });
    this.busArn = bus.arn;
    this.bus = bus;
    this.busName = bus.name;
    this.ready = new CloudwatchEventBusPolicy(this, "policy", {
      ...inEnvironment(environment),
      eventBusName: bus.name,
      policy: policyDocument({
        Sid: "ForwardersOfTheOrganization",
        Effect: "Allow",
        Principal: "*",
        Action: "events:PutEvents",
        Resource: eventBusArn(environment, busName),
        Condition: {
          StringEquals: { "aws:PrincipalOrgID": organizationId },
          ArnLike: { "aws:PrincipalArn": roleArn(environment, "*", forwarderRoleName) },
        },
      }),
    });
    if (props.archiveName === undefined) {
      return;
    }
    new CloudwatchEventArchive(this, "archive", {
      ...inEnvironment(environment),
      name: props.archiveName,
      description: "Security events, to be replayed",
      eventSourceArn: bus.arn,
      retentionDays: props.archiveDays ?? 0,
      lifecycle: PREVENT_DESTROY,
    });
  }
}
