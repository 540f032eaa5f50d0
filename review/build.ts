import { accountName, accountOf } from "./account";
import type { StackAccount } from "./account";
import { acknowledgementOf, isExpired } from "./acknowledgements";
import type { Acknowledgement } from "./acknowledgements";
import { actionOf, actionsOf } from "./actions";
import type { ChangeAction } from "./actions";
import { attributesOf } from "./attributes";
import { withoutKey } from "./construct-paths";
import type { Origin } from "./construct-paths";
import { countsOf, NO_COUNTS } from "./counts";
import { dangersOf } from "./dangers";
import type { Endangered } from "./dangers";
import { lossOf } from "./losses";
import { maskedChange } from "./masking";
import type { Masked } from "./masking";
import { foundBefore } from "./masked-plan";
import type { PlanJson, ResourceChange } from "./plan-json";
import { reasonOf } from "./reasons";
import type { Change, Counts, Danger, Place, ReviewReport, StackSummary, Unit } from "./report";
import { regionsOf } from "./resource-regions";
import { ruleOf, SEVERITIES, severityOf } from "./rules";
import type { RuleId, Severity } from "./rules";
import { normalizerOf } from "./sameness";
import type { Normalize } from "./sameness";
import { wellFormed } from "./well-formed";

/** A plan to be reviewed. */
export interface ReviewInput {
  readonly stack: string;
  readonly plan: PlanJson;
  /** Its account. @default - as its provider says */
  readonly account?: StackAccount;
  /** The file that it is from. */
  readonly file?: string;
  /** Where its resources are made, by address. */
  readonly origins?: ReadonlyMap<string, Origin>;
}

/** A stack of a manifest that has no plan. */
export interface UnplannedInput {
  readonly stack: string;
  /** Slug of its account. */
  readonly account: string;
  /** `changes` and `failed`: what it would change nobody knows. */
  readonly outcome: "changes" | "failed" | "noChanges" | "skipped" | "waiting";
  readonly waitsFor?: readonly string[];
}

export interface ReviewOptions {
  /** @default "plans" */
  readonly source?: ReviewReport["source"];
  readonly base?: string;
  readonly acknowledgements?: readonly Acknowledgement[];
  /** `2026-11-30`, of UTC. */
  readonly today: string;
  /** Where the configuration says something of a resource: `landing-zone.yaml:12`. */
  readonly sourceOf?: (place: Pick<Place, "address" | "stack">) => string | undefined;
  readonly organization?: Unit;
  readonly notes?: readonly string[];
}

type Growing<Item extends { readonly places: readonly Place[] }> = Omit<Item, "places"> & { readonly places: Place[] };
type Groups<Item extends { readonly places: readonly Place[] }> = Map<string, Growing<Item>>;

const NOTHING: Counts = { ...NO_COUNTS, drifted: 0 };

/** What is the worst comes first. */
const ACTIONS: readonly ChangeAction[] = [
  "unknown",
  "delete",
  "replace",
  "replaceForgetting",
  "forget",
  "update",
  "create",
  "import",
  "move",
  "read",
  "nothing",
];

/** Reviews plans one after the other, so that only one of them is in memory, and puts together what is the same in several. */
export class ReviewBuilder {
  private readonly stacks: StackSummary[] = [];
  private readonly changes: Groups<Change> = new Map();
  private readonly drift: Groups<Change> = new Map();
  private readonly dangers: Groups<Danger> = new Map();
  private readonly used = new Set<Acknowledgement>();
  private readonly failed: string[] = [];
  private readonly waiting: { readonly stack: string; readonly waitsFor: readonly string[] }[] = [];
  private readonly skipped: string[] = [];

  constructor(private readonly options: ReviewOptions) {}

