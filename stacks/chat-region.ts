/** @see https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
const CHAT_REGIONS = ["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"];

/** The region whose API creates chat channels, which are global: the home region if it has that API. */
export function chatApiRegion(homeRegion: string): string {
  return CHAT_REGIONS.includes(homeRegion) ? homeRegion : "us-east-2";
}
