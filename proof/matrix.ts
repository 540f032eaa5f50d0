import { setImmediate } from "node:timers/promises";
import { Failure } from "../console/failure";
import { withStandIns } from "./stand-ins";
import type { LandingZone } from "../config/landing-zone";
import { decide } from "./decide";
import type { Applicable, Decision, Request } from "./evaluate";
import type { LayerAnswer, Rule } from "./layers";
import { answersOf } from "./layer-answers";
import { levelsOf } from "./levels";
import { policiesOf } from "./policies";
import type { LockMode, Policies, Policy, Resource } from "./policies";
import { principalsOf } from "./principals";
import type { Principal } from "./principal";
import { asFunctionsSay } from "./questions/access";
import { alertKeyQuestions } from "./questions/alert-key";
import { alertQuestions } from "./questions/alerts";
import { breakGlassQuestions } from "./questions/break-glass";
import { bucketQuestions } from "./questions/buckets";
import { configTopicQuestions } from "./questions/config-topics";
import { findingQuestions } from "./questions/findings";
import { logValidationQuestions } from "./questions/log-validation";
import { sessionQuestions } from "./questions/sessions";
import { stateQuestions } from "./questions/states";
import { eventQuestions } from "./questions/events";
import { guardrailQuestions } from "./questions/guardrails";
import { logGroupQuestions } from "./questions/log-groups";
import { hsmAuditKeyQuestions } from "./questions/hsm-audit-key";
import { keyQuestions } from "./questions/keys";
import { notificationQuestions } from "./questions/notifications";
import { replicaQuestions } from "./questions/replica";
import type { Question, Subject, Target } from "./questions/question";

/** One question to one principal. */
export interface Cell {
  readonly question: Question;
  readonly principal: Principal;
  readonly request: Request;
  readonly policies: Applicable;
  /** Mode of the lock on what is asked for, where there is one. */
  readonly lock?: LockMode;
  readonly decision: Decision;
  readonly expected: boolean;
  /** What the layers say that claim to keep the principal from it, each by itself. */
  readonly layers: readonly LayerAnswer[];
}

/** What a landing zone's policies are asked, and for which principals. */
export class Matrix {
  readonly questions: readonly Question[];
  readonly principals: readonly Principal[];
  private readonly landingZone: LandingZone;
  /** Policies of the landing zone's own roles, by the role's ARN. */
  private readonly deployed: ReadonlyMap<string, Resource>;

  constructor(
    landingZone: LandingZone,
    readonly policies: Policies = policiesOf(withStandIns(landingZone)),
  ) {
    this.landingZone = withStandIns(landingZone);
    const { people, services } = principalsOf(this.landingZone);
    this.principals = [...people, ...services];
    this.deployed = new Map([...policies.resources.values()].map((resource) => [resource.arn, resource]));
    const subject: Subject = {
      landingZone: this.landingZone,
      policies,
      resource: (address) => {
        const resource = policies.resources.get(address);
        if (resource === undefined) {
          throw new Failure(`no stack has the resource ${address}, which questions are about`);
        }
        return resource;
      },
    };
    this.questions = [
      ...bucketQuestions(subject),
      ...sessionQuestions(subject),
      ...replicaQuestions(subject),
      ...findingQuestions(subject),
      ...logValidationQuestions(subject),
      ...keyQuestions(subject),
      ...stateQuestions(subject),
      ...hsmAuditKeyQuestions(subject),
      ...notificationQuestions(subject),
      ...alertQuestions(subject),
      ...alertKeyQuestions(subject),
      ...configTopicQuestions(subject),
      ...eventQuestions(subject),
      ...logGroupQuestions(subject),
      ...breakGlassQuestions(subject),
      ...guardrailQuestions(subject),
    ].map((question) => asFunctionsSay(this.landingZone, question));
  }

  /**
   * Every answer, in the order of the questions.
   *
   * @param isAsked leaves questions out
   * @param at called with what is being done: `question 3 of 120`
   * @param isAskedOf leaves principals out
   */
  async cells(
    isAsked: (question: Question) => boolean = () => true,
    at?: (text: string) => void,
    isAskedOf: Rule = () => true,
  ): Promise<Cell[]> {
    const cells: Cell[] = [];
    const questions = this.questions.filter(isAsked);
    for (const [index, question] of questions.entries()) {
      at?.(`question ${index + 1} of ${questions.length}`);
      // Evaluation never waits, and would keep everything else waiting: timers, and Ctrl-C.
      await setImmediate();
      for (const principal of [...this.principals.filter(isAskedOf), ...(question.alsoOf ?? [])]) {
        const target = typeof question.resource === "function" ? question.resource(principal) : question.resource;
        if (target !== undefined) {
          cells.push(await this.cell(question, principal, target));
        }
      }
    }
    return cells;
  }

  private async cell(question: Question, principal: Principal, target: Target): Promise<Cell> {
    const request: Request = {
      principal,
      action: question.action,
      resource: { arn: target.arn, accountId: target.accountId },
      context: { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...question.context },
    };
    const policies: Applicable = {
      serviceControl: levelsOf(this.landingZone, this.policies, principal.accountId, "SERVICE_CONTROL_POLICY"),
      resourceControl: levelsOf(this.landingZone, this.policies, target.accountId, "RESOURCE_CONTROL_POLICY"),
      resourcePolicy: question.opened === true ? opened(target) : target.resource?.policy,
      identityPolicy: this.deployed.get(principal.principal ?? "")?.identityPolicy,
      boundary: this.deployed.get(principal.principal ?? "")?.boundary,
    };
    const lock = question.lockedObject === true ? target.resource?.lock : undefined;
    const decision = await decide(request, policies, lock);
    return {
      question,
      principal,
      request,
      policies,
      lock,
      decision,
      expected: question.allowed(principal),
      layers: await answersOf(question.layers, { request, policies, lock, decision }),
    };
  }
}

/** Of what the landing zone gives no policy, and others might. */
const NO_POLICY: Policy = { layer: "resource policy", statements: [] };

/** One policy for all who ask, so that a statement in it can be distinguished from its copies. */
const openedPolicies = new WeakMap<Policy, Policy>();

function opened({ resource }: Target): Policy {
  const policy = resource?.policy ?? NO_POLICY;
  const known = openedPolicies.get(policy) ?? {
    ...policy,
    statements: [
      ...policy.statements,
      { Sid: "OpenedByMistake", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } as const,
    ],
  };
  openedPolicies.set(policy, known);
  return known;
}
