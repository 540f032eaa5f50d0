// What a local AWS says of one account and region, in the shape that tests compare.
import { AccountClient, GetAlternateContactCommand } from "@aws-sdk/client-account";
import {
  ConfigServiceClient,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
  DescribeRetentionConfigurationsCommand,
  paginateDescribeConfigRules,
} from "@aws-sdk/client-config-service";
import type { ConfigurationRecorder, DeliveryChannel } from "@aws-sdk/client-config-service";
import {
  DescribeFlowLogsCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
  GetEbsEncryptionByDefaultCommand,
  GetInstanceMetadataDefaultsCommand,
  GetSnapshotBlockPublicAccessStateCommand,
} from "@aws-sdk/client-ec2";
import type { FlowLog, SecurityGroup } from "@aws-sdk/client-ec2";
import { GetAccountPasswordPolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import type { PasswordPolicy } from "@aws-sdk/client-iam";
import { GetPublicAccessBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import type { PublicAccessBlockConfiguration } from "@aws-sdk/client-s3-control";
import type { ClientSettings } from "../../terraform/account-clients";

export interface Recording {
  readonly recorders: readonly ConfigurationRecorder[];
  /** Whether each recorder records. */
  readonly recording: readonly (boolean | undefined)[];
  readonly channels: readonly DeliveryChannel[];
  readonly retentionDays: readonly (number | undefined)[];
}

export async function readRecording(settings: ClientSettings): Promise<Recording> {
  const client = new ConfigServiceClient(settings);
  const { ConfigurationRecorders = [] } = await client.send(new DescribeConfigurationRecordersCommand({}));
  const { ConfigurationRecordersStatus = [] } = await client.send(new DescribeConfigurationRecorderStatusCommand({}));
  const { DeliveryChannels = [] } = await client.send(new DescribeDeliveryChannelsCommand({}));
  const { RetentionConfigurations = [] } = await client.send(new DescribeRetentionConfigurationsCommand({}));
  return {
    recorders: ConfigurationRecorders,
    recording: ConfigurationRecordersStatus.map(({ recording }) => recording),
    channels: DeliveryChannels,
    retentionDays: RetentionConfigurations.map(({ RetentionPeriodInDays }) => RetentionPeriodInDays),
  };
}

export async function readRuleNames(settings: ClientSettings): Promise<string[]> {
  const names: string[] = [];
  const client = new ConfigServiceClient(settings);
  for await (const { ConfigRules = [] } of paginateDescribeConfigRules({ client }, {})) {
    names.push(...ConfigRules.map(({ ConfigRuleName = "" }) => ConfigRuleName));
  }
  return names;
}

export interface ComputeDefaults {
  readonly encryptsVolumes: boolean | undefined;
  readonly snapshotSharing: string | undefined;
  readonly httpTokens: string | undefined;
  readonly hopLimit: number | undefined;
}

export async function readComputeDefaults(settings: ClientSettings): Promise<ComputeDefaults> {
  const client = new EC2Client(settings);
  const { EbsEncryptionByDefault } = await client.send(new GetEbsEncryptionByDefaultCommand({}));
  const { State } = await client.send(new GetSnapshotBlockPublicAccessStateCommand({}));
  const { AccountLevel } = await client.send(new GetInstanceMetadataDefaultsCommand({}));
  return {
    encryptsVolumes: EbsEncryptionByDefault,
    snapshotSharing: State,
    httpTokens: AccountLevel?.HttpTokens,
    hopLimit: AccountLevel?.HttpPutResponseHopLimit,
  };
}

export interface Vpc {
  readonly flowLogs: readonly FlowLog[];
  readonly defaultSecurityGroups: readonly SecurityGroup[];
}

/** Every VPC of an account and region. */
export async function readVpcs(settings: ClientSettings): Promise<Vpc[]> {
  const client = new EC2Client(settings);
  const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({}));
  const { FlowLogs = [] } = await client.send(new DescribeFlowLogsCommand({}));
  const Filters = [{ Name: "group-name", Values: ["default"] }];
  const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({ Filters }));
  return Vpcs.map((vpc) => ({
    flowLogs: FlowLogs.filter(({ ResourceId }) => ResourceId === vpc.VpcId),
    defaultSecurityGroups: SecurityGroups.filter(({ VpcId }) => VpcId === vpc.VpcId),
  }));
}

export interface AccountDefaults {
  readonly publicAccess: PublicAccessBlockConfiguration | undefined;
  readonly passwords: PasswordPolicy | undefined;
}

/** What an account has once, not once for every region. */
export async function readAccountDefaults(settings: ClientSettings, accountId: string): Promise<AccountDefaults> {
  const { PublicAccessBlockConfiguration } = await s3Control(settings).send(
    new GetPublicAccessBlockCommand({ AccountId: accountId }),
  );
  const { PasswordPolicy } = await new IAMClient(settings).send(new GetAccountPasswordPolicyCommand({}));
  return { publicAccess: PublicAccessBlockConfiguration, passwords: PasswordPolicy };
}

/** The address of an account that has such a contact. */
export async function readSecurityContact(settings: ClientSettings): Promise<string | undefined> {
  const { AlternateContact } = await new AccountClient(settings).send(
    new GetAlternateContactCommand({ AlternateContactType: "SECURITY" }),
  );
  return AlternateContact?.EmailAddress;
}

/** S3 Control puts the account's id before the host, which no numeric address and not every resolver takes. */
export function s3Control(settings: ClientSettings): S3ControlClient {
  const { port } = new URL(String(settings.endpoint));
  const client = new S3ControlClient({ ...settings, endpoint: `http://localhost:${port}` });
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { hostname: string }).hostname = "127.0.0.1";
      return next(args);
    },
    { step: "build" },
  );
  return client;
}
