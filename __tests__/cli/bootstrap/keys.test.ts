// Two runs at once: AWS KMS makes a key with every call, and gives an alias once.
import { KMSClient } from "@aws-sdk/client-kms";
import { keyPart } from "../../../cli/bootstrap/keys";
import { settle } from "../../../cli/bootstrap/part";
import type { Part } from "../../../cli/bootstrap/part";
import { planKeyPolicy, stateKeyPolicy } from "../../../config/state/key-policies";
import { answerWith } from "../../support/fake-aws";
import type { Asked } from "../../support/fake-aws";

const ALIAS = "alias/small-terraform-state";
const PLACE = {
  partition: "aws",
  state: { backend: "s3", bucket: "states", region: "eu-west-1", prefix: "small" },
  managementId: "111111111111",
  accountId: "111111111111",
  breakGlassRole: "emergency",
} as const;

interface Key {
  readonly policy: string;
  readonly tags: unknown;
  state: string;
}

const error = (name: string) => Object.assign(new Error(name), { name });

/** As much of AWS KMS as a bootstrap asks for; keys are protected from deletion as their policies say. */
class Kms {
  readonly keys = new Map<string, Key>();
  alias: string | undefined;
  readonly puts: string[] = [];

  answer({ input, operation }: Asked): object | undefined {
    const id = [input.KeyId, input.TargetKeyId].find((one) => typeof one === "string") ?? "";
    const keyId = id === ALIAS ? this.alias : id.replace(/^arn:.*key\//, "");
    const key = this.keys.get(keyId ?? "");
    switch (operation) {
      case "CreateKey": {
        const KeyId = `key-${this.keys.size + 1}`;
        this.keys.set(KeyId, { policy: String(input.Policy), tags: input.Tags, state: "Enabled" });
        return { KeyMetadata: { KeyId } };
      }
      case "CreateAlias":
        if (this.alias !== undefined) return error("AlreadyExistsException");
        this.alias = keyId;
        return undefined;
      case "DescribeKey":
        return key === undefined
          ? error("NotFoundException")
          : {
              KeyMetadata: {
                KeyId: keyId,
                Arn: `arn:aws:kms:eu-west-1:111111111111:key/${keyId ?? ""}`,
                KeyManager: "CUSTOMER",
                KeySpec: "SYMMETRIC_DEFAULT",
                KeyState: key.state,
              },
            };
      case "ListKeys":
        return { Keys: [...this.keys.keys()].map((KeyId) => ({ KeyId })) };
      case "ListResourceTags":
        return { Tags: key?.tags };
      case "GetKeyRotationStatus":
        return { KeyRotationEnabled: true };
      case "GetKeyPolicy":
        return { Policy: key?.policy };
      case "PutKeyPolicy":
        this.puts.push(`${keyId ?? ""}: ${String(input.Policy)}`);
        return undefined;
      case "ScheduleKeyDeletion":
        if (key === undefined || key.policy.includes("DenyDestruction")) return error("AccessDeniedException");
        if (key.state !== "Enabled") return error("KMSInvalidStateException");
        key.state = "PendingDeletion";
        return undefined;
      default:
        throw new Error(operation);
    }
  }
}

function parts(count: number, policy = stateKeyPolicy(PLACE)): { kms: Kms; runs: Part[]; found: string[] } {
  const kms = new Kms();
  answerWith(KMSClient.prototype, (asked) => kms.answer(asked));
  const found: string[] = [];
  const run = () =>
    keyPart({
      part: "KMS key of the states",
      account: "management",
      alias: ALIAS,
      description: "Encrypts Terraform's states",
      policy,
      tags: { LandingZone: "small" },
      open: () => Promise.resolve({ region: "eu-west-1" }),
      onFound: (arn) => found.push(arn),
    });
  return { kms, runs: Array.from({ length: count }, run), found };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("a key that several runs make at once", () => {
  it.each([
    ["of the states", stateKeyPolicy(PLACE)],
    ["of plans", planKeyPolicy(PLACE, { plan: "small-reviewer", apply: "small-deployer" })],
  ])("is one in the end, and the others are deleted: that %s", async (_what, policy) => {
    const { kms, runs } = parts(3, policy);
    const reports = await Promise.all(runs.map((run) => settle(run, true)));
    expect(reports.map(({ problem }) => problem)).toEqual([undefined, undefined, undefined]);
    expect(new Set(reports.map(({ id }) => id)).size).toBe(1);
    expect(kms.keys.size).toBeGreaterThan(1);
    expect([...kms.keys].filter(([, { state }]) => state === "Enabled").map(([id]) => id)).toEqual([kms.alias]);
    // Which nobody deletes then.
    expect(kms.puts.every((put) => put.startsWith(`${kms.alias ?? ""}: `) && put.includes("DenyDestruction"))).toBe(
      true,
    );
    expect(kms.puts).not.toEqual([]);
  });

  it("is that of another run which found it without its alias", async () => {
    const { kms, runs } = parts(1);
    const [run] = runs;
    const found = await run?.look();
    // The other run gives the alias between the two calls of this one.
    const answer = kms.answer.bind(kms);
    jest.spyOn(kms, "answer").mockImplementation((asked) => {
      if (asked.operation === "CreateAlias") kms.alias ??= String(asked.input.TargetKeyId);
      return answer(asked);
    });
    if (found?.exists !== false) throw new Error("it is there already");
    await found.make?.();
    expect([...kms.keys.values()].map(({ state }) => state)).toEqual(["Enabled"]);
  });

  it("is named where it cannot be deleted", async () => {
    const { kms, runs } = parts(1);
    const [run] = runs;
    const found = await run?.look();
    kms.keys.set("theirs", { policy: "", tags: [], state: "Enabled" });
    kms.alias = "theirs";
    const answer = kms.answer.bind(kms);
    jest
      .spyOn(kms, "answer")
      .mockImplementation((asked) =>
        asked.operation === "ScheduleKeyDeletion" ? error("AccessDeniedException") : answer(asked),
      );
    if (found?.exists !== false) throw new Error("it is there already");
    await expect(found.make?.()).rejects.toThrow(/the key key-2 that this one made is left.*AccessDenied/);
  });
});

describe("settle", () => {
  it.each(["BucketAlreadyOwnedByYou", "EntityAlreadyExistsException"])(
    "goes on where another run was quicker: %s",
    async (name) => {
      let looks = 0;
      const part: Part = {
        part: "role",
        name: "small-reviewer",
        account: "management",
        settings: [],
        look: () => {
          looks += 1;
          return Promise.resolve(
            looks === 1
              ? { exists: false, make: () => Promise.reject(error(name)) }
              : { exists: true, differences: [] },
          );
        },
      };
      expect(await settle(part, true)).toMatchObject({ state: "as it should be" });
    },
  );
});
