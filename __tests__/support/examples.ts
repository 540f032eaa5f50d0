import { cpSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse, stringify } from "yaml";
import type { LandingZone } from "../../config/landing-zone";
import { parseLandingZone } from "../../config/load";

/** Some fields of a configuration file as they are written. */
type Fields = Readonly<Record<string, unknown>>;

/** A configuration file by its top-level fields. */
export type Sections = Readonly<Record<string, Fields | undefined>>;

/** Every example, the one at the root first. */
export const EXAMPLE_FILES = [
  "landing-zone.yaml",
  ...readdirSync("examples")
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => `examples/${file}`),
];

export function readExample(name: string): Sections {
  return parse(readFileSync(`examples/${name}.yaml`, "utf8")) as Sections;
}

/** The landing zone of some sections. File names in them are relative to the folder of the examples. */
export function landingZoneOf(sections: Fields): LandingZone {
  return parseLandingZone(stringify(sections), "examples/combined.yaml").landingZone;
}

/**
 * Copies an example, and what it refers to, into a folder of its own, for commands that write beside it.
 *
 * @returns the path of the copy
 */
export function copyExample(file: string, folder: string): string {
  cpSync("examples/customerCA.crt", join(folder, "customerCA.crt"));
  const copy = join(folder, basename(file));
  cpSync(file, copy);
  return copy;
}
