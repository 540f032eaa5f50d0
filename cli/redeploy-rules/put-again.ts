// Puts a rule or a conformance pack of the organization again, with exactly the arguments that it has.
import {
  DescribeOrganizationConfigRulesCommand,
  DescribeOrganizationConformancePacksCommand,
  GetOrganizationCustomRulePolicyCommand,
  PutOrganizationConfigRuleCommand,
  PutOrganizationConformancePackCommand,
} from "@aws-sdk/client-config-service";
import type {
  ConfigServiceClient,
  OrganizationConformancePack,
  PutOrganizationConfigRuleCommandInput,
} from "@aws-sdk/client-config-service";
import type { ConformancePack } from "../../config/aws-config/settings";

/**
 * Put again, a rule is deployed anew to every account that it does not leave out. AWS tells all of its arguments, but for the
 * policy of one in Guard, which it tells apart, and tags, which a rule that exists keeps.
 *
 * @throws the AWS SDK's error when AWS refuses it
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConfigRule.html
 */
export async function putRuleAgain(client: ConfigServiceClient, name: string): Promise<void> {
  const { OrganizationConfigRules: [rule] = [] } = await client.send(
    new DescribeOrganizationConfigRulesCommand({ OrganizationConfigRuleNames: [name] }),
  );
  if (rule === undefined) {
    throw new Error(`AWS Config describes no organization rule ${name}`);
  }
  const {
    ExcludedAccounts,
    OrganizationConfigRuleName,
    OrganizationCustomPolicyRuleMetadata: policyRule,
    OrganizationCustomRuleMetadata,
    OrganizationManagedRuleMetadata,
  } = rule;
  await client.send(
    new PutOrganizationConfigRuleCommand({
      OrganizationConfigRuleName,
      ExcludedAccounts,
      OrganizationManagedRuleMetadata,
      OrganizationCustomRuleMetadata,
      OrganizationCustomPolicyRuleMetadata:
        policyRule &&
        ({
          ...policyRule,
          PolicyText: await policyTextOf(client, name),
        } as PutOrganizationConfigRuleCommandInput["OrganizationCustomPolicyRuleMetadata"]),
    }),
  );
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_GetOrganizationCustomRulePolicy.html */
async function policyTextOf(client: ConfigServiceClient, OrganizationConfigRuleName: string): Promise<string> {
  const { PolicyText } = await client.send(new GetOrganizationCustomRulePolicyCommand({ OrganizationConfigRuleName }));
  if (PolicyText === undefined) {
    throw new Error(`AWS Config tells no policy of the organization rule ${OrganizationConfigRuleName}`);
  }
  return PolicyText;
}

/** A conformance pack of the file, with ids for the accounts that it leaves out. */
export type WantedPack = Pick<ConformancePack, "packName" | "parameters" | "template"> & {
  readonly excludedAccountIds: readonly string[];
};

/**
 * AWS does not tell the template of a pack, so it is the file's. What AWS does tell has to be the file's, too: else the file was
 * changed and not deployed.
 *
 * @throws Error where AWS has other parameters, or leaves other accounts out, than the file; or the AWS SDK's
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutOrganizationConformancePack.html
 */
export async function putPackAgain(client: ConfigServiceClient, wanted: WantedPack): Promise<void> {
  const { packName, template } = wanted;
  const { OrganizationConformancePacks: [pack] = [] } = await client.send(
    new DescribeOrganizationConformancePacksCommand({ OrganizationConformancePackNames: [packName] }),
  );
  if (pack === undefined) {
    throw new Error(`AWS Config describes no organization conformance pack ${packName}`);
  }
  if (!isAsInFile(pack, wanted)) {
    throw new Error(
      `the conformance pack ${packName} has other parameters, or leaves other accounts out, than the file says: deploy ` +
        "config-rules, which puts it again with what the file says",
    );
  }
  await client.send(
    new PutOrganizationConformancePackCommand({
      OrganizationConformancePackName: packName,
      TemplateBody: template,
      ...unlessEmpty("DeliveryS3Bucket", pack.DeliveryS3Bucket),
      ...unlessEmpty("DeliveryS3KeyPrefix", pack.DeliveryS3KeyPrefix),
      ConformancePackInputParameters: pack.ConformancePackInputParameters,
      ExcludedAccounts: pack.ExcludedAccounts,
    }),
  );
}

/** AWS tells an empty name where there is none, and refuses it. */
const unlessEmpty = <Key extends string>(key: Key, value = ""): Partial<Record<Key, string>> =>
  value === "" ? {} : ({ [key]: value } as Partial<Record<Key, string>>);

function isAsInFile(
  { ConformancePackInputParameters = [], ExcludedAccounts = [] }: OrganizationConformancePack,
  { excludedAccountIds, parameters }: WantedPack,
): boolean {
  const told = ConformancePackInputParameters.map(({ ParameterName = "", ParameterValue = "" }) => [
    ParameterName,
    ParameterValue,
  ]);
  return sorted(told) === sorted(Object.entries(parameters)) && sorted(ExcludedAccounts) === sorted(excludedAccountIds);
}

const sorted = (values: readonly unknown[]): string =>
  JSON.stringify(values.map((value) => JSON.stringify(value)).sort());
