import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * A browser without a window. LANDING_ZONE_CHROMIUM names it where it is not in the PATH.
 *
 * @throws Error that says how to install one
 */
export async function startChromium(env: Readonly<NodeJS.ProcessEnv> = process.env): Promise<Browser> {
  const { LANDING_ZONE_CHROMIUM: named, PATH = "" } = env;
  const executablePath =
    named ??
    PATH.split(delimiter)
      .flatMap((folder) => NAMES.map((name) => join(folder, name)))
      .find(isProgram);
  if (executablePath === undefined || !isProgram(executablePath)) {
    throw new Error(
      `${named ?? "Chromium"} is not installed: the page of verify-logs --html is looked at in it. Debian: apt-get install ` +
        "chromium; elsewhere name a Chromium or Chrome in LANDING_ZONE_CHROMIUM.",
    );
  }
  return chromium.launch({ executablePath });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
