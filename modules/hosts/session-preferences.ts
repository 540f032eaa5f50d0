import { SsmDocument } from "@cdktf/provider-aws/lib/ssm-document";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormat, checkFormats, checkWhole, pathOf } from "../checks";
import { SESSION_PREFERENCES } from "../../aws/session-preferences";
import { adopt } from "../adopt";
import { checkPlace, environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { bucketNameOf } from "../s3/private-bucket";
import type { BucketReference } from "../s3/private-bucket";
import { after } from "../waiting";

const DEFAULT_IDLE_MINUTES = 20;
const DEFAULT_MAX_MINUTES = 60;

/** The environment is account and region of the hosts: preferences are for one region. */
export interface SessionPreferencesProps extends EnvironmentProps {
  /** The bucket of the transcripts, a `SessionBucket`, or its name. */
  readonly bucket: BucketReference;
  /**
   * What the transcripts' keys begin with, without a slash at its end.
   * @default - the id of the account: `HostPolicy` lets hosts write nowhere else
   */
  readonly keyPrefix?: string;
  /**
   * ARN of the customer-managed key of the same region that encrypts the traffic between the user and the host, besides TLS. Users need
   * `kms:GenerateDataKey` for it, hosts `kms:Decrypt`. It does not encrypt the transcripts.
   * @default - TLS alone
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html
   */
  readonly kmsKeyArn?: string;
  /**
   * Minutes without input or output after which a session ends; 1 to 60.
   * @default 20
   */
  readonly idleMinutes?: number;
  /**
   * Minutes after which a session ends whatever happens; 1 to 1,440.
   * @default 60
   */
  readonly maxMinutes?: number;
  /**
   * Whether the account has preferences in this region already: they are adopted, and keep their tags.
   * @default false
   */
  readonly isExisting?: boolean;
}

/**
 * Session Manager's preferences: every shell session is written to the archive when it ends, and does not begin when
 * the bucket is not encrypted.
 *
 * Not recorded are port forwarding and SSH through Session Manager, whose content the host cannot read, and sessions
 * with another document. Users have to use this one when their policy allows `ssm:StartSession` for it only, on
 * condition of `ssm:SessionDocumentAccessCheck`. Where somebody saved preferences in the console before, the document
 * is there already, and SSM refuses to create it again.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-preferences-cli.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-sessiondocumentaccesscheck.html
 */
export class SessionPreferences extends Construct {
  /** The preferences themselves. */
  readonly document: SsmDocument;
  /** The preferences: sessions are recorded from then on. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SessionPreferencesProps) {
    super(scope, id);
    const where = pathOf(scope, id);
    checkFormat(where, "bucket", bucketNameOf(props.bucket), FORMATS.bucketName);
    checkFormats(where, props, { keyPrefix: FORMATS.objectPrefix, kmsKeyArn: FORMATS.keyArn });
    checkWhole(where, "idleMinutes", props.idleMinutes, 1, 60);
    checkWhole(where, "maxMinutes", props.maxMinutes, 1, 1440);
    const environment = environmentOf(scope, id, props);
    checkPlace(where, "kmsKeyArn", props.kmsKeyArn, { region: environment.region });
    const isExisting = props.isExisting === true;
    const document = new SsmDocument(this, "Default", {
      ...inEnvironment(environment),
      name: SESSION_PREFERENCES,
      documentType: "Session",
      documentFormat: "JSON",
      content: JSON.stringify(sessionDocument(props.keyPrefix ?? environment.accountId, props)),
      lifecycle: isExisting ? { ignoreChanges: ["tags", "tags_all"] } : undefined,
      dependsOn: after(this, props.bucket),
    });
    if (isExisting) {
      adopt(document, SESSION_PREFERENCES);
    }
    this.document = document;
    this.ready = document;
  }
}

function sessionDocument(keyPrefix: string, props: SessionPreferencesProps): object {
  const { idleMinutes = DEFAULT_IDLE_MINUTES, maxMinutes = DEFAULT_MAX_MINUTES } = props;
  return {
    schemaVersion: "1.0",
    description: "Session Manager: sessions are recorded in the log archive",
    sessionType: "Standard_Stream",
    inputs: {
      s3BucketName: bucketNameOf(props.bucket),
      s3KeyPrefix: keyPrefix,
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: "",
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: false,
      kmsKeyId: props.kmsKeyArn ?? "",
      runAsEnabled: false,
      runAsDefaultUser: "",
      idleSessionTimeout: String(idleMinutes),
      maxSessionDuration: String(maxMinutes),
      shellProfile: { linux: "", windows: "" },
    },
  };
}
