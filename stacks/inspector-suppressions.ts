import type { Construct } from "constructs";
import type { Inspector, Suppression } from "../config/inspector/settings";
import type { Environment } from "../modules/environment";
import { SuppressionFilter } from "../modules/inspector/suppression-filter";
import type { SuppressionCriteria } from "../modules/inspector/suppression-filter";

export interface InspectorSuppressionsProps {
  /** Of the landing zone; names of filters begin with it. */
  readonly name: string;
  readonly inspector: Pick<Inspector, "scansIn" | "suppressions">;
  /** The audit account in a region. */
  readonly environmentIn: (region: string) => Environment;
}

/** Every suppression in every region that is scanned, whatever day it is: an expired one stays until the file lacks it. */
export function addSuppressions(scope: Construct, props: InspectorSuppressionsProps): void {
  const { environmentIn, inspector, name } = props;
  for (const region of inspector.scansIn.keys()) {
    for (const suppression of inspector.suppressions) {
      new SuppressionFilter(scope, `inspector-suppression-${suppression.name}-${region}`, {
        environment: environmentIn(region),
        filterName: `${name}-${suppression.name}`,
        reason: `${suppression.reason} (until ${suppression.expires})`,
        criteria: criteriaOf(suppression),
      });
    }
  }
}

function criteriaOf({ criteria }: Suppression): SuppressionCriteria {
  const { epssScore, inspectorScore, resourceTags, ...texts } = criteria;
  return { epssScore, inspectorScore, resourceTags, texts };
}
