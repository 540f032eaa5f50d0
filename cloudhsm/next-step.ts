import { activeHsms, activeZones } from "./cluster";
import type { Cluster } from "./client";
import { HSM_EXIT } from "./exit-code";
import type { Standing } from "./standing";

/** What comes next. */
export interface NextStep {
  /** Whose step it is; `nobody`: all is done; `broken`: yours, as something that was there does not work. */
  readonly turn: "you" | "aws" | "nobody" | "broken";
  /** In a sentence. */
  readonly what: string;
  /** What there is to do, in this order. */
  readonly actions: readonly Action[];
}

export interface Action {
  /** Why, or what for. */
  readonly text: string;
  /** Lines to type, as they are. */
  readonly type: readonly string[];
}

/** How commands are typed where this program runs. */
export interface Typed {
  /** `hsm csr --out ceremony` */
  readonly hsm: (args: string) => string;
  /** Deploys a stack, with options. */
  readonly deploy: (...args: string[]) => string;
}

const KEY_STORE_STACK = "key-store";
/** The stack of the buckets. */
const LOG_STACK = "log-archive";
const FOLDER = "ceremony";

/** What comes next, by what there is in AWS: a run that was ended anywhere is gone on with. */
export function nextStep(standing: Standing, typed: Typed): NextStep {
  const { cluster, plan, store } = standing;
  if (plan.type === "external") {
    return storeStep(standing, typed);
  }
  if (cluster === undefined && store !== undefined) {
    return restoration(store.clusterId);
  }
  if (cluster === undefined) {
    const text = "Network, cluster and one HSM, in phase cluster.";
    return yours("Create the cluster.", action(text, typed.deploy(KEY_STORE_STACK)));
  }
  return clusterStep(cluster, standing, typed) ?? storeStep(standing, typed);
}

/** A new cluster would not have the keys: what Terraform would make is refused by KMS at best. */
function restoration(clusterId = "CLUSTER"): NextStep {
  return broken(
    `The cluster of the store, ${clusterId}, is gone.`,
    action(
      "Deploy nothing, as that makes an empty cluster. Restore one from a backup: docs/runbooks/restore.md.",
      `aws cloudhsmv2 describe-backups --filters clusterIds=${clusterId}`,
    ),
  );
}

function clusterStep(cluster: Cluster, standing: Standing, typed: Typed): NextStep | undefined {
  const { Certificates, Hsms = [], State, StateMessage } = cluster;
  switch (State) {
    case "CREATE_IN_PROGRESS":
      return waits("AWS creates the cluster.");
    case "UNINITIALIZED":
      if (Hsms.length === 0) {
        const text = "The first HSM makes the CSR that you sign.";
        return yours("Create the first HSM.", action(text, typed.deploy(KEY_STORE_STACK)));
      }
      return Certificates?.ClusterCsr === undefined
        ? waits("AWS creates the first HSM, which makes the CSR.")
        : initialization(cluster.ClusterId, typed);
    case "INITIALIZE_IN_PROGRESS":
      return waits("AWS initializes the cluster.");
    case "INITIALIZED":
      return activeHsms(cluster).length === 0
        ? broken("The cluster has no HSM to be activated by.", action("Make it again.", typed.deploy(KEY_STORE_STACK)))
        : activation(cluster, standing, typed);
    case "ACTIVE":
      return undefined;
    case "DEGRADED":
      return broken(`The cluster is DEGRADED${StateMessage === undefined ? "." : `: ${StateMessage}`}`, {
        text: "Replace the HSM that does not work, as docs/runbooks/lost-hsm.md says.",
        type: [],
      });
    case "DELETE_IN_PROGRESS":
      return broken("The cluster is being deleted.", action("Restore one from a backup.", typed.hsm("backups")));
    default:
      return waits(`AWS changes the cluster (${State}).`);
  }
}

function initialization(id: string, typed: Typed): NextStep {
  const anchor = `${FOLDER}/customerCA.crt`;
  return yours(
    "Initialize the cluster.",
    action(
      "Fetch the CSR and check the hardware that made it.",
      typed.hsm(`csr --out ${FOLDER} --aws-root AWS_CloudHSM_Root-G1.crt --manufacturer-root manufacturer_root.crt`),
    ),
    action("Sign it with your CA, offline; or, in tests only:", typed.hsm(`sign --csr ${csrFile(id)} --out ${FOLDER}`)),
    action("Claim the cluster.", typed.hsm(`initialize --certificate ${signedFile(id)} --trust-anchor ${anchor}`)),
  );
}

