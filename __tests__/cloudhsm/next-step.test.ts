import type { Cluster } from "../../cloudhsm/client";
import { exitCodeOf, nextStep } from "../../cloudhsm/next-step";
import type { NextStep } from "../../cloudhsm/next-step";
import type { Plan, Standing } from "../../cloudhsm/standing";
import { cluster, CLUSTER_ID, hsm, PLAN, standing, STORE_ID } from "./fakes";

const TYPED = { hsm: (args: string) => `hsm ${args}`, deploy: (...args: string[]) => `deploy ${args.join(" ")}` };
const CSR = { Certificates: { ClusterCsr: "csr" } };
const TWO = { Hsms: [hsm(10, "eu-west-1a"), hsm(11, "eu-west-1b")] };

const plan = (other: Partial<Plan>): Plan => ({ ...PLAN, ...other });
const store = (state: string, errorCode?: string): Partial<Standing> => ({
  store: { id: STORE_ID, name: "small-logs", type: "cloudhsm", state, ...(errorCode && { errorCode }) },
});
const active = (other: Partial<Cluster> = {}): Partial<Standing> => ({
  cluster: cluster("ACTIVE", other),
  activated: true,
});
const key = (state: string, storeId = STORE_ID): Partial<Standing> => ({ key: { id: "key-1", state, storeId } });

function next(...parts: Partial<Standing>[]): NextStep {
  return nextStep(standing(Object.assign({}, ...parts) as Partial<Standing>), TYPED);
}

/** The lines to type. */
function lines({ actions }: NextStep): string[] {
  return actions.flatMap(({ type }) => type);
}

