import { join } from "node:path";
import { isMapping } from "../config/source/mapping";
import { printable } from "../config/source/printable";
import { atOnce } from "../console/at-once";
import { Failure } from "../console/failure";
import { closeEnvelope, readEnvelope } from "./envelope";
import type { EnvelopeClient, EnvelopeKind } from "./envelope";
import { MANIFEST_FILE } from "./plan-manifest";
import type { PlanFolder, PlanManifest } from "./plan-manifest";
import { sha256Of } from "./synthesized";

/**
 * The seal of a manifest whose plans are encrypted: an envelope under the same key that holds the manifest's SHA-256, which is its
 * encryption context, too, as `manifest`. It says that whoever wrote the manifest could have KMS make data keys of that key, and
 * that nobody has changed it since. Not who that was, nor that it is true.
 *
 * The SHA-256 is over the manifest without the seal as JSON without white space, the names of each object sorted by code units.
 */
const kindOf = (path: string): EnvelopeKind => ({
  magic: "LZSEAL",
  name: `the seal of ${path}`,
  otherwise: `the seal of ${path} is none`,
});

/** Seals a manifest. @throws Failure when KMS refuses */
export async function sealManifest(
  manifest: PlanManifest,
  keyArn: string,
  kms: EnvelopeClient,
): Promise<PlanManifest & { readonly seal: string }> {
  const digest = digestOf(manifest);
  const seal = await closeEnvelope(Buffer.from(digest), kindOf(MANIFEST_FILE), { manifest: digest }, keyArn, kms);
  return { ...manifest, seal: seal.toString("base64") };
}

export interface SealsToCheck {
  /** ARN of the key that everything has to be sealed under, if somebody asks for one. */
  readonly demanded?: string;
  /** Opens seals. Without it is only looked whether they are there and of these manifests, which anybody can bring about. */
  readonly kms?: EnvelopeClient;
}

/** What is wrong with the seals of manifests, in sentences. Those that name no key need none, unless a key is asked for. */
export async function problemsOfSeals(folders: readonly PlanFolder[], seals: SealsToCheck): Promise<string[]> {
  const problems = await atOnce(KMS_AT_ONCE, folders, (folder) => problemOf(folder, seals));
  return problems.flatMap((problem) => problem ?? []);
}

const KMS_AT_ONCE = 8;

async function problemOf(
  { folder, manifest }: PlanFolder,
  { demanded, kms }: SealsToCheck,
): Promise<string | undefined> {
  const { common, seal } = manifest;
  const path = printable(join(folder, MANIFEST_FILE));
  const key = common.encryptedUnder;
  if (key === undefined) {
    return demanded === undefined
      ? undefined
      : `${path} names no key that its plans are encrypted under, and has to be sealed under ${demanded}`;
  }
  if (demanded !== undefined && key !== demanded) {
    return `the plans of ${path} are encrypted under ${printable(key)}, and have to be under ${demanded}`;
  }
  if (seal === undefined) {
    return `${path} is not sealed, though its plans are encrypted: anybody may have written it`;
  }
  const digest = digestOf(manifest);
  try {
    const envelope = readEnvelope(Buffer.from(seal, "base64"), kindOf(path));
    if (envelope.context.manifest !== digest) {
      return `${path} is not as it was sealed: somebody has changed it`;
    }
    const isSame = kms === undefined || (await envelope.open(key, kms)).toString("utf8") === digest;
    return isSame ? undefined : `the seal of ${path} holds another manifest than it says`;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}

/** Hexadecimal; of what is in the manifest, however it is written. */
function digestOf(manifest: PlanManifest): string {
  return sha256Of(canonical({ ...manifest, seal: undefined }));
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    isMapping(part) ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))) : part,
  );
}
