import { linuxAgentConfiguration, windowsAgentConfiguration } from "../../../modules/hosts/agent-configuration";
import { AgentParameters } from "../../../modules/hosts/agent-parameters";
import type { AgentParametersProps } from "../../../modules/hosts/agent-parameters";
import { synthesizeModule } from "../../support/terraform";
import type { Template } from "../../support/terraform";

const CONFIGURATION = { namespace: "org/Hosts", logGroupPrefix: "/org/hosts" };

function parameters(props: Partial<AgentParametersProps> = {}): { arns: readonly string[]; template: Template } {
  let arns: readonly string[] = [];
  const template = synthesizeModule((stack, environment) => {
    arns = new AgentParameters(stack, "agent", {
      environment,
      ...CONFIGURATION,
      linuxParameterName: "AmazonCloudWatch-org-linux",
      windowsParameterName: "AmazonCloudWatch-org-windows",
      ...props,
    }).parameterArns;
  });
  return { arns, template };
}

describe("AgentParameters", () => {
  const { arns, template } = parameters();
  const byName = new Map(template.resources("aws_ssm_parameter").map((parameter) => [parameter.name, parameter]));

  it.each([
    ["AmazonCloudWatch-org-linux", linuxAgentConfiguration(CONFIGURATION)],
    ["AmazonCloudWatch-org-windows", windowsAgentConfiguration(CONFIGURATION)],
  ])("holds the agent's configuration in %s, readable without a key", (name, configuration) => {
    const value = String(byName.get(name)?.value);
    // What Terraform makes of it.
    expect(JSON.parse(value.replaceAll("$${", () => "${"))).toEqual(configuration);
    expect(byName.get(name)).toMatchObject({ type: "String" });
  });

  it("escapes the agent's placeholders, which Terraform would take for its own", () => {
    for (const { value } of byName.values()) {
      expect(value).toContain('"$${aws:InstanceId}"');
      expect(value).not.toMatch(/(?<!\$)\$\{/);
    }
  });

  it("fits into a standard parameter, with names of any length", () => {
    for (const { value } of parameters({
      namespace: "n".repeat(255),
      logGroupPrefix: "g".repeat(500),
    }).template.resources("aws_ssm_parameter")) {
      expect(String(value).length).toBeLessThanOrEqual(4096);
    }
  });

  it("exposes the ARNs of both", () => {
    expect(arns).toHaveLength(2);
  });

  it.each(["linuxParameterName", "windowsParameterName"] as const)(
    "refuses a %s that AWS's managed policy does not let hosts read",
    (name) => {
      expect(() => parameters({ [name]: "org-agent" })).toThrow(`${name}: got "org-agent"; allowed: AmazonCloudWatch-`);
    },
  );
});
