// A setting that is taken out of the file goes back to its default: an argument that Terraform keeps when it is left out is written.
import { ConfigurationError } from "../../../config/source/problem";
import { withValue } from "../../support/change/edits";
import { RICH_FILE } from "../../support/change/rich-file";
import type { File } from "../../support/change/rich-file";
import { SimulatedTerraform } from "../../support/change/simulated-terraform";
import { synthesize } from "../../support/change/synthesis";

const TIMEOUT = 600_000;
/** Who and where things are, which no default stands for; and access, whose resources are made anew. */
const NOT_SETTINGS = ["access", "accounts", "homeRegion", "name", "organization", "regions"];

/** Paths of all fields that have a value, outermost first. */
const pathsIn = (value: unknown, path: readonly string[] = []): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => [[...path, key].join(" "), ...pathsIn(inner, [...path, key])])
    : [];

/** More settings than the rich file has. */
const FILE: File = [
  ["config recording frequency", "daily"],
  ["config recording otherFrequency", ["AWS::EC2::SecurityGroup"]],
  ["flowLogs trafficType", "REJECT"],
  ["flowLogs fields", ["version", "account-id", "srcaddr", "dstaddr"]],
  ["archive minimumTlsVersion", "1.3"],
  ["baseline passwordPolicy rememberedPasswords", 12],
  ["baseline snapshotSharing", "block-new-sharing"],
  ["hosts agent memoryPercent", 95],
  ["hosts agent retentionDays", 30],
  ["hosts sessions idleMinutes", 15],
  ["detection alarms rootLogin threshold", 2],
].reduce<File>((file, [path, value]) => withValue(file, String(path), value), RICH_FILE);

const SETTINGS = pathsIn(FILE).filter((path) => !NOT_SETTINGS.includes(path.split(" ")[0] ?? ""));

describe("settings that are taken out of the file", () => {
  it(
    "go back to their defaults",
    () => {
      const before = synthesize(FILE);
      let tried = 0;
      for (const path of SETTINGS) {
        const terraform = new SimulatedTerraform();
        terraform.deploy(before);
        try {
          const after = synthesize(withValue(FILE, path, undefined), before.ledger);
          expect([path, terraform.deploy(after)]).toEqual([path, []]);
          tried += 1;
        } catch (error) {
          // A required field, or one that another needs.
          if (!(error instanceof ConfigurationError)) throw error;
        }
      }
      expect(tried).toBeGreaterThan(SETTINGS.length / 2);
    },
    TIMEOUT,
  );
});
