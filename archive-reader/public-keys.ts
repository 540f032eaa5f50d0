import { CloudTrailClient, ListPublicKeysCommand } from "@aws-sdk/client-cloudtrail";
import type { PublicKeyRecord } from "../log-integrity/public-key";
import type { PublicKeySource } from "../log-integrity/sources";
import { SourceError } from "../log-integrity/sources";
import type { ReaderSettings } from "./reader-settings";
import { sourceError } from "./source-error";

/**
 * CloudTrail's public keys: every region has its own.
 *
 * @param settings those of any region
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html
 */
export function publicKeysOf(settings: ReaderSettings): PublicKeySource {
  return {
    async keys(region, from, to) {
      const client = new CloudTrailClient({ ...settings, region, maxAttempts: 6 });
      try {
        const input = { StartTime: new Date(from), EndTime: new Date(to) };
        const { PublicKeyList = [] } = await client.send(new ListPublicKeysCommand(input));
        return PublicKeyList.map(
          ({ Fingerprint = "", ValidityEndTime, ValidityStartTime, Value }): PublicKeyRecord => ({
            fingerprint: Fingerprint,
            value: Value ?? new Uint8Array(),
            ...(ValidityStartTime === undefined ? {} : { validFrom: ValidityStartTime.getTime() }),
            ...(ValidityEndTime === undefined ? {} : { validTo: ValidityEndTime.getTime() }),
          }),
        );
      } catch (error) {
        throw new SourceError("no-public-keys", `ListPublicKeys in ${region}: ${sourceError(error).message}`);
      } finally {
        client.destroy();
      }
    },
  };
}
