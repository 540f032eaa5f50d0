import { REFUSED_SETTINGS } from "../../../config/schema/refused-settings";
import { extended, problemsOf } from "../support";

const settings = REFUSED_SETTINGS.flatMap(({ fix, keys, path, reason }) =>
  keys.map((key): [string, { fix: string; reason: string }] => [`${path}.${key}`, { fix, reason }]),
);

/** What sections of the file have to have besides. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  keyStore: ["type: external", "phase: store", "connectivity: public-endpoint", "endpoint: https://xks.example.com"],
};

/** A block of YAML that leads to a setting, a key a line, with the setting in the last one. */
function block(setting: string): string[] {
  const keys = setting.split(".");
  return keys.flatMap((key, depth) => {
    const line = `${"  ".repeat(depth)}${key}:${depth === keys.length - 1 ? " true" : ""}`;
    return [line, ...(REQUIRED[key] ?? []).map((field) => `${"  ".repeat(depth + 1)}${field}`)];
  });
}

describe("a setting that cannot work", () => {
  it.each(settings)("is refused with its reason, where it is: %s", (setting, { fix, reason }) => {
    const lines = block(setting);
    expect(problemsOf(extended(...lines))).toEqual([
      {
        severity: "error",
        file: "test.yaml",
        line: 17 + lines.length,
        column: 1 + 2 * (setting.split(".").length - 1),
        path: setting,
        message: reason,
        fix,
      },
    ]);
  });

  it.each([
    "archive.buckets.config.objectLock",
    "archive.buckets.accessLogs.objectLock",
    "archive.buckets.accessLogs.encryption",
    "archive.buckets.flowLogs.lock",
    "archive.buckets.trail.objectLock",
    "archive.denyUnencryptedUploads",
    "archive.logKeyArn",
    "keyStore.rotation",
    "keyStore.multiRegion",
    "keyStore.kmsuserPassword",
    "keyStore.hsmType",
    "trail.logGroupAccount",
  ])("is one of those that others offer: %s", (setting) => {
    expect(settings.map(([name]) => name)).toContain(setting);
  });

  it("is reported once", () => {
    const names = settings.map(([setting]) => setting);
    expect(new Set(names).size).toBe(names.length);
  });

  it("is an unknown key elsewhere", () => {
    expect(problemsOf(extended("trail: { kmsKeyArn: x }")).map(({ message }) => message)).toEqual([
      "there is no such key",
    ]);
  });
});

describe("a reason", () => {
  it.each(settings)("can be read without the code: %s", (_, { fix, reason }) => {
    expect(reason).toMatch(/^\S.{20,}[^.]$/);
    expect(fix).toMatch(/^(remove it|it belongs in )/);
  });
});
