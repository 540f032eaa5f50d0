import { Inspector2Filter } from "@cdktf/provider-aws/lib/inspector2-filter";
import type { Inspector2FilterFilterCriteria } from "@cdktf/provider-aws/lib/inspector2-filter";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { TEXT_CRITERIA } from "../../aws/inspector-criteria";
import type { TextCriterion } from "../../aws/inspector-criteria";
import {
  checkCountable,
  checkFormat,
  checkFormats,
  checkNotEmpty,
  checkNumberOf,
  checkOneOf,
  isKnown,
  nameOf,
  pathOf,
  refuse,
} from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";

/** Least and greatest score. */
export interface ScoreRange {
  /** The lowest, itself included. */
  readonly from: number;
  /** The highest, itself included. */
  readonly to: number;
}

/** Criteria of findings; all have to be met, each by one of its values. */
export interface SuppressionCriteria {
  /**
   * Values by criteria of the API that are compared as text, such as `vulnerabilityId`; one to ten of each, of 1 to 1,024
   * characters. `*` at the end stands for any more.
   * @default - any
   */
  readonly texts?: Readonly<Partial<Record<TextCriterion, readonly string[]>>>;
  /**
   * Probability that the vulnerability is exploited, 0 to 1.
   * @default - any
   */
  readonly epssScore?: ScoreRange;
  /**
   * Amazon Inspector's score, 0 to 10.
   * @default - any
   */
  readonly inspectorScore?: ScoreRange;
  /**
   * Tags of the resource, one of which it has to have; at most 10.
   * @default - any
   */
  readonly resourceTags?: Readonly<Record<string, string>>;
}

/** The environment is the account that administers Amazon Inspector, in one region. */
export interface SuppressionFilterProps extends EnvironmentProps {
  /**
   * 1 to 128 characters, unique in account and region.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly filterName?: string;
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
  /** The filter itself. */
  readonly filter: Inspector2Filter;
  /** The filter: findings are hidden from then on. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SuppressionFilterProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { criteria, filterName = nameOf(where), reason } = props;
    checkFormats(
      where,
      { filterName, reason },
      { filterName: FORMATS.inspectorFilterName, reason: FORMATS.inspectorFilterReason },
    );
    checkCriteria(where, criteria);
    this.filter = new Inspector2Filter(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      name: filterName,
      action: "SUPPRESS",
      // The console shows the one, the API the other.
      description: reason,
      reason,
      filterCriteria: [criteriaOf(criteria)],
    });
    this.ready = this.filter;
  }
}

/** AWS takes ten of a kind. */
const MOST_VALUES = 10;
const HIGHEST = { epssScore: 1, inspectorScore: 10 } as const;

/** @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_FilterCriteria.html */
function checkCriteria(where: string, criteria: SuppressionCriteria): void {
  const within = `${where}: criteria`;
  const { resourceTags, texts = {} } = criteria;
  const given = [...definedOf(texts), ...definedOf({ ...criteria, texts: undefined })];
  if (given.length === 0) {
    refuse(where, "criteria", { got: "none", allowed: "at least one, or every finding would be hidden" });
  }
  for (const [key, values] of definedOf(texts)) {
    checkOneOf(within, "texts", key, TEXT_CRITERIA);
    checkCountable(within, `texts.${key}`, values);
    checkNotEmpty(within, `texts.${key}`, values);
    checkNumberOf(within, `texts.${key}`, values, MOST_VALUES);
    for (const [index, value] of values.entries()) {
      checkFormat(within, `texts.${key}[${index}]`, value, FORMATS.inspectorCriterion);
    }
  }
  for (const [key, most] of Object.entries(HIGHEST) as [keyof typeof HIGHEST, number][]) {
    const { from = 0, to = most } = criteria[key] ?? {};
    if (isKnown(from) && isKnown(to) && !(from >= 0 && from <= to && to <= most)) {
      refuse(within, key, { got: `${from} to ${to}`, allowed: `0 to ${most}, the lesser first` });
    }
  }
  if (resourceTags !== undefined) {
    checkNotEmpty(within, "resourceTags", Object.keys(resourceTags));
    checkNumberOf(within, "resourceTags", Object.keys(resourceTags), MOST_VALUES);
    for (const [key, value] of Object.entries(resourceTags)) {
      checkFormat(within, "resourceTags", key, FORMATS.inspectorTagKey);
      checkFormat(within, `resourceTags.${key}`, value, FORMATS.inspectorTagValue);
    }
  }
}

function definedOf<T>(mapping: Readonly<Record<string, T | undefined>>): [TextCriterion, T][] {
  return Object.entries(mapping).filter(([, value]) => value !== undefined) as [TextCriterion, T][];
}

function criteriaOf({
  epssScore,
  inspectorScore,
  resourceTags,
  texts = {},
}: SuppressionCriteria): Inspector2FilterFilterCriteria {
  return {
    ...Object.fromEntries(definedOf(texts).map(([key, values]) => [key, values.map(textFilter)])),
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