  add(input: ReviewInput): void {
    const { file, stack } = input;
    const { odd, plan } = wellFormed(input.plan);
    const account = { ...accountOf(plan), ...input.account };
    const name = accountName(stack, account);
    const normalize = normalizerOf([name, account.name, account.id]);
    const regionOf = regionsOf(plan);
    const all = managed(plan.resource_changes);
    const drifted = managed(plan.resource_drift);
    let drift = 0;
    let dangers = 0;

    const placeOf = (resource: ResourceChange): Place => {
      const origin = input.origins?.get(withoutKey(resource.address));
      const region = regionOf(resource);
      const source = this.options.sourceOf?.({ stack, address: resource.address }) ?? origin?.source;
      return {
        stack,
        account: name,
        ...(region === undefined ? {} : { region }),
        address: resource.address,
        ...(origin === undefined ? {} : { constructPath: origin.constructPath }),
        ...(source === undefined ? {} : { source }),
      };
    };
    const report = (rule: RuleId, type: string, details: readonly string[], place: Place): void => {
      dangers += 1;
      this.addDanger(rule, type, details, place, normalize);
    };

    for (const resource of all) {
      const action = actionOf(resource);
      if (action === "nothing") continue;
      const masked = maskedChange(resource);
      grow(this.changes, changeOf(masked, action), placeOf(resource), normalize);
      for (const danger of foundBefore(input.plan, resource, dangersOf(resource, regionOf, all))) {
        const details = detailsOf(danger).map(masked.shown);
        report(danger.kind, resource.type, details, placeOf(resource));
      }
    }
    for (const resource of drifted) {
      const action = actionOf(resource);
      if (action === "nothing") continue;
      drift += 1;
      const place = placeOf(resource);
      grow(this.drift, changeOf(maskedChange(resource), action), place, normalize);
      if (action === "delete" && lossOf(resource.type) !== "other") {
        report("vanished", resource.type, [], place);
      }
    }
    const incomplete = [...whyIncomplete(plan), ...odd];
    if (incomplete.length > 0) {
      report("planIncomplete", "", incomplete, { stack, account: name, address: stack });
    }
    const counts: Counts = { ...countsOf(all, plan), drifted: drift };
    this.stacks.push({
      stack,
      account: name,
      ...(account.id === undefined ? {} : { accountId: account.id }),
      ...(file === undefined ? {} : { file }),
      counts,
      dangers,
      isChanged: Object.values(counts).some((count) => count > 0) || dangers > 0,
    });
  }

  /** A stack without a plan to be looked at. */
  addUnplanned({ account, outcome, stack, waitsFor = [] }: UnplannedInput): void {
    if (outcome === "skipped") {
      this.skipped.push(stack);
      return;
    }
    const name = accountName(stack, { name: account });
    const summary = { stack, account: name, counts: NOTHING, dangers: 0, isChanged: outcome !== "noChanges" };
    if (outcome === "waiting") {
      this.waiting.push({ stack, waitsFor });
    } else if (outcome !== "noChanges") {
      this.failed.push(stack);
      const place = { stack, account: name, address: stack };
      this.addDanger("planIncomplete", "", ["it could not be planned"], place, (text) => text);
      summary.dangers = 1;
    }
    this.stacks.push(summary);
  }

  finish(): ReviewReport {
    const { acknowledgements = [], base, notes = [], organization, source = "plans", today } = this.options;
    for (const expired of acknowledgements.filter((one) => isExpired(one, today))) {
      const place = { stack: "", account: "", address: expired.address, source: expired.at };
      const details = [`${expired.rule} of ${expired.address}, until ${expired.expires}: ${expired.reason}`];
      this.addDanger("acknowledgementExpired", "", details, place, (text) => text);
    }
    const dangers = inOrder(this.dangers, ({ acknowledged, severity }) => [
      acknowledged === undefined ? 0 : 1,
      SEVERITIES.indexOf(severity),
    ]);
    const open = dangers.filter(({ acknowledged }) => acknowledged === undefined);
    const places = (some: readonly Danger[]): number => some.reduce((sum, danger) => sum + danger.places.length, 0);
    const of = (wanted: Severity): number => places(open.filter(({ severity }) => severity === wanted));
    const isChanged = this.stacks.some((stack) => stack.isChanged);
    const verdict =
      open.length > 0 ? "dangers" : dangers.length > 0 ? "acknowledged" : isChanged ? "changes" : "nothing";
    const worst = ({ action }: Change): number[] => [ACTIONS.indexOf(action)];
    return {
      version: 1,
      source,
      ...(base === undefined ? {} : { base }),
      verdict,
      exitCode: verdict === "dangers" ? 3 : 0,
      counts: this.stacks.reduce((sum, { counts }) => added(sum, counts), NOTHING),
      dangerCounts: { critical: of("critical"), high: of("high"), medium: of("medium") },
      acknowledgedCount: places(dangers) - places(open),
      dangers,
      stacks: [...this.stacks].sort(
        (one, other) => compare(one.account, other.account) || compare(one.stack, other.stack),
      ),
      ...(this.failed.length + this.waiting.length + this.skipped.length === 0
        ? {}
        : { unplanned: { failed: this.failed, waiting: this.waiting, skipped: this.skipped } }),
      changes: inOrder(this.changes, worst),
      drift: inOrder(this.drift, worst),
      unused: acknowledgements
        .filter((one) => !this.used.has(one) && !isExpired(one, today))
        .map(({ address, at, rule }) => `${at}: ${rule} of ${address}`),
      notes,
      ...(organization === undefined ? {} : { organization }),
    };
  }

