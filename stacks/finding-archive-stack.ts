import type { Construct } from "constructs";
import { findingRetention } from "../config/inspector/findings";
import type { Inspector } from "../config/inspector/settings";
import type { LandingZone } from "../config/landing-zone";
import { accountRootArn, roleArn } from "../modules/iam/arns";
import { FindingKey } from "../modules/kms/finding-key";
import { bucketArn } from "../modules/s3/bucket-arn";
import { FindingBucket } from "../modules/s3/finding-bucket";
import { bucketProtection } from "./bucket-protection";
import { LandingZoneStack } from "./landing-zone-stack";
import type { LogArchiveStack } from "./log-archive-stack";
import type { OrganizationStack } from "./organization-stack";

export interface FindingArchiveDependencies {
  readonly organization: OrganizationStack;
  readonly logArchive: LogArchiveStack;
}

/**
 * The log archive's bucket of Amazon Inspector's findings, and its key. A stack of its own, so that a file from which
 * `inspector` is removed leaves both as they are, and their guardrails with them: the stack is orphaned, not emptied.
 */
export class FindingArchiveStack extends LandingZoneStack {
  readonly bucketName: string;
  readonly kmsKeyArn: string;

  private constructor(
    scope: Construct,
    landingZone: LandingZone,
    { logArchive, organization }: FindingArchiveDependencies,
    inspector: Inspector,
  ) {
    const stackAccount = organization.account(landingZone.logArchive);
    super(scope, "finding-archive", landingZone, stackAccount, { deploymentRoleVariable: true });
    this.addDependency(organization);
    // The access logs of the bucket go to one of its buckets.
    this.addDependency(logArchive);
    const { audit, breakGlass, names } = landingZone;
    const environment = this.home;
    const auditId = organization.account(audit).accountId;
    const roles = { streamRole: names.findingStreamRole, collectorRole: names.cisCollector };

    const key = new FindingKey(this, "finding-key", {
      environment,
      alias: names.findingKeyAlias,
      breakGlassRoleArn: roleArn(environment, environment.accountId, breakGlass.role),
      writers: { accountId: auditId, roles: Object.values(roles) },
      bucketArn: bucketArn(environment, names.findingBucket),
      readers: [environment.accountId, auditId].map((id) => accountRootArn(environment, id)),
    });
    new FindingBucket(this, "finding-bucket", {
      environment,
      bucketName: names.findingBucket,
      kmsKeyArn: key.keyArn,
      accessLogBucket: { bucketName: names.accessLogBucket },
      protection: bucketProtection(environment, landingZone, organization),
      retention: findingRetention(inspector),
      writers: { accountId: auditId, ...roles },
    });
    this.bucketName = names.findingBucket;
    this.kmsKeyArn = key.keyArn;
  }

  /** The stack, if the landing zone has Amazon Inspector. */
  static ifWanted(
    scope: Construct,
    landingZone: LandingZone,
    dependencies: FindingArchiveDependencies,
  ): FindingArchiveStack | undefined {
    const { inspector } = landingZone;
    return inspector && new FindingArchiveStack(scope, landingZone, dependencies, inspector);
  }
}
