import { CHAT_REGIONS } from "../aws/chat-regions";

/** The region whose API creates chat channels, which are global: the home region if it has that API. */
export function chatApiRegion(homeRegion: string): string {
  return CHAT_REGIONS.some((region) => region === homeRegion) ? homeRegion : "us-east-2";
}
