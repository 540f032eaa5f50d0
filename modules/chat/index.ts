/** Alerts in Slack and Microsoft Teams. What is not here is not for others to import, and changes without notice. */
export { ChatChannel } from "./chat-channel";
export type { ChatChannelProps, ChatClient, SlackChannel, TeamsChannel } from "./chat-channel";
export { ChatRole } from "./chat-role";
export type { ChatRoleProps } from "./chat-role";
