import type { Partition } from "../aws/regions";
import type { Access } from "./access/settings";
import type { Accounts } from "./accounts/settings";
import type { Alerts } from "./alerts/settings";
import type { Archive } from "./archive/settings";
import type { BreakGlass } from "./break-glass/settings";
import type { Detection } from "./detection/settings";
import type { Hosts } from "./hosts/settings";
import type { Inspector } from "./inspector/settings";
import type { KeyStore } from "./key-store/settings";
import type { LogValidation } from "./log-validation/settings";
import type { Organization } from "./organization/settings";
import type { State } from "./state/settings";
import type { Trail } from "./trail/settings";
import type { AwsConfigSettings } from "./aws-config/settings";
import type { BaselineSettings, FlowLogSettings } from "./baseline/settings";
import type { GuardrailPolicy } from "./guardrails";
import type { Immutable } from "./immutable";
import type { Ledger } from "./ledger/schema";
import type { Arns, Names } from "./names";
import type { Configuration } from "./schema";

type Settings = Immutable<Configuration>;

/**
 * A landing zone, resolved: everything that follows from `landing-zone.yaml` and is known without asking AWS.
 * Immutable; the same file always gives the same value.
 */
export interface LandingZone extends Accounts {
  /** Prefix of every AWS name this project gives. */
  readonly name: string;
  readonly partition: Partition;
  /** Region of the trail, the log buckets, the aggregator and every global resource. */
  readonly homeRegion: string;
  /** Governed regions, home region included, sorted. */
  readonly regions: readonly string[];
  readonly organization: Organization;
  readonly deployment: Settings["deployment"];
  readonly breakGlass: BreakGlass;
  /** Access of people and pipelines; absent where this project makes none. */
  readonly access?: Access;
  readonly archive: Archive;
  /** A KMS custom key store for the logs; absent where there is none. */
  readonly keyStore?: KeyStore;
  /** Service and resource control policies that protect the landing zone. */
  readonly guardrails: readonly GuardrailPolicy[];
  /** Guardrails that are left out or attached elsewhere, with the reason. */
  readonly guardrailExceptions: Settings["guardrails"]["exceptions"];
  readonly trail: Trail;
  /** Continuous validation of what the trail delivers; absent where this project does not manage it. */
  readonly logValidation?: LogValidation;
  readonly config: AwsConfigSettings;
  readonly baseline: BaselineSettings;
  /** Flow logs of every VPC; absent where those who make a VPC see to it. */
  readonly flowLogs?: FlowLogSettings;
  readonly detection: Detection;
  readonly alerts: Alerts;
  readonly hosts: Hosts;
  /** Amazon Inspector of the organization; absent where this project does not manage it. */
  readonly inspector?: Inspector;
  readonly state: State;
  /** Tags of every resource that can carry tags. */
  readonly tags: Settings["tags"];
  readonly names: Names;
  readonly arns: Arns;
  /** What is remembered of earlier configurations; absent for the first. */
  readonly ledger?: Ledger;
  /** Paths of what the configuration says in so many words is off: `hosts.sessions`. */
  readonly saidOff: readonly string[];
}
