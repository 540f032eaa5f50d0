import { BUCKET_RECONFIGURATION, KEY_DESTRUCTION, OBJECT_TAMPERING } from "../../aws/tampering";
import { logBucketArns } from "./arns";
import type { AccessInput } from "./function";
import { actionsOf, deny } from "./statement";
import type { AccessStatement } from "./statement";

/** All that encrypts, decrypts or signs with a key, or hands that to others. */
export const KEY_USE = actionsOf(
  "kms",
  "CreateGrant",
  "Decrypt",
  "DeriveSharedSecret",
  "Encrypt",
  "GenerateDataKey*",
  "GenerateMac",
  "ReEncrypt*",
  "Sign",
);

/** Readers cannot change: no statement that is added one day makes them. Nothing else is denied them on these buckets. */
export function denyChangesOfLogs(input: AccessInput): AccessStatement {
  return deny(
    "NeverChangeLogs",
    ["s3:PutObject", "s3:PutBucketVersioning", "s3:ReplicateObject", ...OBJECT_TAMPERING, ...BUCKET_RECONFIGURATION],
    [...logBucketArns(input), ...logBucketArns(input, "/*")],
  );
}

/** For those who see how things are set up: no log files. */
export function denyLogFiles(input: AccessInput): AccessStatement {
  return deny("NeverReadLogFiles", actionsOf("s3", "GetObject*"), logBucketArns(input, "/*"));
}

/** No secrets, nor what people wrote into log groups. */
export function denySecrets(): AccessStatement {
  return deny(
    "NeverReadSecretsOrEvents",
    [
      ...actionsOf("secretsmanager", "BatchGetSecretValue", "GetSecretValue"),
      ...actionsOf("logs", "FilterLogEvents", "GetLogEvents", "GetLogRecord", "StartLiveTail", "StartQuery", "Unmask"),
    ],
    "*",
  );
}

/** What evidence is in, and what it is encrypted with. */
export function denyDestructionOfEvidence(): AccessStatement {
  return deny(
    "NeverDestroyEvidence",
    [
      ...actionsOf("backup", "DeleteBackupVault*", "DeleteRecoveryPoint"),
      ...actionsOf(
        "ec2",
        "DeleteSnapshot",
        "DeleteTags",
        "DeleteVolume",
        "DeregisterImage",
        "ModifyImageAttribute",
        "ModifySnapshotAttribute",
        "TerminateInstances",
        "UnlockSnapshot",
      ),
      ...KEY_DESTRUCTION,
      ...actionsOf("logs", "DeleteLogGroup", "DeleteLogStream", "PutRetentionPolicy"),
      ...actionsOf(
        "rds",
        "DeleteDBCluster",
        "DeleteDBClusterSnapshot",
        "DeleteDBInstance",
        "DeleteDBSnapshot",
        "ModifyDBClusterSnapshotAttribute",
        "ModifyDBSnapshotAttribute",
      ),
      ...OBJECT_TAMPERING,
      "s3:DeleteBucket",
      "s3:PutLifecycleConfiguration",
    ],
    "*",
  );
}

/** What records: nobody but the deployment and break-glass stop it. */
export function denyStoppingRecords(): AccessStatement {
  return deny(
    "NeverStopRecording",
    [
      ...actionsOf("cloudtrail", "DeleteTrail", "PutEventSelectors", "StopLogging", "UpdateTrail"),
      ...actionsOf(
        "config",
        "DeleteConfigurationAggregator",
        "DeleteConfigurationRecorder",
        "DeleteDeliveryChannel",
        "DeleteRetentionConfiguration",
        "PutConfigurationRecorder",
        "PutDeliveryChannel",
        "PutRetentionConfiguration",
        "StopConfigurationRecorder",
      ),
      "ec2:DeleteFlowLogs",
    ],
    "*",
  );
}
