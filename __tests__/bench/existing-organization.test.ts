import { BENCH_REGIONS, existingOrganization, WORKLOAD } from "../../bench/existing-organization";
import type { Extent } from "../../bench/existing-organization";
import { parseLandingZone } from "../../config/load";
import { synthesizeStack } from "../support/landing-zones";

const landingZoneOf = (regions: number, extent?: Extent) =>
  parseLandingZone(existingOrganization(regions, extent), "bench.yaml").landingZone;
const baseline = (regions: number, extent?: Extent) =>
  synthesizeStack(landingZoneOf(regions, extent), `baseline-${WORKLOAD}`);
const EXTENTS = ["defaults", "everything"] as const;

it("knows the seventeen regions that every account has enabled", () => {
  expect(new Set(BENCH_REGIONS).size).toBe(17);
  expect(BENCH_REGIONS).not.toContain("af-south-1");
});

it.each([1, 4, 17])("governs %d regions, the home region among them", (regions) => {
  const landingZone = landingZoneOf(regions);
  expect(landingZone.regions).toHaveLength(regions);
  expect(landingZone.regions).toContain(landingZone.homeRegion);
});

it.each(EXTENTS)("can be planned before anything is deployed with %s: no state of another stack is read", (extent) => {
  expect(baseline(4, extent).text).not.toContain("terraform_remote_state");
});

it("has remediations, flow logs, host alarms and transcripts in everything", () => {
  const { resource = {} } = baseline(1, "everything").json;
  expect(Object.keys(resource)).toEqual(
    expect.arrayContaining([
      "aws_account_alternate_contact",
      "aws_cloudwatch_metric_alarm",
      "aws_config_remediation_configuration",
      "aws_default_security_group",
      "aws_flow_log",
      "aws_ssm_document",
    ]),
  );
});

it.each(EXTENTS)("uses one provider in one region with %s", (extent) => {
  const { data = {}, resource = {} } = baseline(1, extent).json;
  const blocks = [...Object.values(data), ...Object.values(resource)].flatMap((ofType) => Object.values(ofType));
  expect(new Set(blocks.map(({ provider }) => provider))).toEqual(new Set(["aws"]));
});
