import { SNSClient, SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { ClientSettings } from "../../terraform/account-clients";

/** Somebody who subscribes to an alert topic, as long as the drill lasts. */
export interface Listener {
  /** Whether a message that holds the text has arrived, within some seconds. */
  hears(text: string): Promise<boolean>;
  /** The messages that are there by now and were not taken before, as they were published. */
  take(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const PATIENCE_SECONDS = 10;

/** A queue behind a topic of the same account and region. */
export async function listenTo(settings: ClientSettings, topicArn: string, queueName: string): Promise<Listener> {
  const sqs = new SQSClient(settings);
  const sns = new SNSClient(settings);
  const queueArn = topicArn.replace(":sns:", ":sqs:").replace(/[^:]*$/, queueName);
  const Statement = [
    {
      Sid: "TopicSends",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
    },
  ];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: queueName, Attributes: { Policy } }));
  const forget = (): Promise<unknown> => sqs.send(new DeleteQueueCommand({ QueueUrl }));
  let SubscriptionArn: string | undefined;
  try {
    const subscribe = { TopicArn: topicArn, Protocol: "sqs", Endpoint: queueArn, ReturnSubscriptionArn: true };
    ({ SubscriptionArn } = await sns.send(new SubscribeCommand(subscribe)));
  } catch (error) {
    await forget();
    throw error;
  }
  const heard: string[] = [];
  return {
    take: async () => {
      const bodies: string[] = [];
      for (let isMore = true; isMore;) {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
        bodies.push(...Messages.map(({ Body = "{}" }) => Body));
        isMore = Messages.length > 0;
      }
      return bodies.map((body) => (JSON.parse(body) as { Message?: string }).Message ?? body);
    },
    hears: async (text) => {
      const end = performance.now() + PATIENCE_SECONDS * 1000;
      do {
        if (heard.some((message) => message.includes(text))) {
          return true;
        }
        const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 });
        const { Messages = [] } = await sqs.send(receive);
        heard.push(...Messages.map(({ Body = "" }) => Body));
      } while (performance.now() < end);
      return heard.some((message) => message.includes(text));
    },
    stop: async () => {
      await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await forget();
    },
  };
}
