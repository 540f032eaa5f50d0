import { CloudhsmV2Cluster } from "@cdktf/provider-aws/lib/cloudhsm-v2-cluster";
import { CloudhsmV2Hsm } from "@cdktf/provider-aws/lib/cloudhsm-v2-hsm";
import type { ITerraformDependable, Precondition, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { PREVENT_DESTROY } from "../data-protection";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { keep, KEPT } from "../kept";
import { activated } from "./activation";
import { HsmAuditLog } from "./audit-log";
import type { HsmAuditLogProps } from "./audit-log";
import type { HsmSubnet } from "./network";
import { ZoneSupport } from "./zone-support";

/** The only type that CloudHSM makes new clusters of. */
const HSM_TYPE = "hsm2m.medium";

export interface HsmClusterProps extends Omit<HsmAuditLogProps, "alias" | "clusterId" | "retentionInDays"> {
  /** What the cluster is called: its tag `Name`. */
  readonly environment: Environment;
  readonly name: string;
  /** Whether the HSMs work as FIPS 140-3 demands. */
  readonly mode: "FIPS" | "NON_FIPS";
  /** Private subnets, two or more, in different zones. An HSM is made in each, one after the other. */
  readonly subnets: readonly HsmSubnet[];
  /** `first` until the cluster is activated: CloudHSM refuses it a second one. */
  readonly hsms: "all" | "first";
  /** The log group of the HSMs, which is made before them. */
  readonly auditLog: {
    /** Alias of its key, with its `alias/` prefix. */
    readonly keyAlias: string;
    /** Days, one of the values CloudWatch Logs allows. */
    readonly retentionInDays: number;
  };
}

/**
 * A CloudHSM cluster with its HSMs and their audit log. CloudHSM makes its security group, with a rule for the ports of the
 * HSMs within the group, which must not be changed. Other subnets or another mode would replace the cluster: such a plan
 * fails.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-cluster.html
 */
export class HsmCluster extends Construct {
  readonly clusterId: string;
  readonly securityGroupId: string;
  readonly vpcId: string;
  readonly auditLogGroupName: string;
  /** A key store needs HSMs in two zones. */
  readonly hsms: readonly ITerraformDependable[];
  private readonly resource: CloudhsmV2Cluster;

  constructor(scope: Construct, id: string, props: HsmClusterProps) {
    super(scope, id);
    const { auditLog, breakGlassRoleArn, environment, subnets } = props;
    const zones = new ZoneSupport(this, "zones", {
      environment,
      availabilityZones: subnets.map(({ availabilityZone }) => availabilityZone),
    });
    this.resource = new CloudhsmV2Cluster(this, "Default", {
      ...inEnvironment(environment),
      hsmType: HSM_TYPE,
      mode: props.mode,
      subnetIds: subnets.map(({ subnetId }) => subnetId),
      tags: { Name: props.name },
      lifecycle: {
        ...PREVENT_DESTROY,
        // Of a cluster that was made of a backup and imported: Terraform would replace it, as no configuration names it.
        ignoreChanges: ["source_backup_identifier"],
        precondition: [zones.precondition],
      },
    });
    this.clusterId = this.resource.clusterId;
    this.securityGroupId = this.resource.securityGroupId;
    this.vpcId = this.resource.vpcId;
    const { logGroup, logGroupName } = new HsmAuditLog(this, "audit-log", {
      environment,
      breakGlassRoleArn,
      alias: auditLog.keyAlias,
      clusterId: this.clusterId,
      retentionInDays: auditLog.retentionInDays,
    });
    this.auditLogGroupName = logGroupName;
    this.hsms = this.addHsms(props, logGroup);
  }

  /**
   * Refuses to destroy a cluster that the code does not make any more: one that was directly in the stack. Its HSMs are kept
   * with it, as a plan that is refused is refused as a whole.
   */
  static keep(stack: TerraformStack, id: string, environment: Environment): void {
    keep(stack, environment, CloudhsmV2Cluster.tfResourceType, id, { hsm_type: HSM_TYPE, subnet_ids: [] });
  }

  /** Refuses what needs an activated cluster. */
  activated(what: string): Precondition {
    return activated(this.resource, what);
  }

  /** One after the other, as AWS takes a new one into a cluster. */
  private addHsms({ environment, hsms, subnets }: HsmClusterProps, logGroup: ITerraformDependable): CloudhsmV2Hsm[] {
    const made: CloudhsmV2Hsm[] = [];
    for (const { availabilityZone } of subnets) {
      const before = made.at(-1);
      const isMade = before === undefined || hsms === "all";
      const condition = before && { precondition: [this.activated("A second HSM")] };
      const hsm = new CloudhsmV2Hsm(this, `hsm-${availabilityZone}`, {
        ...inEnvironment(environment),
        clusterId: this.clusterId,
        availabilityZone,
        dependsOn: [before ?? logGroup],
        ...(isMade ? { lifecycle: { ...PREVENT_DESTROY, ...condition } } : KEPT),
      });
      if (isMade) {
        made.push(hsm);
      }
    }
    return made;
  }
}
