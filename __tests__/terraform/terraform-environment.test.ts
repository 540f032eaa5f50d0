import { terraformEnvironment } from "../../terraform/terraform-environment";

describe("the environment of Terraform", () => {
  const mirror = { env: { TF_CLI_CONFIG_FILE: "mirror.rc" }, skipProviderLock: true, description: "a mirror" };

  it("is of the default workspace, whose states are compared", () => {
    expect(terraformEnvironment(mirror, { TF_WORKSPACE: "" })).toMatchObject({ TF_WORKSPACE: "default" });
    expect(() => terraformEnvironment(mirror, { TF_WORKSPACE: "other" })).toThrow(/^TF_WORKSPACE is other: /);
  });

  it.each([
    ["TF_CLI_ARGS", "-input=false"],
    ["TF_CLI_ARGS_plan", "-no-color -target=aws_x.a"],
    ["TF_CLI_ARGS_plan", "-auto-approve"],
    ["TF_CLI_ARGS_show", "-parallelism=1"],
    ["TF_CLI_ARGS_init", "-backend-config=bucket=other"],
    ["TF_CLI_ARGS_apply", "-state=other"],
    ["TF_CLI_ARGS_constructor", "-x"],
    ["TF_REATTACH_PROVIDERS", "{}"],
  ])("is refused where it changes what Terraform does: %s=%s", (name, value) => {
    expect(() => terraformEnvironment(mirror, { [name]: value })).toThrow(`${name} is ${value}: `);
  });

  it("may have arguments that change nothing", () => {
    const env = {
      TF_CLI_ARGS: "-no-color ",
      TF_CLI_ARGS_plan: "-parallelism=3 -compact-warnings",
      TF_CLI_ARGS_apply: "-auto-approve",
      TF_REATTACH_PROVIDERS: "",
    };
    expect(terraformEnvironment(mirror, env)).toMatchObject(env);
  });

  it("has no logs where answers are read, unless they go to a file, and no data folder of all stacks", () => {
    const logs = { TF_LOG: "JSON", TF_LOG_CORE: "trace", TF_LOG_PROVIDER: "trace", TF_LOG_PROVIDER_AWS: "trace" };
    const disturbing = { TF_DATA_DIR: "/tmp/all", TF_WARN_OUTPUT_ERRORS: "1" };
    const names = Object.keys(terraformEnvironment(mirror, { ...logs, ...disturbing, TF_LOG_PATH: "" }));
    expect(names.filter((name) => name in logs || name in disturbing)).toEqual([]);
    expect(terraformEnvironment(mirror, { ...logs, TF_LOG_PATH: "/tmp/log" })).toMatchObject(logs);
  });

  it("keeps the caller's credentials and endpoint", () => {
    const env = { AWS_PROFILE: "deployer", AWS_ENDPOINT_URL: "http://127.0.0.1:4566" };
    expect(terraformEnvironment(mirror, env)).toMatchObject({ ...env, TF_CLI_CONFIG_FILE: "mirror.rc" });
  });
});
