import {
  CloudTrailClient,
  StartLoggingCommand,
  StopLoggingCommand,
  UpdateTrailCommand,
} from "@aws-sdk/client-cloudtrail";
import { DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import { REGIONS } from "../../../aws/regions";
import type { LandingZone } from "../../../config/landing-zone";
import { namedAfter } from "../../../config/names";
import { Failure } from "../../../console/failure";
import type { AccountClients } from "../../../terraform/account-clients";
import type { Entry } from "../protocol";
import { Archive, nameOf } from "./archive";
import { EVENT_CASES, SWEEP_CASES } from "./cases";
import type { TamperCase } from "./cases";
import { Ears } from "./ears";
import type { Heard, HeardFinding } from "./ears";
import { sumOf } from "./metrics";
import type { Silenced, TamperedWith, TamperProtocol } from "./protocol";
import { eventsOff, functionOff } from "./silence";
import type { Silence } from "./silence";
import type { Chain, Simulator } from "./simulator";

export interface TamperDrill {
  readonly landingZone: LandingZone;
  readonly clients: AccountClients;
  readonly simulator: Simulator;
  /** The time of the AWS that is asked. */
  readonly now: () => Promise<Date>;
  readonly onEntry: (entry: Entry) => void;
}

const INTACT_HOURS = 3;
const HOUR_SECONDS = 3600;
/** Longer than the period of the alarm on failures, so that each finding sets it off anew. */
const QUIET_SECONDS = 360;
/** Longer than a batch of messages is waited for. */
const BATCH_SECONDS = 45;
/** What a batch sets off may be a batch of its own: a sweep's plan has its groups. */
const BATCHES = 2;
const FAILURES = "logIntegrityFailures";
const LOGGING_STOPPED: TamperCase = {
  what: "logging of the trail stopped",
  inAws: "nobody but the management account can, and alarms and rules report it",
  type: "unprotected",
};

type HeardAt = Heard & { readonly time: string; readonly look: number };

/**
 * Has CloudTrail deliver, tampers with what it delivered in every way, silences the validator in every way, and listens. What
 * runs is the function that is deployed; only the clock, CloudTrail and whoever tampers are the local AWS's.
 *
 * @throws Failure where the validator has seen digests already
 */
export async function drillTamper(drill: TamperDrill): Promise<TamperProtocol> {
  const ears = await Ears.of(drill.landingZone, drill.clients);
  const course = await Course.of(drill, ears);
  try {
    return await course.run();
  } finally {
    await course.undo();
    await ears.stop();
  }
}

class Course {
  private readonly entries: Entry[] = [];
  private readonly heard: HeardAt[] = [];
  private readonly tampered: TamperedWith[] = [];
  private readonly silenced: Silenced[] = [];
  private readonly ended = new Set<string>();
  private readonly undone: (() => Promise<unknown>)[] = [];
  private readonly archive: Archive;
  private looks = 0;

  private constructor(
    private readonly drill: TamperDrill,
    private readonly ears: Ears,
    private readonly auditId: string,
    private readonly chains: readonly Chain[],
  ) {
    const { arns, names } = drill.landingZone;
    this.archive = new Archive(drill.simulator, arns.trail, names.trailBucket);
  }

  /** One chain for each way of tampering, and one that nobody tampers with. */
  static async of(drill: TamperDrill, ears: Ears): Promise<Course> {
    const { audit, logArchive, management, regions } = drill.landingZone;
    const { clients } = drill;
    const others = [...REGIONS].flatMap(([region, { optIn }]) => (optIn || regions.includes(region) ? [] : region));
    const accountIds: string[] = [];
    for (const account of [logArchive, audit, management]) {
      accountIds.push(await clients.accountId(account));
    }
    const chains = [...regions, ...others].flatMap((region) => accountIds.map((accountId) => ({ accountId, region })));
    const count = EVENT_CASES.length + SWEEP_CASES.length + 1;
    return new Course(drill, ears, await clients.accountId(audit), chains.slice(0, count));
  }

  async run(): Promise<TamperProtocol> {
    await this.expectNothing();
    if (await this.deliverIntact()) {
      await this.tamperBeforeEvents();
      const off = await this.tamperBeforeSweeps();
      await this.recordSilence(off.silence, off.time, off.found);
      await off.silence.end();
      await this.recover();
      for (const silence of await functionOff(this.drill.landingZone, this.drill.clients)) {
        await this.silence(silence);
      }
      await this.stopLogging();
    }
    const { homeRegion, names } = this.drill.landingZone;
    return {
      drill: "tamper",
      region: homeRegion,
      bucket: names.trailBucket,
      function: names.logValidator,
      chains: this.chains.length,
      entries: this.entries,
      tampered: this.tampered,
      silenced: this.silenced,
    };
  }

  /** Puts everything back, apart from what was tampered with. */
  async undo(): Promise<void> {
    for (const step of this.undone.splice(0).reverse()) {
      await step();
    }
  }

  /** Of chains that were tampered with before, nobody knows what is new. */
  private async expectNothing(): Promise<void> {
    if ((await this.knownChains()).size > 0) {
      throw new Failure(
        "the log validator of this local AWS has seen digests already, and a drill needs an archive that is empty: unset " +
          "AWS_ENDPOINT_URL, or start another local AWS",
      );
    }
  }

  /** Of which chains the validator's table says that they have digests. */
  private async knownChains(): Promise<ReadonlySet<string>> {
    const { audit, names } = this.drill.landingZone;
    const client = new DynamoDBClient(await this.drill.clients.settings(audit));
    const known = new Set<string>();
    for await (const { Items = [] } of paginateQuery(
      { client },
      {
        TableName: names.logValidationTable,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: "chain" } },
      },
    )) {
      for (const { hasDigests, sk } of Items) {
        const [accountId = "", region = ""] = (sk?.S ?? "").split("/");
        if (hasDigests?.BOOL === true) {
          known.add(nameOf({ accountId, region }));
        }
      }
    }
    return known;
  }

  private async deliverIntact(): Promise<boolean> {
    // What CloudTrail delivered in a drill that ended at once was before that.
    await this.drill.simulator.advance(INTACT_HOURS * HOUR_SECONDS);
    await this.settle();
    const from = await this.drill.now();
    for (const chain of this.chains) {
      await this.archive.begin(chain, INTACT_HOURS);
    }
    const objects = this.chains.length * INTACT_HOURS;
    await this.look();
    const digests = await this.sum("DigestsVerified", from);
    const logs = await this.sum("LogsVerified", from);
    await this.note(
      `${objects} digests and ${objects} log files of ${this.chains.length} accounts and regions delivered: the function ` +
        `verified ${digests} digests and ${logs} log files`,
      digests >= objects && logs >= objects,
    );
    if (digests === 0) {
      return false;
    }
    await this.hour();
    const known = await this.knownChains();
    const unknown = this.chains.filter((chain) => !known.has(nameOf(chain)));
    const groups = await this.sum("SweepGroups", from);
    await this.note(
      `an hour later, it swept: ${groups} groups of chains; its table knows all ${this.chains.length}` +
        (unknown.length === 0 ? "" : ` but ${unknown.map(nameOf).join(", ")}`),
      groups > 0 && unknown.length === 0,
    );
    const findings = this.heard.filter((heard) => "finding" in heard);
    const unchecked = await this.sum("NotChecked", from);
    await this.note(
      `of what is intact, ${findings.length} findings were reported, and ${unchecked} objects were not checked`,
      findings.length === 0 && unchecked === 0,
    );
    return true;
  }

  /** What events of digests report, one after the other within an hour. */
  private async tamperBeforeEvents(): Promise<void> {
    const chains = this.chains.slice(0, EVENT_CASES.length);
    await this.deliver((chain) => !chains.includes(chain));
    await this.look();
    for (const [index, chain] of chains.entries()) {
      const tamperCase = EVENT_CASES[index];
      if (tamperCase?.log) {
        await this.archive.deliver(chain, await this.drill.now(), 1);
        await tamperCase.log(this.archive, await this.archive.deliverLog(chain));
      }
      await this.archive.deliver(chain, await this.drill.now());
      if (tamperCase?.digest) {
        const [key = ""] = this.archive.digests(chain, 1);
        await this.settle();
        await tamperCase.digest(this.archive, key, chain);
      }
      const time = await this.time();
      await this.look();
      if (tamperCase) {
        await this.record(tamperCase, chain, time);
      }
      await this.drill.simulator.advance(QUIET_SECONDS);
      await this.look();
    }
  }

  /** What sweeps report, while events are off from the middle on. */
  private async tamperBeforeSweeps(): Promise<{ silence: Silence; time: string; found: string }> {
    const { landingZone, clients } = this.drill;
    const silence = await eventsOff(landingZone, clients);
    let off = "";
    const done: { tamperCase: TamperCase; chain: Chain; time: string }[] = [];
    for (const [index, tamperCase] of SWEEP_CASES.entries()) {
      const chain = this.chains[EVENT_CASES.length + index];
      if (chain === undefined) {
        continue;
      }
      const { after, hours = 1, isEnd = false, isWithoutValidation = false } = tamperCase;
      for (let hour = 0; hour < hours; hour += 1) {
        await this.hour();
        await this.deliver((other) => other !== chain);
      }
      await (isWithoutValidation ? this.withoutValidation(chain) : this.archive.deliver(chain, await this.drill.now()));
      await this.settle();
      await after?.(this.archive, chain);
      if (isEnd) {
        this.ended.add(nameOf(chain));
      }
      done.push({ tamperCase, chain, time: await this.time() });
      this.drill.onEntry({ time: await this.time(), what: tamperCase.what, ok: true });
      if (off === "" && index >= SWEEP_CASES.length / 2) {
        off = await this.time();
        this.undone.push(() => silence.end());
        await silence.begin();
      }
    }
    for (let hour = 0; hour < this.patience; hour += 1) {
      await this.hour();
      await this.deliver();
    }
    await this.look();
    for (const { chain, tamperCase, time } of done) {
      await this.record(tamperCase, chain, time);
    }
    const found = this.tampered.filter(({ events }) => events.some(({ time }) => time > off)).length;
    return { silence, time: off, found: `sweeps went on: ${found} kinds of tampering were found meanwhile` };
  }

  private async withoutValidation(chain: Chain): Promise<void> {
    const { landingZone, clients } = this.drill;
    const trail = new CloudTrailClient(await clients.settings(landingZone.management));
    const set = (EnableLogFileValidation: boolean): Promise<unknown> =>
      trail.send(new UpdateTrailCommand({ Name: landingZone.names.trail, EnableLogFileValidation }));
    await set(false);
    try {
      await this.archive.deliver(chain, await this.drill.now());
    } finally {
      await set(true);
    }
  }

  private async silence(silence: Silence): Promise<void> {
    const time = await this.time();
    this.undone.push(() => silence.end());
    await silence.begin();
    for (let hour = 0; hour < this.silentHours; hour += 1) {
      await this.hour();
    }
    await this.recordSilence(silence, time);
    await this.deliver();
    await silence.end();
    await this.recover();
  }

  /** Lets an hour pass in which everything works again, so that the alarms do. */
  private async recover(): Promise<void> {
    await this.look();
    await this.hour();
    await this.deliver();
    await this.look();
  }

  private async stopLogging(): Promise<void> {
    const { landingZone, clients } = this.drill;
    const trail = new CloudTrailClient(await clients.settings(landingZone.management));
    const Name = landingZone.names.trail;
    const chain = this.chains.at(-1);
    if (chain === undefined) {
      return;
    }
    const before = this.findings(chain).length;
    await this.note(`of ${nameOf(chain)}, which nobody tampered with, ${before} findings were reported`, before === 0);
    const time = await this.time();
    this.undone.push(() => trail.send(new StartLoggingCommand({ Name })));
    await trail.send(new StopLoggingCommand({ Name }));
    for (let hour = 0; hour < this.patience && this.findings(chain).length === before; hour += 1) {
      await this.hour();
    }
    await this.record(LOGGING_STOPPED, chain, time);
  }

  /** Hours until what is missing is due and was swept for. */
  private get patience(): number {
    const { graceMinutes = 0, sweepMinutes = 0 } = this.drill.landingZone.logValidation ?? {};
    return Math.ceil((graceMinutes + sweepMinutes) / 60) + 1;
  }

  /** Hours until silence is an alarm. */
  private get silentHours(): number {
    const { sweepMinutes = 0 } = this.drill.landingZone.logValidation ?? {};
    return Math.max(3, Math.ceil((3 * sweepMinutes) / 60)) + 1;
  }

  private async deliver(isWanted: (chain: Chain) => boolean = () => true): Promise<void> {
    const now = await this.drill.now();
    for (const chain of this.chains) {
      if (isWanted(chain) && !this.ended.has(nameOf(chain))) {
        await this.archive.deliver(chain, now);
      }
    }
  }

  /** Lets an hour pass, with a look when the alarm on what was found before is over. */
  private async hour(): Promise<void> {
    await this.drill.simulator.advance(QUIET_SECONDS);
    await this.look();
    await this.drill.simulator.advance(HOUR_SECONDS - QUIET_SECONDS - 2 * BATCHES * BATCH_SECONDS);
    await this.look();
  }

  /** Waits until the function has nothing to do, has the alarms evaluated and hears what there is to hear. */
  private async look(): Promise<void> {
    const { landingZone, simulator } = this.drill;
    await this.settle();
    await simulator.evaluate(this.auditId, landingZone.homeRegion, landingZone.names.logValidationNamespace);
    this.looks += 1;
    const time = await this.time();
    for (const heard of await this.ears.take()) {
      this.heard.push({ ...heard, time, look: this.looks });
    }
  }

  /** Waits until the function has worked through its queue. */
  private async settle(): Promise<void> {
    const { simulator } = this.drill;
    await simulator.idle();
    for (let batch = 0; batch < BATCHES; batch += 1) {
      await simulator.advance(BATCH_SECONDS);
      await simulator.idle();
    }
  }

  private findings({ accountId, region }: Chain): readonly (HeardAt & { readonly finding: HeardFinding })[] {
    return this.heard.flatMap((heard) =>
      "finding" in heard && heard.finding.accountId === accountId && heard.finding.region === region ? [heard] : [],
    );
  }

  /** What was heard of one way of tampering. */
  private async record({ inAws, kind, type, what }: TamperCase, chain: Chain, since: string): Promise<void> {
    const findings = this.findings(chain).filter(
      ({ finding, time }) => time >= since && finding.type === type && finding.kind === kind,
    );
    const first = findings[0];
    const events = [this.ears.critical, this.ears.tampering].flatMap((topic) => {
      const told = findings.find((one) => one.topic === topic && one.finding.findingId === first?.finding.findingId);
      return told === undefined ? [] : [{ time: told.time, topic }];
    });
    const alarm = this.alarm(FAILURES, since, first?.look);
    const recorded: TamperedWith = {
      what,
      inAws,
      ...chain,
      time: since,
      expected: kind === undefined ? type : `${type} (${kind})`,
      ...(first === undefined ? {} : { title: first.finding.title }),
      events,
      ...(alarm === undefined ? {} : { alarm }),
      ok: events.length === 2 && alarm !== undefined,
    };
    this.tampered.push(recorded);
    this.drill.onEntry({ time: await this.time(), what, ok: recorded.ok });
  }

  private async recordSilence({ alarms, inAws, what }: Silence, since: string, details?: string): Promise<void> {
    const told = alarms.flatMap((key) => {
      const alarm = this.alarm(key, since);
      return alarm === undefined ? [] : [{ ...alarm, name: namedAfter(this.drill.landingZone.name, key) }];
    });
    const ok = told.length === alarms.length;
    const silent = ok ? undefined : `NO ALARM of ${alarms.join(" or ")}`;
    const text = [silent, details].filter((one) => one !== undefined).join("; ");
    this.silenced.push({ what, inAws, time: since, alarms: told, ...(text === "" ? {} : { details: text }), ok });
    this.drill.onEntry({ time: await this.time(), what, ok });
  }

  /** When an alarm was first heard to begin, in a look or in any. */
  private alarm(key: string, since: string, look?: number): { time: string; topic: string } | undefined {
    const alarmName = namedAfter(this.drill.landingZone.name, key);
    const heard = this.heard.find(
      (one) =>
        "alarm" in one &&
        one.alarm === alarmName &&
        one.state === "ALARM" &&
        one.time >= since &&
        (look === undefined || one.look === look),
    );
    return heard && { time: heard.time, topic: heard.topic };
  }

  private async sum(metric: string, from: Date): Promise<number> {
    const { audit, names } = this.drill.landingZone;
    const settings = await this.drill.clients.settings(audit);
    const to = new Date((await this.drill.now()).getTime() + HOUR_SECONDS * 1000);
    return sumOf(settings, { from, to, metric, namespace: names.logValidationNamespace });
  }

  private async time(): Promise<string> {
    return (await this.drill.now()).toISOString();
  }

  private async note(what: string, ok: boolean): Promise<void> {
    const entry = { time: await this.time(), what, ok };
    this.entries.push(entry);
    this.drill.onEntry(entry);
  }
}
