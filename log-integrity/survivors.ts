import type { Survivor } from "./findings";
import type { KeyRing } from "./key-ring";
import type { DigestKey } from "./keys";
import type { ObjectAddress } from "./location";
import type { FetchedObject, ObjectStore, ObjectVersion } from "./sources";
import { SourceError } from "./sources";
import { verifyDigest } from "./verify-digest";
import type { SignedDigest } from "./verify-digest";

const MOST_VERSIONS = 20;
/** Looking for versions costs requests; where everything is gone, the first ones say enough. */
const MOST_LOOKED_FOR = 500;

/**
 * Looks for versions that still are what CloudTrail delivered: whoever deletes or overwrites in a versioned bucket leaves them
 * behind. Nothing is found where versions may not be listed.
 */
export class Survivors {
  private left = MOST_LOOKED_FOR;

  constructor(
    private readonly store: ObjectStore,
    private readonly keys: KeyRing,
  ) {}

  /** The newest intact version of an object. */
  async find(
    object: ObjectAddress,
    isIntact: (fetched: FetchedObject) => Promise<boolean>,
  ): Promise<Survivor | undefined> {
    const versions = this.left > 0 ? await this.versions(object.bucket, object.key) : [];
    return this.newestIntact(
      versions.filter(({ key }) => key === object.key),
      isIntact,
    );
  }

  /** The newest version of a digest that CloudTrail signed. */
  async findDigest(
    address: ObjectAddress,
    key: DigestKey,
    isWanted: (digest: SignedDigest) => boolean = () => true,
  ): Promise<Survivor | undefined> {
    return this.find(address, this.isSigned(address, key, isWanted));
  }

  /** Versions behind delete markers and overwrites below a prefix. */
  async versions(bucket: string, prefix: string, most = MOST_VERSIONS): Promise<ObjectVersion[]> {
    const found: ObjectVersion[] = [];
    try {
      for await (const page of this.store.versions(bucket, prefix)) {
        found.push(...page.filter(({ isDeleteMarker }) => !isDeleteMarker));
        if (found.length >= most) {
          break;
        }
      }
    } catch (error) {
      if (!(error instanceof SourceError)) {
        throw error;
      }
    }
    return found.slice(0, most);
  }

  isSigned(
    address: ObjectAddress,
    key: DigestKey,
    isWanted: (digest: SignedDigest) => boolean = () => true,
  ): (fetched: FetchedObject) => Promise<boolean> {
    return async (fetched) => {
      const { digest } = await verifyDigest(fetched, address, key, this.keys);
      return digest !== undefined && isWanted(digest);
    };
  }

  async newestIntact(
    versions: readonly ObjectVersion[],
    isIntact: (fetched: FetchedObject) => Promise<boolean>,
  ): Promise<Survivor | undefined> {
    for (const { bucket, key, modified, versionId } of versions) {
      this.left -= 1;
      if (this.left < 0) {
        return undefined;
      }
      if (await isIntact(await this.store.get({ bucket, key }, versionId))) {
        return { versionId, ...(modified === undefined ? {} : { modified }) };
      }
    }
    return undefined;
  }
}
