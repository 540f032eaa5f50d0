import { SessionPreferences } from "../../../modules/hosts/session-preferences";
import type { SessionPreferencesProps } from "../../../modules/hosts/session-preferences";
import { ACCOUNT_ID, synthesizeModule } from "../../support/terraform";
import type { Block, Template } from "../../support/terraform";

function synthesized(props: Partial<SessionPreferencesProps> = {}): Template {
  return synthesizeModule((stack, environment) => {
    new SessionPreferences(stack, "sessions", {
      environment,
      bucket: "org-sessions",
      keyPrefix: environment.accountId,
      ...props,
    });
  });
}

function preferences(props: Partial<SessionPreferencesProps> = {}): { content: Block; document: Block } {
  const document = synthesized(props).resource("aws_ssm_document");
  return { document, content: JSON.parse(String(document.content)) as Block };
}

describe("SessionPreferences", () => {
  const { content, document } = preferences();

  it("is the document that Session Manager reads", () => {
    expect(document).toMatchObject({
      name: "SSM-SessionManagerRunShell",
      document_type: "Session",
      document_format: "JSON",
    });
    expect(content).toMatchObject({ schemaVersion: "1.0", sessionType: "Standard_Stream" });
  });

  it("records every session in the encrypted bucket, and ends it after 20 idle minutes or an hour", () => {
    expect(content.inputs).toEqual({
      s3BucketName: "org-sessions",
      s3KeyPrefix: ACCOUNT_ID,
      s3EncryptionEnabled: true,
      cloudWatchLogGroupName: "",
      cloudWatchEncryptionEnabled: true,
      cloudWatchStreamingEnabled: false,
      kmsKeyId: "",
      runAsEnabled: false,
      runAsDefaultUser: "",
      idleSessionTimeout: "20",
      maxSessionDuration: "60",
      shellProfile: { linux: "", windows: "" },
    });
  });

  it("takes other limits and a key", () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:222222222222:key/1";
    expect(preferences({ idleMinutes: 5, maxMinutes: 480, kmsKeyArn }).content.inputs).toMatchObject({
      idleSessionTimeout: "5",
      maxSessionDuration: "480",
      kmsKeyId: kmsKeyArn,
    });
  });

  it("are adopted by their one name where they exist, and keep their tags", () => {
    const { json } = synthesized({ isExisting: true });
    expect(json.import).toEqual([{ to: "aws_ssm_document.sessions", id: "SSM-SessionManagerRunShell" }]);
    expect(preferences({ isExisting: true }).document).toMatchObject({
      lifecycle: { ignore_changes: ["tags", "tags_all"] },
    });
    expect(synthesized().json.import).toBeUndefined();
    expect(document.lifecycle).toBeUndefined();
  });
});
