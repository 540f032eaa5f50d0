// Whatever order events and sweeps come in, however often, and whatever fails between: people are told what the command says.
import fc from "fast-check";
import { HOUR, MINUTE } from "../../log-integrity/times";
import { hourOf } from "../../log-validator/sweep-group";
import { at, BUCKET, HOURS, inside, START, World } from "../log-integrity/world";
import { created, Harness } from "./harness";
import { asTold, inShort } from "./same-as-command";

const TIMEOUT = 120_000;
const alter = inside((text) => text.replace("DescribeInstances", "DescribeInstancez"));

const TAMPERING: Readonly<Record<string, (world: World, hour: number) => void>> = {
  "alters a log file": (world, hour) => {
    world.change(at(at(world.main.hours, hour).logs, 0), alter);
  },
  "deletes a log file": (world, hour) => {
    world.store.delete(at(at(world.main.hours, hour).logs, 0));
  },
  "deletes a digest": (world, hour) => {
    world.store.delete(at(world.main.hours, hour).digest);
  },
  "takes a signature away": (world, hour) => {
    world.relabel(at(world.main.hours, hour).digest, { signature: undefined });
  },
  "replaces a digest by one that is as well signed": (world, hour) => {
    world.main.replaceDigest(at(world.main.hours, hour));
  },
  "plants a log file": (world, hour) => {
    const key = at(at(world.main.hours, hour).logs, 0).key.replace(/_[A-Za-z0-9]{16}\./, "_PLANTEDPLANTED00.");
    world.store.put({ bucket: BUCKET, key }, Buffer.from("{}"));
  },
  "puts a backfill digest, and alters its log file": (world, hour) => {
    world.change(at(world.main.backfill(at(world.main.hours, hour)).logs, 0), alter);
  },
};

/** Each hour is tampered with once at most: what is done to a thing that was done to before may be undone. */
const tampering = fc.uniqueArray(
  fc.record({ hour: fc.integer({ min: 1, max: HOURS - 2 }), what: fc.constantFrom(...Object.keys(TAMPERING)) }),
  {
    selector: ({ hour }) => hour,
    maxLength: 5,
  },
);

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("events"),
      hours: fc.array(fc.integer({ min: 0, max: HOURS - 1 }), { maxLength: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("groups"),
      hours: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("bus fails"), hours: fc.constant<number[]>([]) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("table fails"), hours: fc.constant<number[]>([]) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cold"), hours: fc.constant<number[]>([]) }) },
);

function tampered(deeds: readonly { readonly hour: number; readonly what: string }[]): World {
  const world = new World();
  world.main.run(HOURS, { logs: 2 });
  for (const { hour, what } of deeds) {
    TAMPERING[what]?.(world, hour);
  }
  world.from = hourOf(START + HOUR);
  world.to = world.now;
  return world;
}

async function saidByCommand(world: World): Promise<string[]> {
  const { findings } = await world.verify();
  return findings.flatMap((finding) => asTold(finding, world.to) ?? []).sort();
}

it(
  "over an archive as it is, in any order",
  async () => {
    await fc.assert(
      fc.asyncProperty(tampering, fc.array(step, { maxLength: 12 }), async (deeds, steps) => {
        const world = tampered(deeds);
        const expected = await saidByCommand(world);
        const harness = new Harness(world);
        await harness.know(world.from);
        const keys = world.store.keys(BUCKET).filter((key) => key.includes("CloudTrail-Digest"));
        for (const [index, { hours, kind }] of steps.entries()) {
          switch (kind) {
            case "events":
              // Those of the time before it begins are another matter.
              await harness.receive(
                ...hours.map((hour) => created({ bucket: BUCKET, key: at(keys, 1 + (hour % (keys.length - 1))) })),
              );
              break;
            case "groups":
              await Promise.all(hours.map(async (id) => harness.receive(harness.work(world.from, `${index} ${id}`))));
              break;
            case "bus fails":
              harness.eventFailures.push(new Error("ThrottlingException"));
              break;
            case "table fails":
              harness.table.failures.push(new Error("ThrottlingException"));
              break;
            default:
              harness.cold();
          }
        }
        // What failed is told again when nobody claims to be at it.
        harness.eventFailures.length = 0;
        harness.table.failures.length = 0;
        world.now += 5 * MINUTE;
        expect(await harness.receive(...keys.slice(1).map((key) => created({ bucket: BUCKET, key })))).toEqual([]);
        expect(await harness.receive(harness.work(world.from, "last"))).toEqual([]);
        expect(harness.told("second").map(inShort).sort()).toEqual(expected);
        expect([...new Set(harness.told("first").map(inShort))].sort()).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  },
  TIMEOUT,
);

it(
  "while an archive grows, hour by hour",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        tampering,
        fc.array(fc.boolean(), { minLength: HOURS, maxLength: HOURS }),
        async (deeds, sweeps) => {
          const world = new World();
          const harness = new Harness(world);
          world.from = hourOf(START + HOUR);
          world.now = START + HOUR + 10 * MINUTE;
          world.main.hour({ logs: 2 });
          await harness.know(world.from);
          // What is done to an hour is done before the next one comes.
          for (let hour = 1; hour < HOURS; hour += 1) {
            const { digest } = world.main.hour({ logs: 2 });
            for (const deed of deeds.filter((one) => one.hour === hour)) {
              TAMPERING[deed.what]?.(world, hour);
            }
            world.now += HOUR;
            await harness.receive(created(digest));
            if (sweeps[hour] === true) {
              expect(await harness.receive(harness.work(world.from, `sweep ${hour}`))).toEqual([]);
            }
          }
          expect(await harness.receive(harness.work(world.from, "last"))).toEqual([]);
          world.to = world.now;
          const told = harness.told().map(inShort);
          expect(hourByHour(told)).toEqual(hourByHour(await saidByCommand(world)));
        },
      ),
      { numRuns: 40 },
    );
  },
  TIMEOUT,
);

/** A gap that is told of while it grows is told of in parts. */
function hourByHour(told: readonly string[]): string[] {
  const hours = told.flatMap((text) => {
    const [, name = "", from, to] = /^(.*) (\d+)-(\d+)$/.exec(text) ?? [];
    return name === ""
      ? [text]
      : Array.from(
          { length: Math.ceil((Number(to) - Number(from)) / HOUR) },
          (_, index) => `${name} ${Number(from) + index * HOUR}`,
        );
  });
  return hours.sort();
}
