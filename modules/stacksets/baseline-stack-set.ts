import { CloudformationStackSet } from "@cdktf/provider-aws/lib/cloudformation-stack-set";
import { CloudformationStackSetInstance } from "@cdktf/provider-aws/lib/cloudformation-stack-set-instance";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";
import { escapedForTerraform } from "./pseudo-parameters";
import { templateBody } from "./template";
import type { StackTemplate } from "./template";

/** An operation goes through all accounts of a region; a recorder alone can take more than half an hour. */
const TIMEOUT = "3h";

/**
 * As many accounts as the tolerance of failures lets AWS take at once. Left out, the provider sends 0, which AWS
 * refuses.
 */
const AT_ONCE = { maxConcurrentPercentage: 100 };

export interface BaselineStackSetProps {
  /** The management account, in whose name StackSets acts, and the home region. */
  readonly environment: Environment;
  /** At most 128 letters, digits and hyphens; begins with a letter. */
  readonly stackSetName: string;
  /** At most 1,024 characters. */
  readonly description: string;
  /** Without parameters: see `GlobalTemplateProps.accountsWithConfigRole`. */
  readonly template: StackTemplate;
  readonly regions: readonly string[];
  /**
   * Ids of the root or of organizational units, whose accounts get the stack and those of the units below them, too; by
   * an identifier that stays the same. None may lie below another. Prefer the root: an account that moves between two
   * of them keeps its stack, which no longer belongs to the stack set, and the one it is to get instead finds the names
   * taken.
   */
  readonly organizationalUnitIds: ReadonlyMap<string, string>;
  /**
   * Ids of accounts that are left out when a region gets its stacks; later changes of the list do nothing. AWS does not
   * remember them: one that leaves the organizational unit and comes back gets the stack.
   * @default - none
   */
  readonly excludedAccountIds?: readonly string[];
  /** What has to exist before: the stacks of another stack set, for one. */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Stacks of one template in every member account below some organizational units, in several regions. Accounts that
 * join get theirs without Terraform. The management account, which stack sets with service-managed permissions do not
 * reach, gets none.
 *
 * `dependsOn` does not hold for accounts that join: AWS creates the stacks of all stack sets at once, unless one stack
 * set names the other as a dependency, which hashicorp/aws 5 cannot set; version 6 has `depends_on_stack_sets`. Until
 * then, set it with the AWS CLI, again after each change that Terraform makes: `aws cloudformation update-stack-set
 * --use-previous-template --permission-model SERVICE_MANAGED --capabilities CAPABILITY_NAMED_IAM --stack-set-name
 * <name> --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=true,DependsOn=<arn of the other>`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_AutoDeployment.html
 */
export class BaselineStackSet extends Construct {
  /** ARN of the stack set. */
  readonly arn: string;
  /** The accounts have their stacks. */
  readonly stacks: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: BaselineStackSetProps) {
    super(scope, id);
    const { excludedAccountIds = [], environment } = props;
    const stackSet = new CloudformationStackSet(this, "Default", {
      ...inEnvironment(environment),
      name: props.stackSetName,
      description: props.description,
      templateBody: escapedForTerraform(templateBody(props.template)),
      capabilities: ["CAPABILITY_NAMED_IAM"],
      permissionModel: "SERVICE_MANAGED",
      callAs: "SELF",
      // An account that moves or leaves keeps its stack: its logs must not stop because somebody moved it.
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true },
      // Operations on several regions and those for accounts that join are queued instead of refused.
      managedExecution: { active: true },
      // Of updates: a template that fails stops before it has gone through all accounts.
      operationPreferences: { ...AT_ONCE, failureTolerancePercentage: 10, regionConcurrencyType: "PARALLEL" },
      timeouts: { update: TIMEOUT },
      // AWS also reports a role for stack sets with service-managed permissions, where it must not be set.
      lifecycle: { ignoreChanges: ["administration_role_arn"] },
    });
    this.arn = stackSet.arn;
    this.stacks = props.regions.flatMap((region) =>
      [...props.organizationalUnitIds].map(
        ([key, organizationalUnitId]) =>
          new CloudformationStackSetInstance(this, `${region}-${key}`, {
            ...inEnvironment(environment),
            stackSetName: stackSet.name,
            callAs: "SELF",
            // Where the stacks are made. In hashicorp/aws 6 `region` is what `inEnvironment` would set, and this is
            // `stackSetInstanceRegion`.
            region,
            deploymentTargets: {
              organizationalUnitIds: [organizationalUnitId],
              ...(excludedAccountIds.length > 0 && {
                accountFilterType: "DIFFERENCE",
                accounts: [...excludedAccountIds],
              }),
            },
            // One account that fails must not fail them all: Terraform would replace them, and so stop what works.
            operationPreferences: { ...AT_ONCE, failureTolerancePercentage: 100 },
            timeouts: { create: TIMEOUT, delete: TIMEOUT },
            lifecycle: {
              ignoreChanges: [
                // A change would replace the stacks of all accounts.
                "deployment_targets[0].account_filter_type",
                "deployment_targets[0].accounts",
                // To change it the provider asks for an account by the id of the organizational unit.
                "operation_preferences",
              ],
            },
            dependsOn: props.dependsOn,
          }),
      ),
    );
  }
}
