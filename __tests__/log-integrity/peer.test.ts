// The AWS CLI accepts every intact archive that the samples make, and where its verdict is another one than ours it is said why.
import { CASES } from "./cases";
import { environment, peerArguments, run, stubOf } from "./peer";

const TIMEOUT = 120_000;
const PEER_EXIT = { ok: 0, invalid: 1 };

describe.each(Object.entries(CASES))("aws cloudtrail validate-logs, %s", (_, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))(
    "%s",
    async (__, { exit, hours, make, peer }) => {
      const world = make();
      const stub = await stubOf(world);
      const ended = await run("aws", peerArguments(world), environment(stub, world.region));
      await stub.close();
      const expected = peer?.exit ?? (exit === 0 ? PEER_EXIT.ok : PEER_EXIT.invalid);
      expect({ ...ended, status: ended.status }).toMatchObject({ status: expected });
      if (peer === undefined && exit === 0) {
        // Of an archive in which nothing is expected there is nothing to accept.
        expect(ended.stdout).toMatch(hours.verified === undefined ? /No digests found/ : /\d+\/\d+ digest files valid/);
        expect(`${ended.stdout}${ended.stderr}`).not.toContain("INVALID");
      }
    },
    TIMEOUT,
  );
});
