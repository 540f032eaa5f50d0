import { existsSync, readdirSync } from "node:fs";
import { EXIT, Failure } from "../console/failure";
import { BENCH_REGIONS } from "./existing-organization";

/** As the command line gives them. */
export interface PlanArguments {
  readonly regions: string;
  readonly runs: string;
  readonly compare?: string;
}

export interface PlanOptions {
  /** Numbers of regions, from few to many. */
  readonly regions: readonly number[];
  readonly runs: number;
  /**
   * Folder of another Terraform configuration.
   * @default - none
   */
  readonly compare?: string;
}

/** @throws Failure when there are not so many regions, no runs, or nothing to compare with */
export function planOptions({ compare, regions, runs }: PlanArguments): PlanOptions {
  const numbers = [...new Set(regions.split(",").map(Number))].sort((a, b) => a - b);
  const most = BENCH_REGIONS.length;
  if (!numbers.every((count) => Number.isInteger(count) && count >= 1 && count <= most)) {
    throw new Failure(`--regions takes whole numbers from 1 to ${most}, such as 1,4,${most}`, EXIT.usage);
  }
  if (!(Number.isInteger(Number(runs)) && Number(runs) >= 1)) {
    throw new Failure("--runs takes a whole number from 1", EXIT.usage);
  }
  if (compare !== undefined && !holdsConfiguration(compare)) {
    throw new Failure(`--compare takes a folder with Terraform files, and ${compare} is none`, EXIT.usage);
  }
  return { regions: numbers, runs: Number(runs), compare };
}

function holdsConfiguration(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((file) => /\.tf(\.json)?$/.test(file));
}
