/** The bus of security events, rules on it and forwarding to it. What is not here is not for others to import, and changes without notice. */
export { EventAlert } from "./event-alert";
export type { EventAlertProps } from "./event-alert";
export { EventForwarderRole } from "./event-forwarder-role";
export type { EventForwarderRoleProps } from "./event-forwarder-role";
export { EventForwarding } from "./event-forwarding";
export type { EventForwardingProps } from "./event-forwarding";
export { EventTargetRole } from "./event-target-role";
export type { EventTargetRoleProps } from "./event-target-role";
export type { EventTarget, KnownTarget } from "./known-target";
export type { TargetKind } from "../../aws/event-targets";
export { SecurityBus } from "./security-bus";
export type { SecurityBusProps } from "./security-bus";
