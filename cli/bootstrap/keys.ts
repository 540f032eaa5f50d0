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
} from "@aws-sdk/client-kms";
import type { KeyMetadata } from "@aws-sdk/client-kms";
import type { ResourceStatement } from "../../config/state/resource-statement";
import type { ClientSettings } from "../../terraform/account-clients";
import { unless } from "../../terraform/aws-error";
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
  const { account, alias, description, onFound, open, policy, tags } = key;
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
        const { KeyMetadata } =
          left === undefined
            ? await client.send(
                new CreateKeyCommand({
                  Description: description,
                  Policy: document(policy),
                  Tags: Object.entries({ ...tags, [PURPOSE]: alias }).map(([TagKey, TagValue]) => ({
                    TagKey,
                    TagValue,
                  })),
                }),
              )
            : { KeyMetadata: { KeyId: left } };
        await client.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyMetadata?.KeyId }));
      },
    };
  };
  return { part: key.part, name: alias, account, settings: ["rotated every year", sidsOf(policy)], look };
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
