import { PARAMETER_FORMS } from "../../../../config/aws-config/rules/parameter-values";
import type { ConfigRuleDefinition } from "../../../../config/aws-config/rules/definition";
import { CONFIG_RULES } from "../../../../config/aws-config/rules";
import { exampleLandingZone } from "../../../support/landing-zones";

const { homeRegion, name, names, partition } = exampleLandingZone();
const DEFINITIONS = Object.entries<ConfigRuleDefinition>(CONFIG_RULES);

const VALUES = DEFINITIONS.flatMap(([key, { parameters }]) =>
  Object.entries(parameters?.({ homeRegion, name, names, partition }) ?? {}).map(
    ([parameter, value]) => [key, parameter, value] as const,
  ),
);

it.each(VALUES)("what the landing zone gives to %s.%s has the form of the parameter: %s", (_, parameter, value) => {
  expect(value).toMatch(PARAMETER_FORMS.get(parameter)?.pattern ?? /^.+$/);
});

it("concerns parameters that rules of the catalog have", () => {
  const known = DEFINITIONS.flatMap(([, { allowedParameters = {} }]) => Object.keys(allowedParameters));
  expect(known).toEqual(expect.arrayContaining([...PARAMETER_FORMS.keys()]));
});
