import { terraformEnvironment } from "../../terraform/terraform-environment";

describe("the environment of Terraform", () => {
  const mirror = { env: { TF_CLI_CONFIG_FILE: "mirror.rc" }, skipProviderLock: true, description: "a mirror" };

  it("is of the default workspace, whose states are compared", () => {
    expect(terraformEnvironment(mirror, { TF_WORKSPACE: "" })).toMatchObject({ TF_WORKSPACE: "default" });
    expect(() => terraformEnvironment(mirror, { TF_WORKSPACE: "other" })).toThrow(/^TF_WORKSPACE is other: /);
  });

  it("keeps the caller's credentials and endpoint", () => {
    const env = { AWS_PROFILE: "deployer", AWS_ENDPOINT_URL: "http://127.0.0.1:4566" };
    expect(terraformEnvironment(mirror, env)).toMatchObject({ ...env, TF_CLI_CONFIG_FILE: "mirror.rc" });
  });
});
