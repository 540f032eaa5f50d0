import type { Inspector2FilterFilterCriteria } from "@cdktf/provider-aws/lib/inspector2-filter";
import { TEXT_CRITERIA } from "../../../aws/inspector-criteria";

/** TypeScript refuses a criterion that the provider does not know. */
const OF_PROVIDER: readonly (keyof Inspector2FilterFilterCriteria)[] = TEXT_CRITERIA;

it("offers criteria of the provider, each once, and none that every finding meets", () => {
  expect(new Set(OF_PROVIDER).size).toBe(TEXT_CRITERIA.length);
  expect(TEXT_CRITERIA).not.toContain("findingStatus");
});