describe("what comes next", () => {
  it.each<[string, Partial<Standing>[], NextStep["turn"], number, string[]]>([
    ["there is nothing", [], "you", 4, ["deploy key-store"]],
    ["the cluster is being created", [{ cluster: cluster("CREATE_IN_PROGRESS") }], "aws", 5, []],
    ["the cluster has no HSM", [{ cluster: cluster("UNINITIALIZED", { Hsms: [] }) }], "you", 4, ["deploy key-store"]],
    ["there is no CSR yet", [{ cluster: cluster("UNINITIALIZED") }], "aws", 5, []],
    [
      "there is a CSR",
      [{ cluster: cluster("UNINITIALIZED", CSR) }],
      "you",
      4,
      [
        expect.stringMatching(/^hsm csr --out ceremony --aws-root .+ --manufacturer-root /) as string,
        `hsm sign --csr ceremony/${CLUSTER_ID}_ClusterCsr.csr --out ceremony`,
        `hsm initialize --certificate ceremony/${CLUSTER_ID}_CustomerHsmCertificate.crt --trust-anchor ceremony/customerCA.crt`,
      ],
    ],
    ["it is being initialized", [{ cluster: cluster("INITIALIZE_IN_PROGRESS") }], "aws", 5, []],
    [
      "it is initialized",
      [{ cluster: cluster("INITIALIZED"), clientHost: { id: "i-1", state: "running" } }],
      "you",
      4,
      [
        "aws ssm start-session --target i-1",
        expect.stringMatching(/^sudo dnf install -y https:\/\/.*cloudhsm-cli-latest\.amzn2023\.x86_64\.rpm$/) as string,
        "sudo cp customerCA.crt /opt/cloudhsm/etc/customerCA.crt",
        "sudo /opt/cloudhsm/bin/configure-cli -a 10.111.0.10",
        "/opt/cloudhsm/bin/cloudhsm-cli interactive",
        "cluster activate",
        "login --username admin --role admin",
        "user create --username kmsuser --role crypto-user",
        "user list",
        "logout",
        "quit",
      ],
    ],
    [
      "it is initialized and lost its HSM",
      [{ cluster: cluster("INITIALIZED", { Hsms: [] }) }],
      "broken",
      6,
      ["deploy key-store"],
    ],
    ["it is active, in phase store", [active(), { plan: plan({ phase: "store" }) }], "you", 4, expect.anything() as []],
    ["the store is not connected", [active(TWO), store("DISCONNECTED")], "you", 4, ["hsm connect"]],
    ["the store is being connected", [active(TWO), store("CONNECTING")], "aws", 5, ["hsm connect"]],
    ["the store is being disconnected", [active(TWO), store("DISCONNECTING")], "aws", 5, []],
    [
      "the cluster of the store is gone",
      [store("FAILED", "CLUSTER_NOT_FOUND")],
      "broken",
      6,
      [expect.stringMatching(/^aws cloudhsmv2 describe-backups --filters clusterIds=/) as string],
    ],
    ["the store failed", [active(TWO), store("FAILED", "USER_LOGGED_IN")], "broken", 6, ["hsm connect --reconnect"]],
    [
      "the store with the key is not connected",
      [active(TWO), store("DISCONNECTED"), key("Unavailable")],
      "broken",
      6,
      ["hsm connect"],
    ],
    [
      "the store is connected",
      [active(TWO), store("CONNECTED"), { plan: plan({ phase: "active" }) }],
      "you",
      4,
      ["deploy key-store"],
    ],
    [
      "an HSM is lost",
      [active(), store("CONNECTED"), key("Enabled"), { plan: plan({ phase: "active" }) }],
      "broken",
      6,
      ["deploy key-store"],
    ],
    [
      "both HSMs are in one zone",
      [
        active({ Hsms: [hsm(10, "eu-west-1a"), hsm(11, "eu-west-1a")] }),
        store("CONNECTED"),
        { plan: plan({ phase: "store" }) },
      ],
      "broken",
      6,
      ["deploy key-store"],
    ],
    [
      "the key is used by nothing",
      [active(TWO), store("CONNECTED"), key("Enabled"), { plan: plan({ phase: "active" }) }],
      "nobody",
      0,
      ["deploy log-archive --ignore-missing-stack-dependencies --var deployment_role=small-break-glass"],
    ],
    [
      "all is done",
      [active(TWO), store("CONNECTED"), key("Enabled"), { plan: plan({ phase: "active", inUse: true }) }],
      "nobody",
      0,
      [],
    ],
    ["the key is disabled", [active(TWO), store("CONNECTED"), key("Disabled")], "broken", 6, []],
    ["the key is in another store", [active(TWO), store("CONNECTED"), key("Enabled", "cks-2")], "broken", 6, []],
    ["the cluster is degraded", [{ cluster: cluster("DEGRADED"), activated: true }], "broken", 6, []],
    ["the cluster is being deleted", [{ cluster: cluster("DELETE_IN_PROGRESS") }], "broken", 6, ["hsm backups"]],
    ["the cluster is being changed", [{ cluster: cluster("UPDATE_IN_PROGRESS"), activated: true }], "aws", 5, []],
    [
      "there is no external store",
      [{ plan: plan({ type: "external", phase: "store" }) }],
      "you",
      4,
      [
        "read -rs TF_VAR_xks_proxy_access_key_id && export TF_VAR_xks_proxy_access_key_id",
        "read -rs TF_VAR_xks_proxy_secret_access_key && export TF_VAR_xks_proxy_secret_access_key",
        "deploy key-store",
      ],
    ],
    [
      "an external store is connected",
      [{ plan: plan({ type: "external", phase: "active", inUse: true }) }, store("CONNECTED"), key("Enabled")],
      "nobody",
      0,
      [],
    ],
  ])("when %s", (_, parts, turn, exitCode, typed) => {
    const step = next(...parts);
    expect({ turn: step.turn, exitCode: exitCodeOf(step), typed: lines(step) }).toEqual({ turn, exitCode, typed });
  });

  it("is the password without an echo, the phase and the trust anchor when the cluster is active", () => {
    const typed = lines(next(active()));
    expect(typed).toContain("keyStore: { phase: store, trustAnchor: customerCA.crt, ... }");
    expect(typed).toContain("read -rs TF_VAR_key_store_password && export TF_VAR_key_store_password");
    expect(typed.at(-1)).toBe("deploy key-store");
  });

  it("types no password anywhere", () => {
    const everything = [next(active()), next({ cluster: cluster("INITIALIZED") })].flatMap(lines);
    expect(everything.filter((line) => /--password|password=/.test(line))).toEqual([]);
  });
});
