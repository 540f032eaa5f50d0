import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { FORMATS } from "../../aws/formats";
import { checkFormats, nameOf, pathOf } from "../checks";
import { environmentOf, inEnvironment } from "../environment";
import type { EnvironmentProps } from "../environment";
import { after } from "../waiting";
import type { Waited } from "../waiting";

/** The environment is an account that administers IAM Access Analyzer for the organization, in one region. */
export interface OrganizationAnalyzerProps extends EnvironmentProps {
  /**
   * At most 255 letters, digits, `.`, `-` and `_`, beginning with a letter.
   * @default - the ids of the stack and of the construct, with hyphens
   */
  readonly analyzerName?: string;
  /**
   * What has to be there before: the `DelegatedAdministrator`.
   * @default - it is there
   */
  readonly after?: readonly Waited[];
}

/**
 * Reports what is shared with anyone outside of the organization: roles, buckets, keys, queues, functions and the like of
 * all its accounts. It sees one region, and in each the roles of all accounts, so it is needed in every region. External
 * access costs nothing; unused access, which does, is not looked for.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html
 */
export class OrganizationAnalyzer extends Construct {
  /** ARN of the analyzer. */
  readonly analyzerArn: string;
  /** The analyzer itself. */
  readonly analyzer: AccessanalyzerAnalyzer;
  /** The analyzer: from then on there are findings. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OrganizationAnalyzerProps = {}) {
    super(scope, id);
    const where = pathOf(scope, id);
    const { analyzerName = nameOf(where) } = props;
    checkFormats(where, { analyzerName }, { analyzerName: FORMATS.analyzerName });
    this.analyzer = new AccessanalyzerAnalyzer(this, "Default", {
      ...inEnvironment(environmentOf(scope, id, props)),
      analyzerName,
      type: "ORGANIZATION",
      dependsOn: after(this, ...(props.after ?? [])),
    });
    this.analyzerArn = this.analyzer.arn;
    this.ready = this.analyzer;
  }
}