  private addDanger(rule: RuleId, type: string, details: readonly string[], place: Place, normalize: Normalize): void {
    const { acknowledgements = [], today } = this.options;
    const { valid } = acknowledgementOf(rule, place, acknowledgements, today);
    if (valid !== undefined) this.used.add(valid);
    const { instead, title, why } = ruleOf(rule);
    const danger = {
      rule,
      severity: severityOf(rule, type),
      title,
      why,
      instead,
      details,
      type,
      ...(valid === undefined ? {} : { acknowledged: { reason: valid.reason, expires: valid.expires } }),
    };
    grow(this.dangers, danger, place, normalize);
  }
}

/** Reviews plans that are all there. */
export function review(inputs: Iterable<ReviewInput>, options: ReviewOptions): ReviewReport {
  const builder = new ReviewBuilder(options);
  for (const input of inputs) builder.add(input);
  return builder.finish();
}

function managed(resources: readonly ResourceChange[] = []): ResourceChange[] {
  return resources.filter(({ mode }) => mode === "managed");
}

function added(one: Counts, other: Counts): Counts {
  return Object.fromEntries(
    Object.entries(one).map(([key, count]) => [key, Number(count) + other[key as keyof Counts]]),
  ) as unknown as Counts;
}

function changeOf(masked: Masked, action: ChangeAction): Omit<Change, "places"> {
  const { resource } = masked;
  const { address, change, previous_address: previous, type } = resource;
  const because = (change.replace_paths ?? []).map((path) => [path].flat().join("."));
  const reason = action === "unknown" ? `actions: ${actionsOf(change).join(", ")}` : reasonOf(resource.action_reason);
  return {
    action,
    type,
    ...(previous === undefined || previous === address ? {} : { previousAddress: previous }),
    ...(change.importing?.id === undefined ? {} : { importId: change.importing.id }),
    ...(reason === undefined ? {} : { reason }),
    because: [...new Set(because)].sort(),
    ...attributesOf(masked),
  };
}

/** Puts something to what is the same but for names of accounts and regions, or as the first of its kind. */
function grow<Item extends { readonly places: readonly Place[] }>(
  groups: Groups<Item>,
  item: Omit<Item, "places">,
  place: Place,
  normalize: Normalize,
): void {
  const key = normalize(JSON.stringify([item, place.address]), place.region);
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, { ...item, places: [place] });
  } else {
    group.places.push(place);
  }
}

function inOrder<Item extends { readonly type: string; readonly places: readonly [Place, ...Place[]] }>(
  groups: Groups<Item>,
  rank: (item: Item) => readonly number[],
): Item[] {
  return ([...groups.values()] as unknown as Item[]).sort((one, other) => {
    const [these, those] = [rank(one), rank(other)];
    const difference = these.map((value, index) => value - (those[index] ?? 0)).find((value) => value !== 0);
    return (
      difference ??
      (compare(one.type, other.type) ||
        compare(one.places[0].address, other.places[0].address) ||
        compare(one.places[0].stack, other.places[0].stack))
    );
  });
}

/** By code, so that the order is the same everywhere. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function detailsOf({ because, disabled = [], from, to }: Endangered): string[] {
  return [
    ...(because.length === 0 ? [] : [`because of ${because.join(", ")}`]),
    ...(from === undefined ? [] : [`from ${from} to ${to ?? "a unit to be created"}`]),
    ...disabled,
  ];
}

const FORMAT = "1.";

/** Why a plan does not say everything that would happen; nothing where it does. */
function whyIncomplete({
  complete,
  deferred_changes: deferred = [],
  errored,
  format_version: format,
}: PlanJson): string[] {
  return [
    ...(errored === true ? ["planning failed before its end"] : []),
    ...(complete === false && errored !== true && deferred.length === 0 ? ["it was limited, as by -target"] : []),
    ...deferred.map(
      ({ reason = "no reason", resource_change: change }) => `${String(change?.address)} is put off: ${reason}`,
    ),
    ...(format !== undefined && !format.startsWith(FORMAT)
      ? [`its format is ${format}, of which only 1 is known`]
      : []),
  ];
}
