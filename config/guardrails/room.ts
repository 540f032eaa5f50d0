import { POLICY_LIMITS } from "../../aws/policy-limits";
import type { PolicyType } from "../../aws/policy-limits";
import type { GuardrailPolicy } from ".";

/** What the guardrails leave of what AWS lets a root or an organizational unit have. */
export interface GuardrailRoom {
  readonly type: PolicyType;
  /** Path of the organizational unit. @default - the root */
  readonly organizationalUnit?: string;
  /** Policies of the guardrails on it, and as many as there may be, whoever made them. */
  readonly policies: number;
  readonly most: number;
  /** Characters that are left in the fullest and in all of these policies. */
  readonly leftInFullest: number;
  readonly leftInAll: number;
}

/** Of the root, and of every organizational unit with guardrails of its own, by their paths; service control policies first. */
export function roomOf(policies: readonly GuardrailPolicy[]): GuardrailRoom[] {
  const types = Object.keys(POLICY_LIMITS) as PolicyType[];
  const targets = [
    undefined,
    ...new Set(policies.flatMap(({ organizationalUnits }) => [...organizationalUnits]).sort()),
  ];
  return targets.flatMap((organizationalUnit) =>
    types.flatMap((type): GuardrailRoom[] => {
      const { longest, perTarget } = POLICY_LIMITS[type];
      const left = policies
        .filter((policy) => policy.type === type)
        .filter(({ organizationalUnits }) =>
          organizationalUnit === undefined
            ? organizationalUnits.length === 0
            : organizationalUnits.includes(organizationalUnit),
        )
        .map(({ content }) => longest - content.length);
      return left.length === 0
        ? []
        : [
            {
              type,
              organizationalUnit,
              policies: left.length,
              most: perTarget,
              leftInFullest: Math.min(...left),
              leftInAll: left.reduce((sum, characters) => sum + characters, 0),
            },
          ];
    }),
  );
}
