import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListResourceTagsCommand,
  paginateListKeys,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import type { KeyMetadata } from "@aws-sdk/client-kms";
import { DENY_DESTRUCTION } from "../../config/state/key-policies";
import type { ResourceStatement } from "../../config/state/resource-statement";
import { Failure } from "../../console/failure";
import type { ClientSettings } from "../../terraform/account-clients";
import { isAws, unless } from "../../terraform/aws-error";
import type { Difference, Found, Part } from "./part";
import { document, policyDifferences } from "./policies";

const POLICY = "default";
/** By which a key is found again that was made and got no alias. */
const PURPOSE = "Purpose";

export interface KeyPart {
  readonly part: string;
  readonly account: string;
  /** With its `alias/` prefix. */
  readonly alias: string;
  readonly description: string;
  readonly policy: readonly ResourceStatement[];
  readonly tags: Readonly<Record<string, string>>;
  readonly open: () => Promise<ClientSettings>;
  /** Told the key's ARN whenever it is known. */
  readonly onFound: (arn: string) => void;
}

/**
 * A key that a bootstrap makes: symmetric, rotated every year, known by an alias.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 */
export function keyPart(key: KeyPart): Part {
  const { account, alias, onFound, open, policy, tags } = key;
  const look = async (): Promise<Found> => {
    const client = new KMSClient(await open());
    const found = await described(client, alias);
    if (found !== undefined) {
      onFound(found.Arn ?? "");
      return { exists: true, id: found.Arn, differences: await differencesOf(client, found, policy) };
    }
    return {
      exists: false,
      make: async () => {
        const left = await withoutAlias(client, tags, alias);
        const KeyId = left ?? (await made(client, key));
        await give(client, alias, KeyId);
      },
    };
  };
  return { part: key.part, name: alias, account, settings: ["rotated every year", sidsOf(policy)], look };
}

/** @returns the id of a new key, which is yet to be protected from its deletion */
async function made(client: KMSClient, { alias, description, policy, tags }: KeyPart): Promise<string> {
  const { KeyMetadata } = await client.send(
    new CreateKeyCommand({
      Description: description,
      // One that another run was quicker than is deleted again. What is missing is added with the next look at it.
      Policy: document(policy.filter(({ Sid }) => Sid !== DENY_DESTRUCTION)),
      Tags: Object.entries({ ...tags, [PURPOSE]: alias }).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    }),
  );
  return KeyMetadata?.KeyId ?? "";
}

/**
 * Gives a key its alias, of which there is one: whoever gives it first has the key, and the other deletes what it made. KMS makes a key
 * with every call, and knows no other name to ask for it by.
 *
 * @throws Failure where a key is left that nothing uses
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
 */
async function give(client: KMSClient, alias: string, KeyId: string): Promise<void> {
  try {
    await client.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }));
    return;
  } catch (error) {
    if (!isAws(error, "AlreadyExistsException")) {
      throw error;
    }
  }
  const winner = await patiently(() => described(client, alias));
  if (winner?.KeyId === KeyId) {
    return;
  }
  try {
    if (winner === undefined) {
      throw new Failure(`AWS does not show the key of ${alias} yet`);
    }
    await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: SHORTEST_WAIT }));
  } catch (error) {
    // Another run has found it without an alias, and came too late as well.
    if (!isAws(error, "KMSInvalidStateException")) {
      throw new Failure(
        `another run made the key of ${alias} at the same time, and the key ${KeyId} that this one made is left, without use and for ` +
          `$1 a month: schedule its deletion (${error instanceof Error ? error.message : String(error)})`,
      );
    }
  }
}

/** Days until a key is deleted, of which AWS takes no fewer. */
const SHORTEST_WAIT = 7;
const TRIES = 5;
const MILLISECONDS = 1_000;

/** KMS does not know everywhere at once what it has just made. */
async function patiently<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
  for (let left = TRIES; ; left -= 1) {
    const answer = await ask();
    if (answer !== undefined || left === 1) {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, MILLISECONDS));
  }
}

