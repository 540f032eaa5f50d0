/** Trails. What is not here is not for others to import, and changes without notice. */
export { Trail } from "./trail";
export type { DeliveryTopic, TrailProps } from "./trail";
export { TrailDeliveryTopic } from "./trail-delivery-topic";
export type { TrailDeliveryTopicProps } from "./trail-delivery-topic";
export type { TrailIdentity } from "./trail-identity";
export { TrailLogGroup } from "./trail-log-group";
export type { TrailLogGroupProps } from "./trail-log-group";
export type { EventSelector, FieldSelector, SelectorField } from "../../aws/event-selector";
