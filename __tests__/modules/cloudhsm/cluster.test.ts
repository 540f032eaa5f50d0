import { HsmCluster } from "../../../modules/cloudhsm/cluster";
import type { HsmClusterProps } from "../../../modules/cloudhsm/cluster";
import { synthesizeModule } from "../../support/terraform";
import type { Block, Template } from "../../support/terraform";
import { BREAK_GLASS_ROLE_ARN } from "../kms/support";

const ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];

const cluster = (props: Partial<HsmClusterProps> = {}): Template =>
  synthesizeModule(
    (stack, environment) =>
      new HsmCluster(stack, "cluster", {
        environment,
        name: "hsm",
        mode: "FIPS",
        subnets: ZONES.map((availabilityZone, index) => ({ availabilityZone, subnetId: `subnet-0000000${index}` })),
        hsms: "all",
        breakGlassRoleArn: BREAK_GLASS_ROLE_ARN,
        auditLog: { keyAlias: "alias/hsm-log-group", retentionInDays: 365 },
        ...props,
      }),
  );

const hsms = (template: Template): [name: string, hsm: Block][] =>
  Object.entries(template.json.resource?.aws_cloudhsm_v2_hsm ?? {});
const conditions = (resource: Block | undefined): Block[] =>
  (resource?.lifecycle as { precondition?: Block[] } | undefined)?.precondition ?? [];

describe("a cluster", () => {
  const template = cluster();

  it("is of the type that CloudHSM has, in its mode and subnets, and cannot be destroyed by a plan", () => {
    expect(template.resource("aws_cloudhsm_v2_cluster")).toMatchObject({
      hsm_type: "hsm2m.medium",
      mode: "FIPS",
      subnet_ids: ["subnet-00000000", "subnet-00000001", "subnet-00000002"],
      tags: { Name: "hsm" },
      lifecycle: { prevent_destroy: true },
    });
    expect(cluster({ mode: "NON_FIPS" }).resource("aws_cloudhsm_v2_cluster").mode).toBe("NON_FIPS");
  });

  it("is not replaced where it was made of a backup and imported", () => {
    const { lifecycle } = template.resource("aws_cloudhsm_v2_cluster");
    expect(lifecycle).toMatchObject({ ignore_changes: ["source_backup_identifier"] });
  });

  it("is refused in zones that have no CloudHSM, by their names", () => {
    expect(Object.values(template.json.data?.aws_vpc_endpoint_service ?? {})).toEqual([
      expect.objectContaining({ service: "cloudhsmv2" }),
    ]);
    const [zones] = conditions(template.resource("aws_cloudhsm_v2_cluster"));
    expect(zones?.condition).toMatch(/^\$\{length\(setsubtract\(\["eu-west-1a","eu-west-1b","eu-west-1c"\], /);
    expect(zones?.error_message).toMatch(/^CloudHSM is not in \$\{join/);
  });

  it("leaves the rules of its security group to CloudHSM, which must not be changed", () => {
    expect(template.addresses.filter((address) => address.includes("security_group"))).toEqual([]);
  });
});

describe("the HSMs of a cluster", () => {
  it("are one until it is activated", () => {
    const first = cluster({ hsms: "first" });
    const hsm = first.resource("aws_cloudhsm_v2_hsm");
    expect(hsm.availability_zone).toBe("eu-west-1a");
    expect(conditions(hsm)).toEqual([]);
  });

  it("stay in the configuration where they are not made any more, as Terraform would destroy them else", () => {
    const first = cluster({ hsms: "first" });
    expect(first.addresses).toEqual(cluster().addresses);
    expect(first.kept).toEqual([
      expect.stringMatching(/^aws_cloudhsm_v2_hsm\.cluster_hsm-eu-west-1b_/),
      expect.stringMatching(/^aws_cloudhsm_v2_hsm\.cluster_hsm-eu-west-1c_/),
    ]);
    for (const [, { lifecycle }] of hsms(first)) expect(lifecycle).toMatchObject({ prevent_destroy: true });
    expect(cluster().kept).toEqual([]);
  });

  it("are one in each zone, and cannot be destroyed by a plan", () => {
    const all = hsms(cluster());
    expect(all.map(([, { availability_zone: zone }]) => zone)).toEqual(ZONES);
    for (const [, { lifecycle }] of all) expect(lifecycle).toMatchObject({ prevent_destroy: true });
  });

  it("are made one after the other, the first after the log group", () => {
    const all = hsms(cluster());
    const names = all.map(([name]) => `aws_cloudhsm_v2_hsm.${name}`);
    const [logGroup] = cluster().addresses.filter((address) => address.startsWith("aws_cloudwatch_log_group."));
    expect(all.map(([, { depends_on: awaited }]) => awaited)).toEqual([[logGroup], [names[0]], [names[1]]]);
  });

  it("are refused from the second on until the cluster is activated, with what to do", () => {
    const [, ...others] = hsms(cluster());
    for (const [, hsm] of others) {
      expect(conditions(hsm)).toEqual([
        {
          condition:
            '${!contains(["CREATE_IN_PROGRESS","UNINITIALIZED","INITIALIZE_IN_PROGRESS","INITIALIZED"], aws_cloudhsm_v2_cluster.cluster.cluster_state)}',
          error_message: expect.stringContaining(
            "docs.aws.amazon.com/cloudhsm/latest/userguide/activate-cluster.html",
          ) as unknown,
        },
      ]);
    }
  });
});

describe("the audit log of HSMs", () => {
  const template = cluster();

  it("has the name that CloudHSM writes to, an end of its retention, and is never lost", () => {
    expect(template.resource("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/cloudhsm/${aws_cloudhsm_v2_cluster.cluster.cluster_id}",
      retention_in_days: 365,
      skip_destroy: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("is encrypted with a key that CloudWatch Logs may use for it alone", () => {
    expect(template.resource("aws_cloudwatch_log_group").kms_key_id).toMatch(/^\$\{aws_kms_key\./);
    expect(template.statements("aws_kms_key").CloudWatchLogsEncrypts?.Condition).toEqual({
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn":
          "arn:aws:logs:eu-west-1:222222222222:log-group:/aws/cloudhsm/${aws_cloudhsm_v2_cluster.cluster.cluster_id}",
      },
    });
    expect(template.resource("aws_kms_alias").name).toBe("alias/hsm-log-group");
  });
});
