import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import type { ClientSettings } from "../../../terraform/account-clients";

const HOUR_SECONDS = 3600;

/** The sum of what was published of a metric without dimensions. */
export async function sumOf(
  settings: ClientSettings,
  { from, metric, namespace, to }: { from: Date; metric: string; namespace: string; to: Date },
): Promise<number> {
  const { Datapoints = [] } = await new CloudWatchClient(settings).send(
    new GetMetricStatisticsCommand({
      Namespace: namespace,
      MetricName: metric,
      StartTime: from,
      EndTime: to,
      Period: HOUR_SECONDS,
      Statistics: ["Sum"],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
}
