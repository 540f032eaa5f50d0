import { HOUR, MINUTE } from "../log-integrity/times";
import { asffOf, cut } from "./asff";
import type { Whereabouts } from "./asff";
import type { FindingReport } from "./reports";
import type { BusEvent, Services } from "./services";
import { IS_NEW } from "./table";
import type { Item } from "./table";

/** Somebody else is telling a finding at this moment: whether that succeeds is not known yet. */
export class BeingTold extends Error {
  override readonly name = "BeingTold";
}

const KEPT = 400 * 24 * HOUR;
/** How long somebody who began to tell a finding is waited for. */
const CLAIM = 2 * MINUTE;
const ATTEMPTS = 4;
const PAUSE = 1500;
/** An event is 256 kB at most, its detail 64 by our own rule. */
const MOST_TEXT = 8000;
const CLAIMS_AT_ONCE = 8;

interface Claim {
  readonly report: FindingReport;
  item: Item;
}

/**
 * Tells findings, each of them once: whoever comes first notes in the table that it is theirs, tells it, and notes that it is
 * told. Who finds such a note of somebody who did not get that far tells it in their place, and only where it was not told yet.
 */
export class Teller {
  constructor(
    private readonly services: Services,
    private readonly where: Whereabouts,
  ) {}

  /**
   * @returns how many hours and objects were newly found
   * @throws BeingTold where somebody else is at it; other errors where somebody could not be told
   */
  async tell(reports: readonly FindingReport[]): Promise<number> {
    const claims: Claim[] = [];
    for (let index = 0; index < reports.length; index += CLAIMS_AT_ONCE) {
      const some = reports.slice(index, index + CLAIMS_AT_ONCE);
      const mine = await Promise.all(some.map(async (report) => this.claim(report)));
      claims.push(...mine.filter((claim) => claim !== undefined));
    }
    if (claims.length === 0) {
      return 0;
    }
    for (const { report } of claims) {
      const { accountId, detail, id, key, kind, region, severity, type } = report;
      this.services.log({
        level: "error",
        message: "finding",
        id,
        type,
        severity,
        accountId,
        region,
        key,
        kind,
        detail,
      });
    }
    // The metric is a way to be told, too: a run that ends before its end would not count it.
    const { buses, hasSecurityHub } = this.services.environment;
    const problems: unknown[] = [];
    let count = 0;
    for (const whom of ["metric", ...buses.keys(), ...(hasSecurityHub ? ["securityHub" as const] : [])] as const) {
      try {
        count += await this.toOne(whom, claims);
      } catch (error) {
        // Whoever cannot be told keeps nobody else from being told.
        problems.push(error);
      }
    }
    if (problems.length > 0) {
      throw problems[0];
    }
    for (const claim of claims) {
      await this.note(claim, { isTold: true });
    }
    return count;
  }

  /** Undefined where it is told already. */
  private async claim(report: FindingReport): Promise<Claim | undefined> {
    const { now, table, wait } = this.services;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const before = await table.get(partition(report), SORT_KEY);
      if (before?.isTold === true) {
        return undefined;
      }
      const time = now();
      if (before !== undefined && Number(before.until) >= time) {
        await wait(PAUSE);
        continue;
      }
      const item = this.itemOf(report, before, time);
      const condition =
        before === undefined
          ? IS_NEW
          : {
              expression: "#until = :until AND #isTold = :no",
              names: ["until", "isTold"],
              values: { until: Number(before.until), no: false },
            };
      if (await table.put(item, condition)) {
        return { report, item };
      }
    }
    throw new BeingTold(`finding ${report.id} is being told by another run`);
  }

  private itemOf(report: FindingReport, before: Item | undefined, time: number): Item {
    const { accountId, from, region, severity, title, to, trail, type } = report;
    return {
      ...before,
      pk: partition(report),
      sk: SORT_KEY,
      type,
      severity,
      accountId,
      region,
      trail,
      title,
      detail: detailOf(report),
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      found: before?.found ?? new Date(time).toISOString(),
      isTold: false,
      until: time + CLAIM,
      expires: Math.floor((time + KEPT) / 1000),
    };
  }

  /** Tells the metric, a bus by its number, or Security Hub; only of the metric it is counted what is told. */
  private async toOne(whom: number | "metric" | "securityHub", claims: readonly Claim[]): Promise<number> {
    const { environment, importFindings, now, putEvents, putMetrics } = this.services;
    switch (whom) {
      case "metric":
        return this.to("metric", claims, async (open) => {
          const told = open.filter(({ type }) => type !== "not-checked");
          const failures = told.reduce((sum, report) => sum + report.count, 0);
          await putMetrics([{ MetricName: "Failures", Value: failures, Unit: "Count" }]);
        });
      case "securityHub":
        await this.to("securityHub", claims, async (open) => {
          await importFindings(open.map((report) => asffOf(report, environment, this.where, now())));
        });
        return 0;
      default:
        await this.to(`bus${whom + 1}`, claims, async (open) => {
          const bus = environment.buses[whom] ?? "";
          await putEvents(open.map((report) => this.event(bus, report)));
        });
        return 0;
    }
  }

  /** Tells somebody what they were not told yet, and notes that they were; answers with how many hours and objects. */
  private async to(
    whom: string,
    claims: readonly Claim[],
    tell: (reports: readonly FindingReport[]) => Promise<void>,
  ): Promise<number> {
    const open = claims.filter(({ item }) => item[whom] === undefined);
    if (open.length === 0) {
      return 0;
    }
    await tell(open.map(({ report }) => report));
    for (const claim of open) {
      await this.note(claim, { [whom]: new Date(this.services.now()).toISOString() });
    }
    return open.reduce((sum, { report }) => sum + report.count, 0);
  }

  private async note(claim: Claim, what: Readonly<Record<string, boolean | string>>): Promise<void> {
    const item: Item = { ...claim.item, ...what };
    const until = Number(claim.item.until);
    // Another run took over what took so long: what it notes stays.
    await this.services.table.put(item, { expression: "#until = :until", names: ["until"], values: { until } });
    claim.item = item;
  }

  private event(bus: string, report: FindingReport): BusEvent {
    return { bus, detail: detailOf(report), time: new Date(this.services.now()) };
  }
}

const SORT_KEY = "finding";

function partition({ id }: FindingReport): string {
  return `finding/${id}`;
}

/** The detail of the event. */
export function detailOf({ count, detail, from, id, title, to, ...rest }: FindingReport): string {
  return JSON.stringify({
    findingId: id,
    ...rest,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    count,
    title: cut(title, 256),
    detail: cut(detail, MOST_TEXT),
  });
}
