// A process that makes an organization's digests and log files and serves them: its processor time is nobody's else.
import { createHash } from "node:crypto";
import { SampleChain } from "../../log-integrity/samples/chain";
import { MemoryStore } from "../../log-integrity/samples/memory-store";
import { SampleSigner } from "../../log-integrity/samples/signer";
import { BENCH_START, BENCH_TRAIL } from "./size";
import type { Size } from "./size";
import { startStub } from "./stub";

async function serve({ accounts, arn, hours, latency, logs, organizationId, regions }: Size): Promise<void> {
  const store = new MemoryStore();
  const signer = new SampleSigner();
  const log = sampleLog();
  const location = { bucket: "bench", prefix: "", ...(organizationId === undefined ? {} : { organizationId }) };
  for (const accountId of accounts) {
    for (const region of regions) {
      const [homeRegion = region] = regions;
      const options = { location, accountId, region, trail: BENCH_TRAIL, homeRegion, start: BENCH_START, signer };
      new SampleChain(options, store, () => log).run(hours, { logs });
    }
  }
  const stub = await startStub(store, {
    trail: {
      arn,
      bucket: location.bucket,
      isOrganizationTrail: organizationId !== undefined,
      isMultiRegion: regions.length > 1,
    },
    ...(organizationId === undefined ? {} : { organizationId }),
    accounts: accounts.map((id) => ({ id })),
    publicKeys: () => Promise.resolve([signer.record]),
  });
  stub.latency = latency;
  process.send?.({ url: stub.url });
  process.on("disconnect", () => process.exit());
}

/** Fifty records: about 6.5 kB when it is compressed. */
function sampleLog(): Buffer {
  const noise = (seed: string) => createHash("sha256").update(seed).digest("hex");
  const records = Array.from({ length: 50 }, (_, index) => ({
    eventVersion: "1.11",
    userIdentity: {
      type: "AssumedRole",
      arn: `arn:aws:sts::111122223333:assumed-role/application/${index}`,
      accountId: "111122223333",
      accessKeyId: `ASIA${noise(`key ${index}`).slice(0, 16).toUpperCase()}`,
    },
    eventTime: "2025-11-01T00:00:00Z",
    eventSource: "ec2.amazonaws.com",
    eventName: "DescribeInstances",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-sdk-go-v2/1.30.3 os/linux lang/go#1.22.5 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.173.0",
    requestParameters: {
      instancesSet: { items: [{ instanceId: `i-${noise(`instance ${index}`).slice(0, 17)}` }] },
      filterSet: {},
    },
    responseElements: null,
    requestID: noise(`request ${index}`).slice(0, 36),
    eventID: noise(`event ${index}`).slice(0, 36),
    readOnly: true,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "111122223333",
    eventCategory: "Management",
  }));
  return Buffer.from(JSON.stringify({ Records: records }));
}

process.once("message", (size) => void serve(size as Size));
