"use strict";

/**
 * Keeps the results of CIS scans, which Amazon Inspector tells nobody of and deletes one day: an object for each instance, then
 * one for the scan, then an event. It runs as it is, with the AWS SDK of the Lambda runtime.
 *
 * Environment: NAMESPACE; REGIONS, separated by commas; BUCKET and BUCKET_OWNER, its account; BUS; SOURCE of events; ACCOUNT,
 * the delegated administrator; DAYS, how long a finished scan is looked for.
 *
 * The object of a scan is written last and says that all of it is kept, its event sent. What was interrupted before is done
 * again by the next run: objects have keys that follow from the scan, and are never written twice; an event is sent once more
 * only if the run ended between it and the object.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCisScans.html
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_GetCisScanResultDetails.html
 */
exports.handler = async (_event, context) => collect(clients(process.env), process.env, context);
exports.collect = collect;
exports.clients = clients;

/** Those that nothing is added to. */
const FINISHED = ["COMPLETED", "FAILED", "CANCELLED"];
const A_DAY = 24 * 60 * 60 * 1000;
/** What a scan with one page of results takes, and more. */
const ENOUGH_MILLISECONDS = 60_000;

async function collect(aws, environment, context) {
  const { DAYS, NAMESPACE, REGIONS } = environment;
  const earliest = new Date(aws.now() - Number(DAYS) * A_DAY);
  const errors = [];
  let [kept, waiting] = [0, 0];
  for (const region of REGIONS.split(",")) {
    await attempt(`the scans of ${region}`, async () => {
      const scans = await newScans(aws, environment, region, earliest);
      for (const scan of scans) {
        // A run that is cut off by Lambda would not say what it has left.
        if (context.getRemainingTimeInMillis() < ENOUGH_MILLISECONDS) {
          waiting += 1;
          continue;
        }
        if (await attempt(scan.scanArn, () => keep(aws, environment, region, scan, context))) {
          kept += 1;
        } else {
          waiting += 1;
        }
      }
    });
  }
  await aws.putMetrics(NAMESPACE, [metric("CisScansKept", kept), metric("CisScansWaiting", waiting)]);
  if (errors.length > 0) {
    throw new Error(errors.join("; "));
  }

  /** One scan or region that fails does not keep the others waiting; the run fails at its end. */
  async function attempt(what, work) {
    try {
      return (await work()) !== false;
    } catch (error) {
      aws.log({ failed: what, error: String(error) });
      errors.push(`${what}: ${error.message}`);
      return false;
    }
  }
}

/** Finished scans that no object says all of, oldest first. */
async function newScans(aws, environment, region, earliest) {
  const scans = await pages((nextToken) => aws.listScans(region, { earliest, nextToken }), "scans");
  const finished = scans.filter(({ scanDate, status }) => FINISHED.includes(status) && new Date(scanDate) >= earliest);
  const prefixes = new Set(finished.map((scan) => prefixOf(environment.ACCOUNT, region, scan)));
  const done = new Set();
  for (const prefix of prefixes) {
    for (const key of await pages((nextToken) => aws.listKeys(prefix, nextToken), "keys")) {
      done.add(key);
    }
  }
  return finished
    .filter((scan) => !done.has(keyOf(environment.ACCOUNT, region, scan)))
    .sort((a, b) => new Date(a.scanDate) - new Date(b.scanDate));
}

/** Writes all of a scan. False: the time is up, and the next run goes on with what is not there. */
async function keep(aws, { ACCOUNT, SOURCE }, region, scan, context) {
  const targets = await pages((nextToken) => aws.listTargets(region, scan.scanArn, nextToken), "targets");
  const folders = new Set(targets.map(({ accountId }) => folderOf(accountId, region, scan)));
  const written = new Set();
  for (const folder of folders) {
    for (const key of await pages((nextToken) => aws.listKeys(folder, nextToken), "keys")) {
      written.add(key);
    }
  }
  for (const target of targets) {
    const { accountId, targetResourceId } = target;
    const key = `${folderOf(accountId, region, scan)}${targetResourceId.replace(/[^A-Za-z0-9-]+/g, "-")}.json`;
    if (written.has(key)) {
      continue;
    }
    if (context.getRemainingTimeInMillis() < ENOUGH_MILLISECONDS) {
      return false;
    }
    const checks = hasChecks(target)
      ? await pages((nextToken) => aws.listChecks(region, { ...target, scanArn: scan.scanArn }, nextToken), "checks")
      : [];
    await aws.put(key, { scan: described(scan, region), target, checks });
  }
  const summary = summaryOf(scan, region, targets);
  await aws.putEvent({ Source: SOURCE, DetailType: "CIS Scan Result", Detail: JSON.stringify(summary) });
  await aws.put(keyOf(ACCOUNT, region, scan), { ...summary, targets });
  aws.log({ kept: scan.scanArn, result: summary.result, targets: targets.length });
  return true;
}

/** Of an instance that was not reached there are none, and asking is an error. */
function hasChecks({ statusCounts: { failed = 0, passed = 0, skipped = 0 } = {} }) {
  return failed + passed + skipped > 0;
}

