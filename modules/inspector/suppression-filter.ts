import { Inspector2Filter } from "@cdktf/provider-aws/lib/inspector2-filter";
import type { Inspector2FilterFilterCriteria } from "@cdktf/provider-aws/lib/inspector2-filter";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

/** Least and greatest score. */
export interface ScoreRange {
  readonly from: number;
  readonly to: number;
}

/** Criteria of findings; all have to be met, each by one of its values. */
export interface SuppressionCriteria {
  /** Values by criteria of the API that are compared as text, such as `vulnerabilityId`; `*` at the end stands for any more. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
  readonly epssScore?: ScoreRange;
  readonly inspectorScore?: ScoreRange;
  /** Tags of the resource. */
  readonly resourceTags?: Readonly<Record<string, string>>;
}

export interface SuppressionFilterProps {
  /** The account that administers Amazon Inspector, in one region. */
  readonly environment: Environment;
  /** At most 128 characters, unique in account and region. */
  readonly filterName: string;
  /** Why, and until when; at most 512 characters. */
  readonly reason: string;
  /** At least one, or every finding would be hidden. */
  readonly criteria: SuppressionCriteria;
}

/**
 * Hides findings of all accounts in a region. They are kept as suppressed, and so told to EventBridge. Only the administrator
 * of an organization makes suppression rules.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/findings-managing-supression-rules.html
 */
export class SuppressionFilter extends Construct {
  constructor(scope: Construct, id: string, { criteria, environment, filterName, reason }: SuppressionFilterProps) {
    super(scope, id);
    new Inspector2Filter(this, "Default", {
      ...inEnvironment(environment),
      name: filterName,
      action: "SUPPRESS",
      // The console shows the one, the API the other.
      description: reason,
      reason,
      filterCriteria: [criteriaOf(criteria)],
    });
  }
}

function criteriaOf({
  epssScore,
  inspectorScore,
  resourceTags,
  texts,
}: SuppressionCriteria): Inspector2FilterFilterCriteria {
  return {
    ...Object.fromEntries(Object.entries(texts).map(([key, values]) => [key, values.map(textFilter)])),
    ...(epssScore === undefined ? {} : { epssScore: [scoreFilter(epssScore)] }),
    ...(inspectorScore === undefined ? {} : { inspectorScore: [scoreFilter(inspectorScore)] }),
    ...(resourceTags === undefined
      ? {}
      : { resourceTags: Object.entries(resourceTags).map(([key, value]) => ({ comparison: "EQUALS", key, value })) }),
  };
}

function textFilter(value: string): { comparison: string; value: string } {
  return value.endsWith("*") ? { comparison: "PREFIX", value: value.slice(0, -1) } : { comparison: "EQUALS", value };
}

function scoreFilter({ from, to }: ScoreRange): { lowerInclusive: number; upperInclusive: number } {
  return { lowerInclusive: from, upperInclusive: to };
}
