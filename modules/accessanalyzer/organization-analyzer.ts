import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { Construct } from "constructs";
import { inEnvironment } from "../environment";
import type { Environment } from "../environment";

export interface OrganizationAnalyzerProps {
  /** An account that administers IAM Access Analyzer for the organization. */
  readonly environment: Environment;
  /** At most 255 letters, digits, `.`, `-` and `_`, beginning with a letter. */
  readonly analyzerName: string;
}

/**
 * Reports what is shared with anyone outside of the organization: roles, buckets, keys, queues, functions and the like of
 * all its accounts. It sees one region, and in each the roles of all accounts, so it is needed in every region. External
 * access costs nothing; unused access, which does, is not looked for.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html
 */
export class OrganizationAnalyzer extends Construct {
  constructor(scope: Construct, id: string, { analyzerName, environment }: OrganizationAnalyzerProps) {
    super(scope, id);
    new AccessanalyzerAnalyzer(this, "Default", { ...inEnvironment(environment), analyzerName, type: "ORGANIZATION" });
  }
}
