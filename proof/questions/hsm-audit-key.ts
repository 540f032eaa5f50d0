import { HSM_CLUSTER } from "../leaves";
import type { RequestContext } from "../principal";
import { usesOf } from "./key-use";
import { asKeyAllows, keyProtection } from "./keys";
import { nobody, only } from "./question";
import type { Question, Subject } from "./question";

/** The key of the log group of the HSMs' audit logs, where the landing zone has a cluster. */
export function hsmAuditKeyQuestions({ landingZone, policies }: Subject): Question[] {
  const { homeRegion, logArchive, names, partition } = landingZone;
  const key = policies.resources.get("key-store/cluster_audit-log_key_38E58635");
  if (key === undefined) {
    return [];
  }
  const [area, alias] = ["key of the HSMs' audit log", names.hsmLogGroupKeyAlias];
  const group = `arn:${partition}:logs:${homeRegion}:${logArchive.id ?? ""}:log-group:/aws/cloudhsm/${HSM_CLUSTER}`;
  const of = (arn: string): RequestContext => ({ "kms:EncryptionContext:aws:logs:arn": arn });
  const ask = usesOf({ alias, area, key }, asKeyAllows);
  const [encrypt, statement] = ["kms:GenerateDataKey", "CloudWatchLogsEncrypts"];
  return [
    ask("encrypt events of the HSMs' audit log", encrypt, statement, of(group), only("logs")),
    ask("encrypt events of another log group with its key", encrypt, statement, of(`${group}-other`), nobody),
    ...keyProtection({ area, key, alias, owner: logArchive.slug, landingZone }),
  ];
}
