// Every case of tampering, of loss and of faults, and intact archives: the verdict on each, and how a run ends.
import { CASES } from "./cases";
import { briefly } from "./world";

const TIMEOUT = 60_000;

describe.each(Object.entries(CASES))("%s", (_, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))(
    "%s",
    async (__, { exit, findings, hours, make }) => {
      expect(briefly(await make().verify())).toEqual({ exit, findings, hours });
    },
    TIMEOUT,
  );
});

it("are forty at least", () => {
  expect(Object.values(CASES).flat().length).toBeGreaterThanOrEqual(40);
});
