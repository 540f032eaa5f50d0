/**
 * Regions whose API creates chat channels, which are global.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/chatbot.html
 */
export const CHAT_REGIONS = ["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"] as const;
