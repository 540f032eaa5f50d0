/** @see https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
const CHAT_REGIONS = ["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"];

/** Region whose API makes chat channels, which then are the same in all: the home region where it has one. */
export function chatPlaceRegion(homeRegion: string): string {
  return CHAT_REGIONS.includes(homeRegion) ? homeRegion : "us-east-2";
}
