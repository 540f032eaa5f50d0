import { namesOf } from "../../../config/names";
import { CONFIG_RULES } from "../../../config/aws-config/rules";
import type { ConfigRuleDefinition, RuleInput } from "../../../config/aws-config/rules/definition";

export const INPUT: RuleInput = {
  name: "example",
  partition: "aws",
  homeRegion: "eu-west-1",
  names: namesOf({ name: "example", homeRegion: "eu-west-1" }),
};

export const RULES: readonly [key: string, ConfigRuleDefinition][] = Object.entries<ConfigRuleDefinition>(CONFIG_RULES);