function csrFile(id: string): string {
  return `${FOLDER}/${id}_ClusterCsr.csr`;
}

function signedFile(id: string): string {
  return `${FOLDER}/${id}_CustomerHsmCertificate.crt`;
}

/** For Amazon Linux 2023, which the client host has; dnf takes it from there, wherever the shell of a session begins. */
const CLI_PACKAGE =
  "https://s3.amazonaws.com/cloudhsmv2-software/CloudHsmClient/Amzn2023/cloudhsm-cli-latest.amzn2023.x86_64.rpm";

/**
 * Installs and prepares the CloudHSM CLI of a host in the VPC; every command of it is typed as here.
 *
 * @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/gs_cloudhsm_cli-install.html
 */
function cloudHsmCli(address: string): string[] {
  return [
    `sudo dnf install -y ${CLI_PACKAGE}`,
    "sudo cp customerCA.crt /opt/cloudhsm/etc/customerCA.crt",
    `sudo /opt/cloudhsm/bin/configure-cli -a ${address}`,
    "/opt/cloudhsm/bin/cloudhsm-cli interactive",
  ];
}

/** @see https://docs.aws.amazon.com/cloudhsm/latest/userguide/activate-cluster.html */
function activation(cluster: Cluster, { clientHost }: Standing, typed: Typed): NextStep {
  const address = activeHsms(cluster)[0]?.EniIp ?? "ADDRESS";
  return yours(
    "Activate the cluster, and make the user of KMS.",
    clientHost === undefined
      ? action(
          "Make a host in the VPC, with keyStore.clientHost: true, if you have none.",
          typed.deploy(KEY_STORE_STACK),
        )
      : action(
          "Go to the client host, and put the trust anchor there: `cd; cat > customerCA.crt`, paste it, Ctrl-D.",
          `aws ssm start-session --target ${clientHost.id}`,
        ),
    { text: "Install the CloudHSM CLI, and start it.", type: cloudHsmCli(address) },
    action("Set the password of the administrator.", "cluster activate"),
    kmsUser(),
  );
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html#kmsuser-concept */
function kmsUser(): Action {
  return {
    text: "Make the crypto user that KMS logs in as; its password has 7 to 32 letters and digits.",
    type: [
      "login --username admin --role admin",
      "user create --username kmsuser --role crypto-user",
      "user list",
      "logout",
      "quit",
    ],
  };
}

function storeStep(standing: Standing, typed: Typed): NextStep {
  const { explanation, plan, store } = standing;
  if (store === undefined) {
    return plan.phase === "cluster" ? beginStorePhase(standing, typed) : createStore(standing, typed);
  }
  switch (store.state) {
    case "CONNECTED":
      return keyStep(standing, typed);
    case "FAILED":
      return broken(
        `The store failed to connect: ${store.errorCode ?? "without a code"}. ${explanation?.cause ?? ""}`.trim(),
        { text: explanation?.action ?? "See AWS's page.", type: [] },
        action(
          "Then connect it again; while it is FAILED, it is disconnected first.",
          typed.hsm("connect --reconnect"),
        ),
      );
    case "DISCONNECTED":
      return (standing.key === undefined ? yours : broken)(
        standing.key === undefined ? "Connect the store." : "The store is disconnected, so that its key does nothing.",
        action("This takes up to 20 minutes.", typed.hsm("connect")),
      );
    case "DISCONNECTING":
      return waits("KMS disconnects the store.");
    default:
      return waits("KMS connects the store.", action("Wait for it.", typed.hsm("connect")));
  }
}

function beginStorePhase({ cluster, clientHost }: Standing, typed: Typed): NextStep {
  const address = cluster === undefined ? "ADDRESS" : (activeHsms(cluster)[0]?.EniIp ?? "ADDRESS");
  const session = clientHost === undefined ? [] : [`aws ssm start-session --target ${clientHost.id}`];
  return yours(
    "Go on to phase store.",
    {
      text: "Has the cluster no user kmsuser yet (`user list` shows it), make it, on a host in the VPC.",
      type: [...session, ...cloudHsmCli(address)],
    },
    kmsUser(),
    {
      text: "In the file: keyStore.phase: store, and the trust anchor beside it.",
      type: ["keyStore: { phase: store, trustAnchor: customerCA.crt, ... }"],
    },
    password(),
    action("A second HSM, and the store.", typed.deploy(KEY_STORE_STACK)),
  );
}

function createStore({ plan }: Standing, typed: Typed): NextStep {
  return plan.type === "external"
    ? yours("Create the store.", credential(), action("The store, not connected.", typed.deploy(KEY_STORE_STACK)))
    : yours("Create the store.", password(), action("A second HSM, and the store.", typed.deploy(KEY_STORE_STACK)));
}

function credential(): Action {
  return {
    text: "Give Terraform the credential that KMS shows the proxy, which is written nowhere.",
    type: ["TF_VAR_xks_proxy_access_key_id", "TF_VAR_xks_proxy_secret_access_key"].map(
      (name) => `read -rs ${name} && export ${name}`,
    ),
  };
}

/** The password is read without echo, and is in no history of commands. */
function password(): Action {
  return {
    text: "Give Terraform the password of kmsuser, which is written nowhere; KMS changes it when it connects.",
    type: ["read -rs TF_VAR_key_store_password && export TF_VAR_key_store_password"],
  };
}

function keyStep(standing: Standing, typed: Typed): NextStep {
  const { key, plan, store } = standing;
  const missing = missingHsms(standing);
  if (missing !== undefined) {
    return broken(missing, action("Make them again.", typed.deploy(KEY_STORE_STACK)));
  }
  if (key === undefined) {
    return yours(
      "Create the key.",
      ...(plan.phase === "active" ? [] : [{ text: "In the file: keyStore.phase: active.", type: [] }]),
      action("The key in the store.", typed.deploy(KEY_STORE_STACK)),
    );
  }
  if (key.storeId !== undefined && key.storeId !== store?.id) {
    return broken(`The key ${key.id} is in another store, ${key.storeId}.`);
  }
  if (key.state !== "Enabled") {
    return broken(`The key is ${key.state}: logs cannot be encrypted with it, nor read.`);
  }
  return plan.inUse
    ? { turn: "nobody", what: "By the configuration, new logs are encrypted with the key of the store.", actions: [] }
    : {
        turn: "nobody",
        what: "All is ready; by the configuration, new logs are encrypted with the KMS key.",
        actions: [
          action(
            `To encrypt them with the key of the store: archive.encryption: ${plan.type}. It changes the bucket, which ` +
              "the break-glass role alone may: docs/break-glass.md.",
            typed.deploy(
              LOG_STACK,
              "--ignore-missing-stack-dependencies",
              `--var deployment_role=${plan.breakGlassRole}`,
            ),
          ),
        ],
      };
}

function missingHsms({ cluster, plan }: Standing): string | undefined {
  if (cluster === undefined || plan.phase === "cluster") {
    return undefined;
  }
  const [hsms, zones] = [activeHsms(cluster).length, activeZones(cluster).length];
  return hsms < plan.hsms || zones < 2
    ? `The cluster has ${hsms} active HSMs in ${zones} zones, where there should be ${plan.hsms}, in two or more.`
    : undefined;
}

/** The exit code of `hsm status`. */
export function exitCodeOf({ turn }: NextStep): number {
  switch (turn) {
    case "nobody":
      return HSM_EXIT.ok;
    case "aws":
      return HSM_EXIT.waiting;
    case "you":
      return HSM_EXIT.yourTurn;
    case "broken":
      return HSM_EXIT.broken;
  }
}

function yours(what: string, ...actions: Action[]): NextStep {
  return { turn: "you", what, actions };
}

function broken(what: string, ...actions: Action[]): NextStep {
  return { turn: "broken", what, actions };
}

function waits(what: string, ...actions: Action[]): NextStep {
  return { turn: "aws", what, actions };
}

function action(text: string, ...type: string[]): Action {
  return { text, type };
}
