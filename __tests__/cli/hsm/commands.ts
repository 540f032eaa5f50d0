import type { Opened } from "../../../cli/hsm/open";
import type { Clients } from "../../../cloudhsm/standing";
import { fakeCloudHsm, fakeEc2, fakeKms, PLAN } from "../../cloudhsm/fakes";
import { existingLandingZone } from "../../support/landing-zones";

/** What the commands are given in place of AWS; a test that uses it mocks `cli/hsm/open`. */
export function opened(clients: Partial<Clients> = {}, plan: Partial<Opened["settings"]["plan"]> = {}): Opened {
  const { homeRegion, logArchive } = existingLandingZone();
  return {
    settings: { account: logArchive, region: homeRegion, plan: { ...PLAN, ...plan } },
    clients: { cloudHsm: fakeCloudHsm([[]]).cloudHsm, kms: fakeKms([]).kms, ec2: fakeEc2(), ...clients },
  };
}

export interface Printed {
  /** Standard output. */
  readonly out: string;
  readonly error: string;
  /** What the work threw. */
  readonly failure?: Error & { exitCode?: number };
  readonly exitCode: typeof process.exitCode;
}

/** What a command prints, and how it ends. */
export async function printed(work: () => Promise<void>): Promise<Printed> {
  let [out, error] = ["", ""];
  const toOut = jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const toError = jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    error += String(text);
    return true;
  });
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    await work();
    return { out, error, exitCode: process.exitCode };
  } catch (failure) {
    return { out, error, exitCode: process.exitCode, failure: failure as Error };
  } finally {
    process.exitCode = before;
    toOut.mockRestore();
    toError.mockRestore();
  }
}

/** Lines that are longer than a terminal is wide. */
export function tooWide(text: string): string[] {
  return text.split("\n").filter((line) => line.length > 80);
}
