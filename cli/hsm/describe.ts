import { activeHsms, activeZones } from "../../cloudhsm/cluster";
import type { Backup, Cluster } from "../../cloudhsm/client";
import type { NextStep } from "../../cloudhsm/next-step";
import type { Standing } from "../../cloudhsm/standing";
import type { Check } from "../../cloudhsm/x509/checks";
import { fold } from "../../console/fold";
import { plural } from "../../console/plural";
import { table } from "../../console/table";
import { styled } from "../../console/terminal";

const LABEL_COLUMNS = 14;
const INDENT = " ".repeat(LABEL_COLUMNS);

/** Where the ceremony is, a line for each thing. */
export function describeStanding(standing: Standing): string {
  const { activated, clientHost, cluster, key, plan, store } = standing;
  const ofCluster: [string, string][] = [
    ["cluster", cluster === undefined ? "none" : describeCluster(cluster)],
    ...(cluster === undefined
      ? []
      : ([
          ["HSMs", describeHsms(cluster)],
          ["CSR", describeCsr(cluster)],
          ["activated", activated ? "yes" : "no"],
          ["last backup", describeBackup(standing.backup)],
          ["retention", describeRetention(cluster, plan.backupRetentionDays)],
        ] as [string, string][])),
    ["client host", clientHost === undefined ? "none" : `${clientHost.id} (${clientHost.state})`],
  ];
  const rows: [string, string][] = [
    ["phase", `${plan.phase}, in the configuration`],
    ...(plan.type === "cloudhsm" ? ofCluster : []),
    ["store", store === undefined ? "none" : describeStore(standing)],
    ["key", key === undefined ? "none" : `${key.id}: ${key.state}`],
  ];
  return rows.map(([label, text]) => fold(text, INDENT, label.padEnd(LABEL_COLUMNS))).join("\n");
}

function describeCluster({ ClusterId, HsmType, Mode, State, StateMessage }: Cluster): string {
  const facts = [State, HsmType, Mode].filter(Boolean).join(", ");
  return [`${ClusterId}: ${facts}`, ...(StateMessage === undefined ? [] : [`(${StateMessage})`])].join(" ");
}

function describeHsms(cluster: Cluster): string {
  const { Hsms = [] } = cluster;
  if (Hsms.length === 0) {
    return "none";
  }
  const zones = activeZones(cluster);
  const each = Hsms.map(({ AvailabilityZone, EniIp, HsmId, State }) =>
    [HsmId, AvailabilityZone, State, EniIp].filter(Boolean).join(" "),
  );
  return `${activeHsms(cluster).length} active in ${plural(zones.length, "zone")}: ${each.join("; ")}`;
}

function describeCsr({ Certificates = {}, State }: Cluster): string {
  if (Certificates.ClusterCertificate !== undefined) {
    return "signed";
  }
  if (Certificates.ClusterCsr !== undefined) {
    return "waits to be signed";
  }
  return State === "UNINITIALIZED" ? "not there yet" : "not there";
}

function describeRetention({ BackupRetentionPolicy }: Cluster, wanted: number | undefined): string {
  const days = BackupRetentionPolicy?.Value;
  const is = days === undefined ? "unknown" : `${days} days`;
  return wanted === undefined || days === String(wanted)
    ? is
    : `${is}, and ${wanted} in the configuration: \`hsm backups\` sets it`;
}

function describeStore({ explanation, store }: Standing): string {
  if (store === undefined) {
    return "none";
  }
  const { errorCode, id, state } = store;
  return [
    `${id}: ${[state, errorCode].filter(Boolean).join(", ")}${explanation === undefined ? "" : "."}`,
    ...(explanation === undefined ? [] : [explanation.cause, explanation.page]),
  ].join(" ");
}

function describeBackup(backup: Backup | undefined): string {
  return backup === undefined ? "none" : `${backup.BackupId} of ${timeOf(backup.CreateTimestamp)}`;
}

/** `2026-11-29 09:30 UTC` */
function timeOf(seconds: number | undefined): string {
  return seconds === undefined
    ? "an unknown time"
    : `${new Date(seconds * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** What comes next, with the lines to type; those are not folded, as they are to be copied. */
export function describeNextStep({ actions, turn, what }: NextStep): string {
  const [title, colour] = (
    {
      you: ["Next", "bold"],
      aws: ["Wait", "bold"],
      nobody: ["Done", "green"],
      broken: ["Broken", "red"],
    } as const
  )[turn];
  const lines = actions.flatMap(({ text, type }, index) => [
    fold(text, "     ", `  ${index + 1}. `),
    ...type.map((line) => `       ${line}`),
  ]);
  return [styled(colour, fold(`${title}: ${what}`)), ...lines].join("\n");
}

/** The checks, those that something is wrong with in colour. */
export function describeChecks(checks: readonly Check[]): string {
  return checks
    .map(({ check, detail, outcome }) => {
      const text = fold(detail === undefined ? check : `${check}: ${detail}`, " ".repeat(9), outcome.padEnd(9));
      return outcome === "ok" ? text : styled(outcome === "warning" ? "yellow" : "red", text);
    })
    .join("\n");
}

/** Backups as a table. */
export function describeBackups(backups: readonly Backup[]): string {
  return backups.length === 0
    ? "There is no backup yet: AWS makes one at least every day while the cluster has HSMs."
    : table(
        [
          { title: "backup", value: ({ BackupId }) => BackupId },
          { title: "made", value: ({ CreateTimestamp }) => timeOf(CreateTimestamp) },
          { title: "state", value: ({ BackupState = "unknown" }) => BackupState },
          { title: "expires", value: ({ NeverExpires }) => (NeverExpires === true ? "never" : "by retention") },
        ],
        backups,
      );
}
