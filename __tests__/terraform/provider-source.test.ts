import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProviderSource } from "../../terraform/provider-source";

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

  it("keeps a cache of its own for a mirror, which no other run changes and every stack uses as it is", () => {
    const { env } = findProviderSource(folder, { LANDING_ZONE_PROVIDER_MIRROR: mirror });
    const cache = join(folder, "plugin-cache");
    expect(env).toMatchObject({ TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" });
    expect(existsSync(cache)).toBe(true);
  });

  it("takes the caller's own cache if there is one", () => {
    const cache = join(folder, "own-cache");
    const { env } = findProviderSource(folder, { TF_PLUGIN_CACHE_DIR: cache, XDG_DATA_DIRS: empty });
    expect(env).toMatchObject({ TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" });
  });

  it("refuses a named mirror without the AWS provider, saying how to make one", () => {
    expect(() => findProviderSource(folder, { LANDING_ZONE_PROVIDER_MIRROR: empty })).toThrow(
      /^LANDING_ZONE_PROVIDER_MIRROR is .*empty, which holds no .*: name the folder that `terraform providers mirror`/,
    );
  });

  it.each(["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG"])("leaves it to Terraform's own configuration: %s", (name) => {
    const configuration = join(folder, "own.rc");
    writeFileSync(configuration, "");
    expect(findProviderSource(folder, { [name]: configuration })).toMatchObject({
      env: { TF_CLI_CONFIG_FILE: configuration, CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" },
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
    const cache = { TF_PLUGIN_CACHE_DIR: join(folder, "own-cache") };
    const settings = { ...cache, TF_CLI_CONFIG_FILE: join(folder, "gone.rc"), XDG_DATA_DIRS: empty };
    expect(findProviderSource(folder, settings)).toEqual({
      env: { ...cache, TF_CLI_CONFIG_FILE: undefined, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" },
      skipProviderLock: false,
      description: "the public registry",
    });
  });
});
