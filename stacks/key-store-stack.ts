import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { SEVERITIES } from "../config/detection/severity";
import type { LandingZone } from "../config/landing-zone";
import type {
  CloudHsmKeyStore as CloudHsmSettings,
  ExternalKeyStore as ExternalSettings,
} from "../config/key-store/settings";
import type { KeyStore } from "../config/key-store/settings";
import { ClientHost } from "../modules/cloudhsm/client-host";
import { HsmCluster } from "../modules/cloudhsm/cluster";
import { ExistingSubnets } from "../modules/cloudhsm/existing-subnets";
import { HsmNetwork } from "../modules/cloudhsm/network";
import type { HsmSubnet } from "../modules/cloudhsm/network";
import { PublicSubnet } from "../modules/cloudhsm/public-subnet";
import { AlarmDashboard } from "../modules/cloudwatch/alarm-dashboard";
import { roleArn } from "../modules/iam/arns";
import { CloudHsmKeyStore, ExternalKeyStore } from "../modules/kms/custom-key-store";
import type { KeyMaterial } from "../modules/kms/key-material";
import { LogKey } from "../modules/kms/log-key";
import { alertTopicArns } from "./alert-topics";
import { addKeyStoreMonitoring } from "./key-store-monitoring";
import type { KeyStoreMonitoringProps } from "./key-store-monitoring";
import { LandingZoneStack } from "./landing-zone-stack";
import { logKeyProps } from "./log-key-props";
import type { OrganizationStack } from "./organization-stack";

/** Where HSMs are, and where a client host would be. */
interface Network {
  readonly subnets: readonly HsmSubnet[];
  readonly made?: HsmNetwork;
}

/** A KMS custom key store of the log archive and, in its last phase, the key in it that encrypts logs. */
export class KeyStoreStack extends LandingZoneStack {
  /** ARN of the key; absent before the last phase. */
  readonly logKeyArn?: string;

  private constructor(
    scope: Construct,
    landingZone: LandingZone,
    private readonly organization: OrganizationStack,
    keyStore: KeyStore,
  ) {
    super(scope, "key-store", landingZone, organization.account(landingZone.logArchive));
    this.addDependency(organization);
    const material = keyStore.type === "cloudhsm" ? this.addCloudHsm(keyStore) : this.addExternal(keyStore);
    if (material === undefined || keyStore.phase !== "active") {
      // A phase that goes backwards must not destroy what the later one made.
      LogKey.keep(this, "log-key", this.home);
      return;
    }
    const key = new LogKey(this, "log-key", {
      ...logKeyProps(this.home, landingZone, organization),
      alias: landingZone.names.keyStoreKeyAlias,
      material,
    });
    this.logKeyArn = key.keyArn;
  }

  /** The stack, if there is a key store. */
  static ifWanted(
    scope: Construct,
    landingZone: LandingZone,
    organization: OrganizationStack,
  ): KeyStoreStack | undefined {
    const { keyStore } = landingZone;
    return keyStore === undefined ? undefined : new KeyStoreStack(scope, landingZone, organization, keyStore);
  }

  private addCloudHsm(keyStore: CloudHsmSettings): KeyMaterial | undefined {
    const { breakGlass, names, trail } = this.landingZone;
    const environment = this.home;
    const { phase, trustAnchor } = keyStore;
    const network = this.addNetwork(keyStore);
    const cluster = new HsmCluster(this, "cluster", {
      environment,
      name: names.hsmNetwork,
      activationAdvice: ACTIVATION_ADVICE,
      mode: keyStore.mode,
      subnets: network.subnets,
      hsms: phase === "cluster" ? "first" : "all",
      breakGlassRoleArn: roleArn(environment, environment.accountId, breakGlass.role),
      auditLog: { keyAlias: names.hsmLogGroupKeyAlias, retentionInDays: trail.cloudWatchLogsRetentionDays },
    });
    if (keyStore.clientHost) {
      this.addClientHost(cluster, network);
    }
    this.addMonitoring(phase, {
      id: cluster.clusterId,
      auditLogGroupName: cluster.auditLogGroupName,
      zones: phase === "cluster" ? 1 : keyStore.availabilityZones.length,
    });
    const password = this.addSecret("key_store_password", "Password of kmsuser: only where the key store is made");
    if (phase === "cluster") {
      CloudHsmKeyStore.keep(this, "key-store", { environment, name: names.keyStore });
      return undefined;
    }
    if (trustAnchor === undefined) {
      throw new Error(`the phase ${phase} passed without a trust anchor`);
    }
    return new CloudHsmKeyStore(this, "key-store", {
      environment,
      name: names.keyStore,
      connectionAdvice: CONNECTION_ADVICE,
      cluster,
      trustAnchor,
      password: `\${${password}}`,
    }).material();
  }

