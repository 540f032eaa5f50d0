import { STSClient } from "@aws-sdk/client-sts";
import { DescribeOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { JOB_OF_PIPELINES } from "../../config/access/keys";
import type { LandingZone } from "../../config/landing-zone";
import type { S3State } from "../../config/state/settings";
import { Failure } from "../../console/failure";
import { fold } from "../../console/fold";
import { pipelineRoles, pipelinesOf } from "../../stacks/pipeline-roles";
import { assumeRole } from "../../terraform/account-clients";
import type { ClientSettings } from "../../terraform/account-clients";
import { callerIdentity } from "../../terraform/caller-identity";
import { moveStates } from "../../terraform/move-states";
import type { Move } from "../../terraform/move-states";
import { unless } from "../../terraform/aws-error";
import { settle } from "./part";
import type { Part, PartReport } from "./part";
import { placeOf, planKey, stateParts } from "./parts";
import { pipelineParts } from "./pipelines";

export interface Bootstrap {
  readonly landingZone: LandingZone;
  /** Folder with the synthesized stacks, which local states are beside. */
  readonly outdir: string;
  readonly confirmed: boolean;
  /**
   * Name of a role that is assumed in the account of the bucket in place of the deployment role, and of the caller's credentials in the
   * management account: that for emergencies, which alone may change the bucket.
   */
  readonly role?: string;
  /** Called with what was made, changed or moved. */
  readonly onDone: (text: string) => void;
  /**
   * Endpoint and credentials of the caller.
   * @default - those that the environment says
   */
  readonly caller?: Omit<ClientSettings, "region">;
}

export interface BootstrapResult {
  readonly confirmed: boolean;
  readonly parts: readonly PartReport[];
  readonly states: readonly Move[];
  /** ARN of the key of the states where the file does not name it: Terraform takes no other way to it. */
  readonly keyToName?: string;
  /** What to write into the file, or to do. */
  readonly next: readonly string[];
}

/**
 * Looks at everything that is to be there before the first deployment, and makes it if that is confirmed. Keys come first, as the
 * bucket needs one; states are moved when everything about the bucket is as it should be.
 *
 * @throws Failure where the file or the credentials are not such that anything could be done
 */
export async function bootstrapLandingZone(bootstrap: Bootstrap): Promise<BootstrapResult> {
  const { confirmed, landingZone, onDone } = bootstrap;
  const found = placeOf(landingZone);
  if (found === undefined) {
    throw new Failure(
      fold("state.backend is local: there is no bucket to make. Write where the states are to be:") +
        "\n  state:\n    backend: s3\n    bucket: <a name of your own>\n    region: " +
        landingZone.homeRegion,
    );
  }
  const caller = await callerOf(bootstrap);
  const { account, place } = found;
  const { state } = place;
  const clients = openers(landingZone, caller, bootstrap.role);
  const inStateAccount = once(() => clients(account.slug, state.region));
  const inManagement = once(() => openers(landingZone, caller)(landingZone.management.slug, landingZone.homeRegion));
  const arns = new Map<"plans" | "states", string>();
  const reports: PartReport[] = [];
  const settleAll = async (parts: readonly Part[]) => {
    for (const part of parts) {
      const report = await settle(part, confirmed);
      reports.push(report);
      if (report.state === "made" || report.state === "mended") {
        onDone(`${report.state} ${report.part} ${report.name}`);
      }
    }
  };
  await settleAll(
    stateParts({ landingZone, account, place, open: inStateAccount, onFound: (arn) => arns.set("states", arn) }),
  );
  // Roles may use the key from the beginning, which the file is yet to name.
  const withKey = { ...landingZone, state: { ...state, kmsKeyArn: arns.get("states") } };
  const plans = planKey({ landingZone: withKey, place, open: inManagement, onFound: (arn) => arns.set("plans", arn) });
  if (plans !== undefined) {
    await settleAll([plans]);
    await settleAll(await rolesOfPipelines(withKey, inManagement));
  }
  const key = arns.get("states");
  return {
    confirmed,
    parts: reports,
    states: await moved(bootstrap, state, caller, reports),
    keyToName: state.kmsKeyArn === undefined ? key : undefined,
    next: nextSteps(landingZone, reports, arns),
  };
}

/** The states beside the stacks, moved where key and bucket are such that nothing is lost there. */
async function moved(
  { confirmed, onDone, outdir }: Bootstrap,
  state: S3State,
  caller: ClientSettings,
  [key, bucket]: readonly PartReport[],
): Promise<Move[]> {
  const both = [key?.state ?? "missing", bucket?.state ?? "missing"];
  const isThere = both.every((found) => found !== "missing" && found !== "failed");
  const isSafe = both.every((found) => found !== "missing" && found !== "failed" && found !== "different");
  // Assumed where a state is to be moved: what was made before is told of, too, where the role is not there.
  const settings = once(() =>
    state.roleArn === undefined ? Promise.resolve(caller) : assumeRole(caller, state.roleArn),
  );
  return moveStates({
    outdir,
    state,
    // A local AWS has no host name for every bucket.
    open: isThere
      ? once(async () => new S3Client({ ...(await settings()), region: state.region, forcePathStyle: true }))
      : undefined,
    confirmed: confirmed && isSafe,
    onMoved: (stack) => {
      onDone(`moved the state of ${stack}`);
    },
  });
}

/** @throws Failure where there is no caller, or one of another account than the management account */
async function callerOf({ caller = {}, landingZone }: Bootstrap): Promise<ClientSettings> {
  const { homeRegion, management } = landingZone;
  const settings = { ...caller, region: homeRegion };
  const arn = await callerIdentity(homeRegion, new STSClient({ ...settings, maxAttempts: 2 }));
  if (arn.split(":")[4] !== management.id) {
    throw new Failure(
      fold(
        `your credentials are those of ${arn}, and the management account is ${management.id}: sign in there, as everything ` +
          "else is reached from it",
      ),
    );
  }
  return settings;
}

/** Settings of clients by account: the caller's own in the management account, whose roles are yet to be made, unless one is named. */
function openers(landingZone: LandingZone, caller: ClientSettings, role?: string) {
  const { accounts, deployment, management, partition } = landingZone;
  return async (slug: string, region: string): Promise<ClientSettings> => {
    if (slug === management.slug && role === undefined) {
      return { ...caller, region };
    }
    const { id = "" } = accounts.find((account) => account.slug === slug) ?? {};
    return {
      ...(await assumeRole(caller, `arn:${partition}:iam::${id}:role/${role ?? deployment.role}`)),
      region,
    };
  };
}

function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => (result ??= work());
}

