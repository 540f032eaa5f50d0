// Terraform's states in a member account: who reads, writes and loses them, by which layers, and that each statement matters.
import { loadLandingZone } from "../../config/load";
import { withoutEffect } from "../../proof/idle-parts";
import { unclaimed } from "../../proof/layers";
import { Matrix } from "../../proof/matrix";
import type { Cell } from "../../proof/matrix";
import type { Question } from "../../proof/questions/question";
import { mutations } from "../../proof/mutations";
import { partMutations } from "../../proof/part-mutations";
import { surprises } from "../../proof/report";
import { weakLayers } from "../../proof/weak-layers";
import { existingLandingZone } from "../support/landing-zones";

const TIMEOUT = 300_000;
const OURS = /bootstrap\/|(?:SCP|RCP) State/;
const { landingZone } = loadLandingZone("examples/pipeline.yaml");

describe("the states of the example with a pipeline", () => {
  const matrix = new Matrix(landingZone);
  let cells: Cell[];

  beforeAll(async () => {
    cells = await matrix.cells(({ area }) => area === "state bucket" || area === "state key");
  }, TIMEOUT);

  it("are reached by whom they are to be, and kept by every layer that is said to", () => {
    expect(cells.length).toBeGreaterThan(1000);
    expect(surprises(cells)).toEqual([]);
    expect(unclaimed(cells)).toEqual([]);
    expect(weakLayers(cells, landingZone)).toEqual([]);
  });

  it(
    "depend on each statement, and on each part of it",
    async () => {
      const ours = ({ statement }: { readonly statement: string }) => OURS.test(statement);
      const found = (await mutations(matrix, cells)).filter(ours);
      expect(found.length).toBeGreaterThan(15);
      expect(found.filter(({ flips }) => flips === undefined)).toEqual([]);
      const parts = (await partMutations(matrix, cells, { named: OURS })).filter(ours);
      expect(withoutEffect(parts).map(({ statement }) => statement)).toEqual([]);
    },
    TIMEOUT,
  );
});

it.each([
  ["by a role that the file names", "account: log-archive, roleArn: arn:aws:iam::222222222222:role/states", true],
  ["in the management account, where no guardrail holds", "account: management", false],
])(
  "are as they should be %s",
  async (_what, state, isAsked) => {
    const zone = existingLandingZone(`state: { backend: s3, bucket: states, region: eu-west-1, ${state} }`);
    const isOurs = ({ area, label }: Question) =>
      area.startsWith("state ") || label.endsWith("role of the states over");
    const cells = await new Matrix(zone).cells(isOurs);
    expect(cells.length > 0).toBe(isAsked);
    expect(surprises(cells)).toEqual([]);
    expect(weakLayers(cells, zone)).toEqual([]);
    expect(zone.guardrails.flatMap(({ statements }) => statements).includes("States")).toBe(isAsked);
  },
  TIMEOUT,
);
