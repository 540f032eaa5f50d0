import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProviderSource } from "../../../cli/local/provider-source";

const AWS_PROVIDER = join("registry.terraform.io", "hashicorp", "aws", "5.100.0");

describe("findProviderSource", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-providers-"));
  const mirror = join(folder, "mirror");
  const empty = join(folder, "empty");

  beforeAll(() => {
    mkdirSync(join(mirror, AWS_PROVIDER), { recursive: true });
    mkdirSync(join(empty, "registry.terraform.io"), { recursive: true });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("takes the mirror that LANDING_ZONE_PROVIDER_MIRROR names, and locks no provider", () => {
    const { env, skipProviderLock } = findProviderSource(folder, { LANDING_ZONE_PROVIDER_MIRROR: mirror });
    const configuration = readFileSync(String(env.TF_CLI_CONFIG_FILE), "utf8");
    expect(configuration).toContain(`filesystem_mirror {\n    path = "${mirror}"`);
    expect(skipProviderLock).toBe(true);
  });

  it("refuses a named mirror without the AWS provider, saying how to make one", () => {
    expect(() => findProviderSource(folder, { LANDING_ZONE_PROVIDER_MIRROR: empty })).toThrow(
      /^LANDING_ZONE_PROVIDER_MIRROR is .*empty, which holds no .*: name the folder that `terraform providers mirror`/,
    );
  });

  it("leaves it to Terraform's own configuration where there is one", () => {
    const configuration = join(folder, "own.rc");
    writeFileSync(configuration, "");
    expect(findProviderSource(folder, { TF_CLI_CONFIG_FILE: configuration })).toMatchObject({
      env: { TF_CLI_CONFIG_FILE: configuration },
      skipProviderLock: true,
    });
  });

  it("takes a mirror folder that Terraform looks in by itself", () => {
    const data = join(folder, "data");
    mkdirSync(join(data, "terraform", "plugins", AWS_PROVIDER), { recursive: true });
    const source = findProviderSource(folder, { TF_CLI_CONFIG_FILE: join(folder, "gone.rc"), XDG_DATA_HOME: data });
    expect(source).toMatchObject({
      skipProviderLock: true,
      description: `the mirror ${join(data, "terraform", "plugins")}`,
    });
  });

  it("falls back to the public registry, and does not pass on a configuration that is not there", () => {
    const source = findProviderSource(folder, { TF_CLI_CONFIG_FILE: join(folder, "gone.rc"), XDG_DATA_DIRS: empty });
    expect(source).toEqual({
      env: { TF_CLI_CONFIG_FILE: undefined },
      skipProviderLock: false,
      description: "the public registry",
    });
  });
});
