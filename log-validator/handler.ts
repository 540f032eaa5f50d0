import type { KeyArchive } from "./archived-keys";
import { parseCreatedObject, verifyCreated } from "./digest-event";
import { RunMetrics } from "./metrics";
import { each, makeRun, OutOfTime } from "./runtime";
import type { Run } from "./runtime";
import type { Services } from "./services";
import { sweepGroup } from "./sweep-group";
import { parseSweepWork } from "./sweep-message";
import { planSweep } from "./sweep-plan";
import { BeingTold } from "./teller";

/** What Lambda says of a run. */
export interface LambdaContext {
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
}

/** Which messages of a batch are to be received again. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

interface SqsRecord {
  readonly messageId: string;
  readonly body: string;
}

/** What is begun is finished in this time, or given back. */
const RESERVE = 60_000;
const MESSAGES_AT_ONCE = 4;

/**
 * What the function does: with `{"plan": "sweep"}` it plans a sweep, with messages of the queue it verifies digests that were
 * created and does the work of sweeps. A message that cannot be parsed, or was not finished, fails alone.
 *
 * @throws Error where metrics cannot be published: a run that nobody hears of counts as none, and its messages are received again
 */
export async function handle(
  event: unknown,
  context: LambdaContext,
  services: Services,
  keys: KeyArchive,
): Promise<BatchResponse | undefined> {
  const { plan, Records: records } = (event ?? {}) as { readonly plan?: unknown; readonly Records?: unknown };
  const metrics = new RunMetrics();
  if (plan === "sweep") {
    await planSweep(services, metrics);
    await services.putMetrics(metrics.data);
    return undefined;
  }
  if (!Array.isArray(records)) {
    throw new Error('the event is neither {"plan": "sweep"} nor messages of a queue');
  }
  const deadline = new AbortController();
  const timer = setTimeout(
    () => {
      deadline.abort();
    },
    Math.max(0, context.getRemainingTimeInMillis() - RESERVE),
  );
  try {
    const [, , , region = "", accountId = ""] = context.invokedFunctionArn.split(":");
    const run = makeRun(services, keys, metrics, { accountId, region }, deadline.signal);
    const failed: { itemIdentifier: string }[] = [];
    await each(records as SqsRecord[], MESSAGES_AT_ONCE, async ({ body, messageId }) => {
      try {
        await work(body, run);
      } catch (error) {
        const { message, name } = error as Error;
        services.log({ level: "error", message: "message not done", messageId, error: `${name}: ${message}` });
        failed.push({ itemIdentifier: messageId });
        // A batch of which some failed is no error of the function for Lambda, and it takes hours until a message is set aside.
        if (!(error instanceof OutOfTime || error instanceof BeingTold)) {
          metrics.add("NotChecked", 1);
        }
      }
    });
    await services.putMetrics(metrics.data);
    return { batchItemFailures: failed };
  } finally {
    clearTimeout(timer);
  }
}

async function work(body: string, run: Run): Promise<void> {
  if (run.signal.aborted) {
    throw new OutOfTime();
  }
  const message: unknown = JSON.parse(body);
  if (typeof message === "object" && message !== null && "sweep" in message) {
    await sweepGroup(parseSweepWork(message.sweep), run);
  } else {
    await verifyCreated(parseCreatedObject(message), run);
  }
}
