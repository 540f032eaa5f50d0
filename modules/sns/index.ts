/** Topics of alerts. What is not here is not for others to import, and changes without notice. */
export { AlertTopic } from "./alert-topic";
export type { AlertTopicProps, Subscription } from "./alert-topic";
