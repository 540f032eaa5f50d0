/** Queues. What is not here is not for others to import, and changes without notice. */
export { DeadLetterQueue } from "./dead-letter-queue";
export type { DeadLetterQueueProps, DeadLetterSender } from "./dead-letter-queue";
export { SubscribedQueue } from "./subscribed-queue";
export type { SubscribedQueueProps } from "./subscribed-queue";