function summaryOf(scan, region, targets) {
  const sum = (count) => targets.reduce((total, { statusCounts = {} }) => total + (statusCounts[count] ?? 0), 0);
  const checks = { failed: sum("failed"), passed: sum("passed"), skipped: sum("skipped") };
  const notChecked = targets.filter((target) => !hasChecks(target) || target.targetStatus !== "COMPLETED");
  return {
    ...described(scan, region),
    result: resultOf(scan, checks, notChecked),
    checks,
    instances: targets.length,
    instancesNotChecked: notChecked.length,
    accounts: [...new Set(targets.map(({ accountId }) => accountId))].sort().slice(0, 100),
  };
}

/** EMPTY: its tags matched nothing, or no instance could be checked, which looks like a success to those who count failures. */
function resultOf({ status }, { failed, passed, skipped }, notChecked) {
  if (failed > 0) {
    return "FAILED";
  }
  if (status !== "COMPLETED") {
    return status === "FAILED" ? "ERROR" : status;
  }
  if (passed + skipped === 0) {
    return "EMPTY";
  }
  return notChecked.length > 0 ? "INCOMPLETE" : "PASSED";
}

function described(scan, region) {
  const { scanArn, scanConfigurationArn, scanDate, scanName, securityLevel, status } = scan;
  const date = new Date(scanDate).toISOString();
  return { scanArn, scanConfigurationArn, scanName, securityLevel, status, date, region };
}

function keyOf(account, region, scan) {
  return `${prefixOf(account, region, scan)}${idOf(scan)}.json`;
}

/** Of the instances of a scan in one account. */
function folderOf(account, region, scan) {
  return `${prefixOf(account, region, scan)}${idOf(scan)}/`;
}

function prefixOf(account, region, { scanDate }) {
  return `cis/account=${account}/region=${region}/year=${new Date(scanDate).getUTCFullYear()}/`;
}

/** A UUID at the end of the ARN. */
function idOf({ scanArn }) {
  return scanArn.split("/").at(-1);
}

/** Everything of an operation that answers in pages. */
async function pages(ask, name) {
  const all = [];
  let nextToken;
  do {
    const page = await ask(nextToken);
    all.push(...(page[name] ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return all;
}

function metric(MetricName, Value) {
  return { MetricName, Value, Unit: "Count" };
}

function clients({ BUCKET, BUCKET_OWNER, BUS }) {
  // Loaded here, so that tests do without them.
  const { CloudWatchClient, PutMetricDataCommand } = require("@aws-sdk/client-cloudwatch");
  const { EventBridgeClient, PutEventsCommand } = require("@aws-sdk/client-eventbridge");
  const inspector = require("@aws-sdk/client-inspector2");
  const { ListObjectsV2Command, PutObjectCommand, S3Client } = require("@aws-sdk/client-s3");
  const [cloudWatch, events, s3] = [new CloudWatchClient(), new EventBridgeClient(), new S3Client()];
  // Inspector answers few calls a second.
  const inspectors = new Map();
  const inspect = (region, command) => {
    if (!inspectors.has(region)) {
      inspectors.set(region, new inspector.Inspector2Client({ region, maxAttempts: 8, retryMode: "adaptive" }));
    }
    return inspectors.get(region).send(command);
  };
  const ofBucket = { Bucket: BUCKET, ExpectedBucketOwner: BUCKET_OWNER };
  return {
    listScans: (region, { earliest, nextToken }) =>
      inspect(
        region,
        new inspector.ListCisScansCommand({
          detailLevel: "ORGANIZATION",
          filterCriteria: { scanAtFilters: [{ earliestScanStartTime: earliest }] },
          maxResults: 50,
          nextToken,
        }),
      ),
    listTargets: async (region, scanArn, nextToken) => {
      const { targetResourceAggregations, nextToken: next } = await inspect(
        region,
        new inspector.ListCisScanResultsAggregatedByTargetResourceCommand({ scanArn, maxResults: 100, nextToken }),
      );
      return { targets: targetResourceAggregations, nextToken: next };
    },
    listChecks: async (region, { accountId, scanArn, targetResourceId }, nextToken) => {
      const { nextToken: next, scanResultDetails } = await inspect(
        region,
        new inspector.GetCisScanResultDetailsCommand({
          accountId,
          scanArn,
          targetResourceId,
          maxResults: 1000,
          nextToken,
        }),
      );
      return { checks: scanResultDetails, nextToken: next };
    },
    // What is in folders are instances, not scans.
    listKeys: async (Prefix, ContinuationToken) => {
      const { Contents = [], NextContinuationToken } = await s3.send(
        new ListObjectsV2Command({ ...ofBucket, Prefix, Delimiter: "/", ContinuationToken }),
      );
      return { keys: Contents.map(({ Key }) => Key), nextToken: NextContinuationToken };
    },
    put: async (Key, content) => {
      try {
        await s3.send(
          new PutObjectCommand({
            ...ofBucket,
            Key,
            Body: JSON.stringify(content),
            ContentType: "application/json",
            IfNoneMatch: "*",
          }),
        );
      } catch (error) {
        // It is there already, written by a run that was interrupted.
        if (error.$metadata?.httpStatusCode !== 412) throw error;
      }
    },
    putEvent: async (event) => {
      const { Entries = [], FailedEntryCount } = await events.send(
        new PutEventsCommand({ Entries: [{ ...event, EventBusName: BUS }] }),
      );
      if (FailedEntryCount > 0) {
        throw new Error(`the event was refused: ${Entries[0]?.ErrorCode} ${Entries[0]?.ErrorMessage}`);
      }
    },
    putMetrics: (Namespace, MetricData) => cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData })),
    log: (entry) => console.log(JSON.stringify(entry)),
    now: () => Date.now(),
  };
}
