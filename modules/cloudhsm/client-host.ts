import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { serviceTrust } from "../iam/service-trust";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { HSM_PORTS } from "./ports";

/** @see https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli */
const IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
const HTTPS = 443;

export interface ClientHostProps {
  readonly environment: Environment;
  /** What host, security group, role and instance profile are called. */
  readonly name: string;
  readonly vpcId: string;
  /** Where the host is: Systems Manager has to be reached from there. */
  readonly subnetId: string;
  /** Whether it gets a public address, without which an internet gateway does not serve it. */
  readonly publicAddress: boolean;
  /** Security group of the cluster, which is opened to the host. */
  readonly clusterSecurityGroupId: string;
}

/**
 * A host to run the CloudHSM CLI on, reached by Session Manager: nothing reaches it from the network, and it reaches the
 * HSMs and https. It holds nothing: remove it after the ceremony.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/launch-client-instance.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-getting-started.html
 */
export class ClientHost extends Construct {
  readonly instanceId: string;

  constructor(scope: Construct, id: string, props: ClientHostProps) {
    super(scope, id);
    const { environment, name } = props;
    const image = new DataAwsSsmParameter(this, "image", { ...inEnvironment(environment), name: IMAGE });
    const host = new Instance(this, "Default", {
      ...inEnvironment(environment),
      ami: image.insecureValue,
      instanceType: "t3.micro",
      subnetId: props.subnetId,
      associatePublicIpAddress: props.publicAddress,
      vpcSecurityGroupIds: [this.addSecurityGroup(props)],
      iamInstanceProfile: this.addInstanceProfile(props),
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true, volumeType: "gp3" },
      tags: { Name: name },
      // A newer image is no reason to replace a host in the middle of a ceremony.
      lifecycle: { ignoreChanges: ["ami"] },
    });
    this.instanceId = host.id;
  }

  private addSecurityGroup({ clusterSecurityGroupId, environment, name, vpcId }: ClientHostProps): string {
    const group = new SecurityGroup(this, "security-group", {
      ...inEnvironment(environment),
      name,
      description: "Client host of the HSMs: nothing in, the HSMs and https out",
      vpcId,
      tags: { Name: name },
    });
    const hsms = { ...HSM_PORTS, ipProtocol: "tcp" };
    new VpcSecurityGroupEgressRule(this, "to-hsms", {
      ...inEnvironment(environment),
      securityGroupId: group.id,
      description: "HSMs",
      referencedSecurityGroupId: clusterSecurityGroupId,
      ...hsms,
    });
    new VpcSecurityGroupEgressRule(this, "to-https", {
      ...inEnvironment(environment),
      securityGroupId: group.id,
      description: "Systems Manager, and packages of the CloudHSM CLI",
      cidrIpv4: "0.0.0.0/0",
      fromPort: HTTPS,
      toPort: HTTPS,
      ipProtocol: "tcp",
    });
    // A rule of its own in the cluster's group, which goes when the host goes; CloudHSM's own rule is left alone.
    new VpcSecurityGroupIngressRule(this, "from-host", {
      ...inEnvironment(environment),
      securityGroupId: clusterSecurityGroupId,
      description: "Client host of the HSMs",
      referencedSecurityGroupId: group.id,
      ...hsms,
    });
    return group.id;
  }

  private addInstanceProfile({ environment, name }: ClientHostProps): string {
    const role = new IamRole(this, "role", {
      ...inEnvironment(environment),
      name,
      description: "Client host of the HSMs: is reached by Session Manager",
      assumeRolePolicy: serviceTrust("ec2.amazonaws.com"),
    });
    new IamRolePolicyAttachment(this, "session-manager", {
      ...inEnvironment(environment),
      role: role.name,
      policyArn: `arn:${environment.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    });
    return new IamInstanceProfile(this, "profile", { ...inEnvironment(environment), name, role: role.name }).name;
  }
}
