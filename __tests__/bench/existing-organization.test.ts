import { BENCH_REGIONS, existingOrganization, WORKLOAD } from "../../bench/existing-organization";
import { parseLandingZone } from "../../config/load";
import { stackOf, synthesizeLandingZone } from "../support/landing-zones";

const landingZoneOf = (regions: number) => parseLandingZone(existingOrganization(regions), "bench.yaml").landingZone;
const baseline = (regions: number) =>
  stackOf(synthesizeLandingZone(landingZoneOf(regions)).stacks, `baseline-${WORKLOAD}`);

it("knows the seventeen regions that every account has enabled", () => {
  expect(new Set(BENCH_REGIONS).size).toBe(17);
  expect(BENCH_REGIONS).not.toContain("af-south-1");
});

it.each([1, 4, 17])("governs %d regions, the home region among them", (regions) => {
  const landingZone = landingZoneOf(regions);
  expect(landingZone.regions).toHaveLength(regions);
  expect(landingZone.regions).toContain(landingZone.homeRegion);
});

it("can be planned before anything is deployed: nothing is read from the state of another stack", () => {
  expect(baseline(4).text).not.toContain("terraform_remote_state");
});

it("uses one provider in one region", () => {
  const { data = {}, resource = {} } = baseline(1).json;
  const blocks = [...Object.values(data), ...Object.values(resource)].flatMap((ofType) => Object.values(ofType));
  expect(new Set(blocks.map(({ provider }) => provider))).toEqual(new Set(["aws"]));
});