/** What was made before is reported, too, where AWS does not say what organization the roles are of. */
async function rolesOfPipelines(landingZone: LandingZone, open: () => Promise<ClientSettings>): Promise<Part[]> {
  if (landingZone.access?.ci.bootstrapped !== true) {
    return [];
  }
  try {
    const pipelines = pipelineRoles(landingZone, await organizationId(await open()));
    return pipelines === undefined ? [] : pipelineParts({ landingZone, pipelines, open });
  } catch (error) {
    return [
      {
        part: "roles of pipelines",
        name: landingZone.access.functions
          .flatMap(({ key, role }) => (JOB_OF_PIPELINES.has(key) ? role : []))
          .join(", "),
        account: landingZone.management.slug,
        settings: [],
        look: () => Promise.reject(error instanceof Error ? error : new Error(String(error))),
      },
    ];
  }
}

/** `o-...`; nothing before there is an organization. */
async function organizationId(settings: ClientSettings): Promise<string | undefined> {
  const answer = await unless(["AWSOrganizationsNotInUseException"], () =>
    new OrganizationsClient(settings).send(new DescribeOrganizationCommand({})),
  );
  return answer?.Organization?.Id;
}

function nextSteps(
  { access, partition, management, state }: LandingZone,
  reports: readonly PartReport[],
  arns: ReadonlyMap<"plans" | "states", string>,
): string[] {
  const key = arns.get("states");
  const plans = arns.get("plans");
  const made = (part: string) => reports.filter((report) => report.part === part && report.state !== "missing");
  return [
    ...(state.backend === "s3" && state.kmsKeyArn === undefined && key !== undefined
      ? [
          `Write into the file, under state: kmsKeyArn: ${key}. Without it Terraform asks S3 for its own key, which the bucket's policy refuses.`,
        ]
      : []),
    ...(plans === undefined ? [] : [`Let pipelines encrypt plans: landing-zone plan --encrypt-with ${plans}`]),
    ...[...made("role that plans"), ...made("role that applies")].map(
      ({ name, part }) => `The ${part} is arn:${partition}:iam::${management.id}:role/${name}.`,
    ),
    ...(access !== undefined && pipelinesOf(access).length > 0 && !access.ci.bootstrapped
      ? [
          "The roles of pipelines are made by the stack access-management. For a pipeline that does the first deployment, write into the " +
            "file, under access.ci: bootstrapped: true, and run this again.",
        ]
      : []),
  ];
}
