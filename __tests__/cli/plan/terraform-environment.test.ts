import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformEnvironment } from "../../../cli/plan/terraform-environment";

describe("the environment of Terraform", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-environment-"));
  const registry = { env: { TF_CLI_CONFIG_FILE: undefined }, skipProviderLock: false, description: "the registry" };
  const mirror = { env: { TF_CLI_CONFIG_FILE: "mirror.rc" }, skipProviderLock: true, description: "a mirror" };

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("keeps the caller's credentials and endpoint", () => {
    const env = { AWS_PROFILE: "deployer", AWS_ENDPOINT_URL: "http://127.0.0.1:4566" };
    expect(terraformEnvironment(mirror, env)).toMatchObject({ ...env, TF_CLI_CONFIG_FILE: "mirror.rc" });
  });

  it("fetches providers from the registry once for all stacks, into the caller's own cache if there is one", () => {
    const cache = join(folder, "cache");
    const env = terraformEnvironment(registry, { TF_PLUGIN_CACHE_DIR: cache });
    expect(env).toMatchObject({ TF_PLUGIN_CACHE_DIR: cache, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1" });
    expect(existsSync(cache)).toBe(true);
  });

  it("copies nothing of a mirror", () => {
    expect(terraformEnvironment(mirror, {})).not.toHaveProperty("TF_PLUGIN_CACHE_DIR");
  });
});