/** A key that the file names: looked at, and rotated; its policy is its owner's. */
export function namedKeyPart(
  key: Pick<KeyPart, "account" | "onFound" | "open" | "part"> & { readonly arn: string },
): Part {
  const { account, arn, onFound, open } = key;
  return {
    part: key.part,
    name: arn,
    account,
    settings: [],
    look: async () => {
      const client = new KMSClient(await open());
      const found = await described(client, arn);
      if (found === undefined) {
        return { exists: false, fix: "state.kmsKeyArn names a key that is not there: correct it, or remove it" };
      }
      onFound(arn);
      return { exists: true, id: arn, differences: await differencesOf(client, found) };
    },
  };
}

export const sidsOf = (policy: readonly ResourceStatement[]): string =>
  `policy: ${policy.map(({ Sid }) => Sid).join(", ")}`;

async function described(client: KMSClient, KeyId: string): Promise<KeyMetadata | undefined> {
  const answer = await unless(["NotFoundException"], () => client.send(new DescribeKeyCommand({ KeyId })));
  return answer?.KeyMetadata;
}

async function differencesOf(
  client: KMSClient,
  { Arn: KeyId, KeyManager, KeySpec, KeyState }: KeyMetadata,
  policy?: readonly ResourceStatement[],
): Promise<Difference[]> {
  if (KeyState !== "Enabled") {
    return [
      {
        what: "state of the key",
        got: KeyState ?? "unknown",
        wanted: "Enabled",
        fix: "find out who disabled or deletes it, and enable it or cancel its deletion: nothing under it can be read until then",
      },
    ];
  }
  if (KeyManager !== "CUSTOMER" || KeySpec !== "SYMMETRIC_DEFAULT") {
    return [
      {
        what: "kind of key",
        got: `${KeyManager ?? "unknown"}, ${KeySpec ?? "unknown"}`,
        wanted: "CUSTOMER, SYMMETRIC_DEFAULT",
        fix: "name another key, or none, so that one is made",
      },
    ];
  }
  const { KeyRotationEnabled } = await client.send(new GetKeyRotationStatusCommand({ KeyId }));
  const rotation: Difference[] =
    KeyRotationEnabled === true
      ? []
      : [
          {
            what: "rotation",
            got: "off",
            wanted: "every year",
            mend: async () => {
              await client.send(new EnableKeyRotationCommand({ KeyId }));
            },
          },
        ];
  if (policy === undefined) {
    return rotation;
  }
  const { Policy } = await client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: POLICY }));
  return [
    ...rotation,
    ...policyDifferences(Policy, policy, async (text) => {
      await client.send(new PutKeyPolicyCommand({ KeyId, PolicyName: POLICY, Policy: text }));
    }),
  ];
}

/** Id of a key that was made for an alias which it never got, as a run ended in between. */
async function withoutAlias(
  client: KMSClient,
  tags: Readonly<Record<string, string>>,
  alias: string,
): Promise<string | undefined> {
  const wanted = Object.entries({ ...tags, [PURPOSE]: alias });
  for await (const { Keys = [] } of paginateListKeys({ client }, {})) {
    for (const { KeyId } of Keys) {
      // Others' keys need not show their tags.
      const answer = await unless(["AccessDeniedException", "NotFoundException"], () =>
        client.send(new ListResourceTagsCommand({ KeyId })),
      );
      const has = (answer?.Tags ?? []).map(({ TagKey, TagValue }) => `${TagKey ?? ""}=${TagValue ?? ""}`);
      if (wanted.every(([key, value]) => has.includes(`${key}=${value}`))) {
        const found = await client.send(new DescribeKeyCommand({ KeyId }));
        if (found.KeyMetadata?.KeyState === "Enabled") {
          return KeyId;
        }
      }
    }
  }
  return undefined;
}
