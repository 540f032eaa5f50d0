"use strict";

/**
 * Publishes what AWS has no metric for: whether the custom key store is connected, and in how many Availability Zones how many
 * HSMs are active. It reads, and nothing else. It runs as it is, with the AWS SDK of the Lambda runtime.
 *
 * Environment: NAMESPACE; CLUSTER_ID, absent where the key store is an external one; KEY_STORE, its name, absent while there
 * is none.
 *
 * What cannot be asked is not published and fails the function, so that alarms on errors and on missing data go off.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html
 * @see https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_DescribeClusters.html
 */
exports.handler = async () => probe(clients(), process.env);
exports.probe = probe;
exports.clients = clients;

async function probe({ describeClusters, describeKeyStores, log, putMetrics }, { CLUSTER_ID, KEY_STORE, NAMESPACE }) {
  const questions = [
    CLUSTER_ID && (async () => hsmMetrics(await describeClusters(CLUSTER_ID), CLUSTER_ID, log)),
    KEY_STORE && (async () => storeMetrics(await describeKeyStores(KEY_STORE), KEY_STORE, log)),
  ].filter(Boolean);
  // One that fails must not keep the other from being published.
  const answers = await Promise.allSettled(questions.map((ask) => ask()));
  const metrics = answers.flatMap(({ value = [] }) => value);
  if (metrics.length > 0) {
    await putMetrics(NAMESPACE, metrics);
  }
  const failures = answers.flatMap(({ reason, status }) => (status === "rejected" ? [reason] : []));
  if (failures.length > 0) {
    throw new Error(failures.map(({ message, name }) => `${name}: ${message}`).join("; "));
  }
}

/** A cluster that is gone has no HSMs, and is no error: the alarm on its HSMs says more. */
function hsmMetrics({ Clusters: [cluster] = [] }, clusterId, log) {
  const hsms = cluster?.Hsms ?? [];
  const active = hsms.filter(({ State }) => State === "ACTIVE");
  log({
    clusterId,
    state: cluster?.State ?? "not found",
    hsms: hsms.map(({ AvailabilityZone, HsmId, State, StateMessage }) => ({
      hsm: HsmId,
      zone: AvailabilityZone,
      state: State,
      message: StateMessage,
    })),
  });
  return [
    metric("ActiveHsms", active.length),
    metric("ActiveZones", new Set(active.map(({ AvailabilityZone }) => AvailabilityZone)).size),
  ];
}

/** While it is being connected or disconnected, and when that failed, its keys are not available. */
function storeMetrics({ CustomKeyStores: [store] = [] }, keyStore, log) {
  const state = store?.ConnectionState ?? "not found";
  log({ keyStore, id: store?.CustomKeyStoreId, state, error: store?.ConnectionErrorCode });
  return [metric("KeyStoreConnected", state === "CONNECTED" ? 1 : 0)];
}

function metric(MetricName, Value) {
  return { MetricName, Value, Unit: "Count" };
}

function clients() {
  // Loaded here, so that tests do without them.
  const { CloudHSMV2Client, DescribeClustersCommand } = require("@aws-sdk/client-cloudhsm-v2");
  const { CloudWatchClient, PutMetricDataCommand } = require("@aws-sdk/client-cloudwatch");
  const { DescribeCustomKeyStoresCommand, KMSClient } = require("@aws-sdk/client-kms");
  const [cloudHsm, cloudWatch, kms] = [new CloudHSMV2Client(), new CloudWatchClient(), new KMSClient()];
  return {
    describeClusters: (id) => cloudHsm.send(new DescribeClustersCommand({ Filters: { clusterIds: [id] } })),
    describeKeyStores: async (name) => {
      try {
        return await kms.send(new DescribeCustomKeyStoresCommand({ CustomKeyStoreName: name }));
      } catch (error) {
        if (error.name === "CustomKeyStoreNotFoundException") {
          return { CustomKeyStores: [] };
        }
        throw error;
      }
    },
    putMetrics: (Namespace, MetricData) => cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData })),
    log: (entry) => console.log(JSON.stringify(entry)),
  };
}
