import { targetKindOf } from "../../aws/event-targets";
import type { TargetKind } from "../../aws/event-targets";
import { isKnown, refuse } from "../checks";

/** A target that is told what it is, where its ARN does not say so yet: one of the same stack. */
export interface KnownTarget {
  /** ARN, or a reference to a resource. */
  readonly arn: string;
  /** What the ARN would say. */
  readonly kind: TargetKind;
  /** Part of Terraform's address of the target, unique among the rule's. */
  readonly id: string;
  /**
   * Whether it is a FIFO queue.
   * @default false
   */
  readonly fifo?: boolean;
}

/** ARN of a target, or a reference to a resource with its kind. */
export type EventTarget = KnownTarget | string;

/**
 * A target and its kind.
 *
 * @param where path of the prop
 * @throws Error when its kind is none that is supported, or is not known
 */
export function knownTarget(where: string, target: EventTarget): KnownTarget {
  if (typeof target !== "string") {
    return target;
  }
  const kind = targetKindOf(target);
  if (kind === undefined) {
    return refuse(where, "arn", {
      got: isKnown(target) ? target : "a reference",
      allowed:
        "the ARN of a Lambda function, a Kinesis stream, an SNS topic but no FIFO topic, an SQS queue or a Step Functions " +
        "state machine; a reference to a resource as { arn, kind, id }",
    });
  }
  // From the ARN, not from its index in the list: a shifted index would replace other targets.
  return { arn: target, kind, id: `target-${target.replace(/^arn:[^:]*:/, "")}`, fifo: target.endsWith(".fifo") };
}
