import { ClientHost } from "../../../modules/cloudhsm/client-host";
import { synthesizeModule } from "../../support/terraform";

const template = synthesizeModule(
  (stack, environment) =>
    new ClientHost(stack, "host", {
      environment,
      name: "hsm-client",
      vpcId: "vpc-1",
      subnetId: "subnet-1",
      publicAddress: true,
      clusterSecurityGroupId: "sg-cluster",
    }),
);

describe("the client host", () => {
  it("runs the newest Amazon Linux 2023 when it is made, and is not replaced for a newer one", () => {
    expect(Object.values(template.json.data?.aws_ssm_parameter ?? {})).toEqual([
      expect.objectContaining({ name: expect.stringContaining("/al2023-ami-") as unknown }),
    ]);
    expect(template.resource("aws_instance")).toMatchObject({
      ami: expect.stringMatching(/^\$\{data\.aws_ssm_parameter\..*\.insecure_value\}$/) as unknown,
      lifecycle: { ignore_changes: ["ami"] },
    });
  });

  it("has IMDSv2, an encrypted disk and a public address, and can be removed", () => {
    const host = template.resource("aws_instance");
    expect(host).toMatchObject({
      metadata_options: { http_tokens: "required" },
      root_block_device: { encrypted: true },
      associate_public_ip_address: true,
    });
    expect(host.lifecycle).not.toHaveProperty("prevent_destroy");
    expect(host).not.toHaveProperty("key_name");
  });

  it("may do what Session Manager needs and nothing else", () => {
    expect(template.resources("aws_iam_role_policy_attachment").map(({ policy_arn: arn }) => arn)).toEqual([
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ]);
    expect(template.resources("aws_iam_role_policy")).toEqual([]);
  });

  it("is reached by nothing, and reaches the HSMs and https", () => {
    const into = template.resources("aws_vpc_security_group_ingress_rule");
    expect(into).toEqual([
      expect.objectContaining({ security_group_id: "sg-cluster", from_port: 2223, to_port: 2225, ip_protocol: "tcp" }),
    ]);
    expect(into[0]?.referenced_security_group_id).toMatch(/^\$\{aws_security_group\.host_/);
    const out = template.resources("aws_vpc_security_group_egress_rule");
    expect(
      out.map(({ cidr_ipv4: cidr, from_port: from, referenced_security_group_id: to, to_port: last }) => [
        to ?? cidr,
        from,
        last,
      ]),
    ).toEqual([
      ["sg-cluster", 2223, 2225],
      ["0.0.0.0/0", 443, 443],
    ]);
    expect(template.resource("aws_security_group")).not.toHaveProperty("ingress");
  });
});
