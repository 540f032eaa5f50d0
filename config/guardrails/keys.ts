import { ALIAS_CHANGES, KEY_CHANGES, KEY_DESTRUCTION } from "../../aws/tampering";
import { denial, denialOfAllBut, denialsOfOutsiders, exceptBreakGlass, exceptDeployment, ofEveryone } from "./denial";
import { leftOpenOn } from "./left-open";
import type { GuardrailInput, GuardrailStatement } from "./statement";

/** What nobody outside the organization does with the keys, whatever their policies say one day. */
export function keyResourceGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const outsiders = denialsOfOutsiders("Keys", "kms:*", keyArn(input), input, ours(input));
  const changes = denial("KeySettings", KEY_CHANGES, keyArn(input), { ...ours(input), ...exceptDeployment(input) });
  return ofEveryone([destruction(input), changes, aliases(input), ...outsiders]);
}

/**
 * AWS invents the ids of keys, so they are known by their aliases, which are guarded as well. Whoever is in the organization does
 * nothing to them but what is left open.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function keyGuardrail(input: GuardrailInput): GuardrailStatement[] {
  const settings = denialOfAllBut("KeySettings", leftOpenOn("key"), keyArn(input), {
    ...ours(input),
    ...exceptDeployment(input),
  });
  return [destruction(input), settings, aliases(input)];
}

function destruction(input: GuardrailInput): GuardrailStatement {
  return denial("KeyDestruction", KEY_DESTRUCTION, keyArn(input), { ...ours(input), ...exceptBreakGlass(input) });
}

function aliases(input: GuardrailInput): GuardrailStatement {
  const arns = aliasesOf(input).map((alias) => `arn:${input.partition}:kms:*:*:${alias}`);
  return denial("KeyAliases", ALIAS_CHANGES, arns, exceptDeployment(input));
}

/**
 * Whether there are such keys or not: a key may stay when what made it is taken out of the file. Except the key of AWS
 * Config's notices: it encrypts them on their way and no log, and the deployment role has to destroy it when the landing zone
 * leaves a region.
 */
function aliasesOf({ keyAliases, names, states }: GuardrailInput): readonly string[] {
  return (
    keyAliases ?? [
      names.logKeyAlias,
      names.replicaKeyAlias,
      names.logGroupKeyAlias,
      names.notificationKeyAlias,
      names.alertKeyAlias,
      names.tamperingKeyAlias,
      names.findingKeyAlias,
      names.keyStoreKeyAlias,
      names.hsmLogGroupKeyAlias,
      ...(states === undefined ? [] : [names.stateKeyAlias]),
    ]
  );
}

function keyArn({ partition }: GuardrailInput): string {
  return `arn:${partition}:kms:*:*:key/*`;
}

function ours(input: GuardrailInput): NonNullable<GuardrailStatement["Condition"]> {
  return { "ForAnyValue:StringEquals": { "kms:ResourceAliases": aliasesOf(input) } };
}
