import { CloudhsmV2Cluster } from "@cdktf/provider-aws/lib/cloudhsm-v2-cluster";
import { CloudhsmV2Hsm } from "@cdktf/provider-aws/lib/cloudhsm-v2-hsm";
import type { ITerraformDependable, Precondition, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkAddressable, checkFormat, checkNotEmpty, checkNumberOf, checkOneOf, nameOf, pathOf } from "../checks";
import { PREVENT_DESTROY } from "../data-protection";
import { environmentOf, inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { RETENTION_DAYS } from "../../aws/log-retention-days";
import { keep, KEPT } from "../kept";
import { activated } from "./activation";
import { HsmAuditLog } from "./audit-log";
import type { HsmAuditLogProps } from "./audit-log";
import type { HsmSubnet } from "./network";
import { ZoneSupport } from "./zone-support";
import { checkZone } from "./zones";

/** The only type that CloudHSM makes new clusters of. */
const HSM_TYPE = "hsm2m.medium";

/** @see https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CreateCluster.html */
const MOST_SUBNETS = 10;

/** What a cluster takes. */
export interface HsmClusterProps extends Omit<
  HsmAuditLogProps,
  "alias" | "clusterId" | "material" | "retentionInDays"
> {
  /**
   * What the cluster is called: its tag `Name`.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly name?: string;
  /**
   * Whether the HSMs work as FIPS 140-3 demands.
   * @default "FIPS"
   */
  readonly mode?: "FIPS" | "NON_FIPS";
  /**
   * Private subnets in different zones, such as those of `HsmNetwork`; a key store needs two or more, and AWS takes ten. An HSM is
   * made in each, one after the other.
   */
  readonly subnets: readonly HsmSubnet[];
  /**
   * `first` until the cluster is activated: CloudHSM refuses it a second one.
   * @default "all"
   */
  readonly hsms?: "all" | "first";
  /**
   * The log group of the HSMs, which is made before them.
   * @default - its key has the alias of its path, and it keeps logs for 365 days
   */
  readonly auditLog?: {
    /**
     * Alias of its key, with its `alias/` prefix.
     * @default - `alias/` and the ids of the stack and the constructs
     */
    readonly keyAlias?: string;
    /**
     * Days, one of the values CloudWatch Logs allows.
     * @default 365
     */
    readonly retentionInDays?: number;
  };
  /**
   * What a plan says besides when it is refused because the cluster is not activated.
   * @default - where AWS says how to activate it
   */
  readonly activationAdvice?: string;
}

/**
 * A CloudHSM cluster with its HSMs and their audit log. CloudHSM makes its security group, with a rule for the ports of the
 * HSMs within the group, which must not be changed. Other subnets or another mode would replace the cluster: such a plan
 * fails.
 *
 * @example
 * const network = new HsmNetwork(this, "network", { availabilityZones: ["eu-west-1a", "eu-west-1b"] });
 * const cluster = new HsmCluster(this, "cluster", { subnets: network.subnets, hsms: "first" });
 * // Once it is activated, with all HSMs:
 * const store = new CloudHsmKeyStore(this, "key-store", { cluster, trustAnchor: readFileSync("customerCA.crt", "utf8") });
 * // Once the key store is connected:
 * new LogKey(this, "log-key", { trail, material: store.material() });
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-cluster.html
 */
export class HsmCluster extends Construct {
  /** Id of the cluster, `cluster-...`. */
  readonly clusterId: string;
  /** Id of the security group of the HSMs. */
  readonly securityGroupId: string;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** Name of the log group of the HSMs. */
  readonly auditLogGroupName: string;
  /** A key store needs HSMs in two zones. */
  readonly hsms: readonly ITerraformDependable[];
  /** The cluster itself. */
  readonly cluster: CloudhsmV2Cluster;
  /** The cluster with the HSMs that are made: the last of them. */
  readonly ready: ITerraformDependable;
  private readonly activationAdvice?: string;

  constructor(scope: Construct, id: string, props: HsmClusterProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { auditLog = {}, breakGlassRoleArn, mode = "FIPS", name = nameOf(where), subnets } = props;
    checkCluster(where, props);
    const environment = environmentOf(scope, id, props);
    for (const [index, { availabilityZone }] of subnets.entries()) {
      checkZone(where, `subnets[${index}].availabilityZone`, availabilityZone, environment);
    }
    this.activationAdvice = props.activationAdvice;
    const zones = new ZoneSupport(this, "zones", {
      environment,
      availabilityZones: subnets.map(({ availabilityZone }) => availabilityZone),
    });
    this.cluster = new CloudhsmV2Cluster(this, "Default", {
      ...inEnvironment(environment),
      hsmType: HSM_TYPE,
      mode,
      subnetIds: subnets.map(({ subnetId }) => subnetId),
      tags: { Name: name },
      lifecycle: {
        ...PREVENT_DESTROY,
        // Of a cluster that was made of a backup and imported: Terraform would replace it, as no configuration names it.
        ignoreChanges: ["source_backup_identifier"],
        precondition: [zones.precondition],
      },
    });
    this.clusterId = this.cluster.clusterId;
    this.securityGroupId = this.cluster.securityGroupId;
    this.vpcId = this.cluster.vpcId;
    const { logGroup, logGroupName } = new HsmAuditLog(this, "audit-log", {
      environment,
      breakGlassRoleArn,
      alias: auditLog.keyAlias,
      clusterId: this.clusterId,
      retentionInDays: auditLog.retentionInDays,
    });
    this.auditLogGroupName = logGroupName;
    this.hsms = this.addHsms(environment, props, logGroup);
    this.ready = this.hsms.at(-1) ?? this.cluster;
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
    return activated(this.cluster, what, this.activationAdvice);
  }

  /** One after the other, as AWS takes a new one into a cluster. */
  private addHsms(
    environment: Environment,
    { hsms = "all", subnets }: HsmClusterProps,
    logGroup: ITerraformDependable,
  ): CloudhsmV2Hsm[] {
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

function checkCluster(where: string, { auditLog, hsms, mode, subnets }: HsmClusterProps): void {
  checkOneOf(where, "mode", mode, ["FIPS", "NON_FIPS"]);
  checkOneOf(where, "hsms", hsms, ["all", "first"]);
  checkOneOf(where, "auditLog.retentionInDays", auditLog?.retentionInDays, RETENTION_DAYS);
  checkNotEmpty(where, "subnets", subnets);
  checkNumberOf(where, "subnets", subnets, MOST_SUBNETS);
  checkAddressable(
    where,
    "subnets",
    subnets.map(({ availabilityZone }) => availabilityZone),
  );
  for (const [index, { availabilityZone, subnetId }] of subnets.entries()) {
    checkFormat(where, `subnets[${index}].availabilityZone`, availabilityZone, FORMATS.availabilityZone);
    checkFormat(where, `subnets[${index}].subnetId`, subnetId, FORMATS.subnetId);
  }
}