  private addNetwork({ availabilityZones, network }: CloudHsmSettings): Network {
    const environment = this.home;
    if ("cidr" in network) {
      const made = new HsmNetwork(this, "network", {
        environment,
        availabilityZones,
        cidr: network.cidr,
        name: this.landingZone.names.hsmNetwork,
      });
      return { made, subnets: made.subnets };
    }
    const subnets = availabilityZones.map((availabilityZone, index) => ({
      availabilityZone,
      subnetId: network.subnets[index] ?? "",
    }));
    return new ExistingSubnets(this, "network", { environment, subnets });
  }

  /** In a VPC that is made, in a subnet with a way out; in subnets that are given, in the first. */
  private addClientHost(cluster: HsmCluster, { made, subnets }: Network): void {
    const environment = this.home;
    const name = this.landingZone.names.hsmClientHost;
    const publicSubnet =
      made === undefined ? undefined : new PublicSubnet(this, "client-subnet", { environment, name, network: made });
    const host = new ClientHost(this, "client-host", {
      environment,
      name,
      vpcId: cluster.vpcId,
      subnetId: publicSubnet?.subnetId ?? subnets[0]?.subnetId ?? "",
      publicAddress: publicSubnet !== undefined,
      clusterSecurityGroupId: cluster.securityGroupId,
    });
    if (publicSubnet !== undefined) {
      host.node.addDependency(publicSubnet);
    }
  }

  private addMonitoring(phase: KeyStore["phase"], cluster?: KeyStoreMonitoringProps["cluster"]): void {
    const { audit, name, names } = this.landingZone;
    const auditAccount = { ...this.home, accountId: this.organization.account(audit).accountId };
    const environment = this.home;
    const alarms = addKeyStoreMonitoring(this, {
      environment,
      cluster,
      name,
      keyStoreName: phase === "cluster" ? undefined : names.keyStore,
      isConnected: phase === "active",
      namespace: names.hsmNamespace,
      probeName: names.keyStoreProbe,
      topics: alertTopicArns(auditAccount, this.landingZone),
    });
    new AlarmDashboard(this, "dashboard", {
      environment,
      dashboardName: names.keyStoreDashboard,
      markdown: `# ${name}: alarms on the key store by severity`,
      sections: SEVERITIES.map((severity) => ({
        title: severity,
        alarmArns: alarms.filter((alarm) => alarm.severity === severity).map(({ arn }) => arn),
      })),
    });
  }

  private addExternal(keyStore: ExternalSettings): KeyMaterial {
    this.addMonitoring(keyStore.phase);
    // One that has a cluster and no key store yet, which Terraform would replace and thus refuse.
    HsmCluster.keep(this, "cluster", this.home);
    const store = new ExternalKeyStore(this, "key-store", {
      environment: this.home,
      name: this.landingZone.names.keyStore,
      connectionAdvice: CONNECTION_ADVICE,
      connectivity: keyStore.connectivity,
      endpoint: keyStore.endpoint,
      path: keyStore.path,
      endpointService: keyStore.endpointService,
      credential: {
        accessKeyId: this.addSecret("xks_proxy_access_key_id", "Credential of the proxy: only where the store is made"),
        secretAccessKey: this.addSecret("xks_proxy_secret_access_key", "The other half of the credential"),
      },
    });
    return store.material(keyStore.keyId);
  }

  /** A variable that is null but when something is made; answers with its name in expressions. */
  private addSecret(name: string, description: string): string {
    const variable = new TerraformVariable(this, name, { type: "string", sensitive: true, description });
    // cdktf leaves null out, and Terraform would ask for the value.
    variable.addOverride("default", null);
    return `var.${variable.friendlyUniqueId}`;
  }
}

const ACTIVATION_ADVICE =
  "The command landing-zone hsm status says what comes next; until the ceremony is over, keyStore.phase is cluster.";
const CONNECTION_ADVICE = "Connect it with landing-zone hsm connect; until then keyStore.phase is store.";
