/** Keys of the tags that the landing zone gives to everything. */
export const OWN_TAGS: readonly string[] = ["LandingZone", "ManagedBy"];
