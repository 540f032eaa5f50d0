import { unrecordedServices } from "../config/aws-config/unrecorded-services";
import type { LandingZone } from "../config/landing-zone";
import { table } from "../console/table";
import { styled } from "../console/terminal";

/** Global services that AWS Config records in no governed region, though it records all types; empty where there are none. */
export function describeUnrecorded({
  config,
  partition,
  regions,
}: Pick<LandingZone, "config" | "partition" | "regions">): string {
  const services = unrecordedServices({ partition, recording: config.recording, regions });
  if (services.length === 0) {
    return "";
  }
  const [title = "", ...lines] = table(
    [
      { title: "not recorded by AWS Config", value: ({ name }) => name },
      { title: "unless you govern", value: ({ recordedIn }) => recordedIn },
    ],
    services,
  ).split("\n");
  return [styled("bold", title), ...lines].join("\n");
}
