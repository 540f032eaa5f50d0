"use strict";

/**
 * Publishes what AWS says of a trail in its status only: the errors of its deliveries, and how old the last ones are. It reads,
 * and nothing else. It runs as it is, with the AWS SDK of the Lambda runtime.
 *
 * Environment: NAMESPACE; TRAIL, its ARN.
 *
 * What cannot be asked is not published and fails the function, so that alarms on errors and on missing data are triggered.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
exports.handler = async () => probe(clients(), process.env);
exports.probe = probe;
exports.clients = clients;

async function probe({ getTrailStatus, log, now, putMetrics }, { NAMESPACE, TRAIL }) {
  const status = await getTrailStatus(TRAIL);
  const errors = {
    delivery: status.LatestDeliveryError,
    digest: status.LatestDigestDeliveryError,
    cloudWatchLogs: status.LatestCloudWatchLogsDeliveryError,
    notification: status.LatestNotificationError,
  };
  log({
    trail: TRAIL,
    logging: status.IsLogging,
    errors,
    delivered: status.LatestDeliveryTime,
    attempted: status.LatestDeliveryAttemptTime,
    digested: status.LatestDigestDeliveryTime,
  });
  await putMetrics(NAMESPACE, [
    metric("TrailLogging", status.IsLogging === true ? 1 : 0),
    metric("TrailDeliveryErrors", count(errors.delivery)),
    metric("TrailDigestErrors", count(errors.digest)),
    metric("TrailOtherErrors", count(errors.cloudWatchLogs) + count(errors.notification)),
    ...age("TrailDeliveryAge", status.LatestDeliveryTime, now()),
    ...age("TrailDigestAge", status.LatestDigestDeliveryTime, now()),
  ]);
}

/** An error that is over is absent or empty. */
function count(error) {
  return error ? 1 : 0;
}

/** A trail that has never delivered has no time: then there is no metric either, and the alarm on missing data is triggered. */
function age(MetricName, time, now) {
  return time === undefined
    ? []
    : [{ MetricName, Value: Math.max(0, (now - new Date(time).getTime()) / 1000), Unit: "Seconds" }];
}

function metric(MetricName, Value) {
  return { MetricName, Value, Unit: "Count" };
}

function clients() {
  // Loaded here, so that tests do without them.
  const { CloudTrailClient, GetTrailStatusCommand } = require("@aws-sdk/client-cloudtrail");
  const { CloudWatchClient, PutMetricDataCommand } = require("@aws-sdk/client-cloudwatch");
  const [cloudTrail, cloudWatch] = [new CloudTrailClient(), new CloudWatchClient()];
  return {
    getTrailStatus: (Name) => cloudTrail.send(new GetTrailStatusCommand({ Name })),
    putMetrics: (Namespace, MetricData) => cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData })),
    log: (entry) => console.log(JSON.stringify(entry)),
    now: () => Date.now(),
  };
}
