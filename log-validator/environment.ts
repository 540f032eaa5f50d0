import type { ArchiveLocation } from "../log-integrity/location";
import { HOUR, MINUTE } from "../log-integrity/times";

/** What the function is told by its environment. */
export interface Environment {
  readonly table: string;
  readonly queueUrl: string;
  readonly location: ArchiveLocation;
  /** Twelve digits. */
  readonly bucketOwner: string;
  readonly trailArn: string;
  readonly trail: string;
  /** Region that the trail was made in. */
  readonly homeRegion: string;
  readonly partition: string;
  /** Account that owns the trail. */
  readonly trailOwner: string;
  /** Regions that every account is expected to have digests of. */
  readonly regions: readonly string[];
  readonly namespace: string;
  /** Names or ARNs of event buses. */
  readonly buses: readonly string[];
  /** `<name>.log-validation` */
  readonly source: string;
  readonly hasSecurityHub: boolean;
  /** How long after its hour a digest may come, in milliseconds. */
  readonly grace: number;
}

const TRAIL =
  /^arn:(?<partition>aws[a-z-]*):cloudtrail:(?<region>[a-z]{2,}(?:-[a-z]+)+-\d{1,2}):(?<owner>\d{12}):trail\/(?<name>[A-Za-z0-9._-]{3,128})$/;

/** @throws Error that names every variable that is missing or wrong */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const wrong: string[] = [];
  const text = (name: string, pattern = /./): string => {
    const value = variables[name] ?? "";
    if (!pattern.test(value)) {
      wrong.push(`${name}="${value}"`);
    }
    return value;
  };
  const list = (...names: string[]): string[] => names.map((name) => variables[name] ?? "").filter((one) => one !== "");
  const trailArn = text("TRAIL_ARN", TRAIL);
  const { name: trail = "", owner = "", partition = "", region = "" } = TRAIL.exec(trailArn)?.groups ?? {};
  const environment = {
    table: text("TABLE"),
    queueUrl: text("QUEUE_URL", /^https?:\/\//),
    location: {
      bucket: text("BUCKET"),
      prefix: (variables.PREFIX ?? "").replace(/^\/+|\/+$/g, ""),
      organizationId: text("ORGANIZATION_ID", /^o-[a-z0-9]{10,32}$/),
    },
    bucketOwner: text("BUCKET_OWNER", /^\d{12}$/),
    trailArn,
    trail,
    homeRegion: region,
    partition,
    trailOwner: owner,
    regions: text("REGIONS")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    namespace: text("NAMESPACE"),
    buses: [text("BUS"), ...list("SECOND_BUS")],
    source: text("SOURCE"),
    hasSecurityHub: variables.SECURITY_HUB === "true",
    grace: Number(text("GRACE_MINUTES", /^\d{1,4}$/)) * MINUTE,
  };
  if (wrong.length > 0) {
    throw new Error(`The environment is not as it must be: ${wrong.join(", ")}`);
  }
  return environment;
}

/** How much later than that a chain may be settled before it counts as late: the hour itself, and a sweep. */
export const LATE_AFTER_GRACE = 2 * HOUR;
