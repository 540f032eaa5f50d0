// The function says what the command says of every case of tampering, of loss and of faults, and of intact archives.
import { hourOf } from "../../log-validator/sweep-group";
import { CASES } from "../log-integrity/cases";
import { Harness } from "./harness";
import { asTold, inShort } from "./same-as-command";

const TIMEOUT = 60_000;

describe.each(Object.entries(CASES))("%s", (_, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))(
    "%s",
    async (__, { make }) => {
      const world = make();
      // The function begins at a whole hour, and ends now.
      world.from = hourOf(world.from);
      world.to = world.now;
      const { findings } = await world.verify();
      const harness = new Harness(world);
      await harness.know(world.from);
      expect(await harness.receive(harness.work(world.from))).toEqual([]);
      const expected = findings.map((finding) => asTold(finding, world.to)).filter((text) => text !== undefined);
      expect(harness.told().map(inShort).sort()).toEqual(expected.sort());
      expect(harness.told("second")).toEqual(harness.told("first"));
      expect(harness.total("NotChecked")).toBe(findings.filter(({ type }) => type === "not-checked").length);
      // Again, and by somebody who knows nothing of the first: nothing is told twice.
      const { length } = harness.events;
      await harness.receive(harness.work(world.from), harness.work(world.from, "another"));
      expect(harness.events).toHaveLength(length);
    },
    TIMEOUT,
  );
});
