import { parallelismOf, stacksAtOnce } from "../../terraform/parallelism";

const GIGABYTE = 1e9;

describe("stacks at once", () => {
  it.each([
    ["as many as processors, while memory is plenty", 100, 3, 17, 3],
    ["no more than four, however large the machine", 100, 64, 17, 4],
    ["what fits in memory: 2.2 GB for a stack of 17 regions", 5, 8, 17, 2],
    ["more of stacks that use fewer regions: 0.6 GB for one", 2, 8, 1, 3],
    ["one at least, or nothing would ever be done", 0.1, 1, 17, 1],
  ])("are %s", (_, gigabytes, processors, regions, expected) => {
    expect(stacksAtOnce({ regions, availableBytes: gigabytes * GIGABYTE, processors })).toBe(expected);
  });
});

describe("the parallelism of stacks on this machine", () => {
  it("is reported with the memory that it follows from", () => {
    const { description, stacksAtOnce: count } = parallelismOf([{ regions: ["eu-west-1"] }]);
    expect(count).toBeGreaterThanOrEqual(1);
    expect(description).toMatch(new RegExp(`^${count} stacks? at once: \\d+(\\.\\d)? GB free$`));
  });
});
