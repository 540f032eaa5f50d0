import { GUARDRAILS } from "../../../config/guardrails";
import { parseLandingZone } from "../../../config/load";
import type { Guardrail } from "../../../config/guardrails/catalog";
import { input, LOG_ARCHIVE } from "../guardrails/support";
import { changed, extended, problems } from "../support";

const REASON = "reason: Sandboxes come and go";
const exceptions = (fields: string): string[] => problems(extended(`guardrails: { exceptions: { ${fields} } }`));

describe("an exception to a guardrail", () => {
  it.each([
    `flowLogs: { disabled: true, ${REASON} }`,
    `flowLogs: { organizationalUnits: [Security], ${REASON} }`,
    `flowLogs: { disabled: false, organizationalUnits: [Security], ${REASON} }`,
  ])("leaves it out or attaches it elsewhere: %s", (fields) => {
    expect(exceptions(fields)).toEqual([]);
  });

  it.each([`flowLogs: { ${REASON} }`, `flowLogs: { disabled: false, ${REASON} }`])(
    "that changes nothing was meant otherwise: %s",
    (fields) => {
      expect(exceptions(fields)).toEqual([
        "18:39 guardrails.exceptions.flowLogs: the exception changes nothing | disabled: true, or organizationalUnits | say what is different, or remove it",
      ]);
    },
  );

  it("does not do both", () => {
    expect(exceptions(`flowLogs: { disabled: true, organizationalUnits: [Security], ${REASON} }`)).toEqual([
      "18:39 guardrails.exceptions.flowLogs: the guardrail is both disabled and attached to organizational units | disabled: true, or organizationalUnits | leave out one of the two",
    ]);
  });

  it("names at least one organizational unit if any", () => {
    expect(exceptions(`flowLogs: { organizationalUnits: [], ${REASON} }`)).toEqual([
      expect.stringMatching(/organizationalUnits: must have at least 1 entry/),
    ]);
  });

  it("has a reason", () => {
    expect(exceptions("flowLogs: { disabled: true }")).toEqual([
      "18:29 guardrails.exceptions.flowLogs.reason: is missing | add reason:",
    ]);
    expect(exceptions("flowLogs: { disabled: true, reason: because }")).toEqual([
      expect.stringMatching(
        /\.reason: not in the form it must have \| "because" \| a sentence of at least 10 characters$/,
      ),
    ]);
  });

  it("to a guardrail that there is not is reported once, with what was probably meant", () => {
    expect(exceptions(`flowLog: { ${REASON} }`)).toEqual([
      expect.stringMatching(
        /^18:29 guardrails\.exceptions\.flowLog: there is no such key \| flowLogs, .* \| did you mean "flowLogs"\?$/,
      ),
    ]);
  });
});

describe("the organizational units of a guardrail", () => {
  const attached = (units: string): string[] => exceptions(`keys: { organizationalUnits: [${units}], ${REASON} }`);

  it("are named by their paths", () => {
    expect(attached("Security, Workloads/Production")).toEqual([]);
  });

  it.each([
    ["Securty", 'did you mean "Security"?'],
    ["Sandboxes", "name one of them, or add it to organization.organizationalUnits"],
    ["production", 'write the whole path: "Workloads/Production"'],
  ])("are there, unlike %s", (unit, fix) => {
    expect(attached(`Workloads, ${unit}`)).toEqual([
      `18:70 guardrails.exceptions.keys.organizationalUnits[1]: there is no such organizational unit | "${unit}" | Security, Workloads, Workloads/Production | ${fix}`,
    ]);
  });

  it("are reported as missing altogether when there are none", () => {
    const text = [
      "name: example",
      "homeRegion: eu-west-1",
      "regions: [eu-west-1]",
      "accounts:",
      '  management: { id: "111111111111", email: m@example.com }',
      "  logArchive: { email: l@example.com }",
      "  audit: { email: a@example.com }",
      `guardrails: { exceptions: { keys: { organizationalUnits: [Security], ${REASON} } } }`,
    ];
    expect(problems(text.join("\n"))).toEqual([
      expect.stringMatching(
        /\| "Security" \| none: organization\.organizationalUnits is empty \| add it to organization\.organizationalUnits$/,
      ),
    ]);
  });
});

describe("guardrails that are about the log-archive account", () => {
  const about = (key: string, units: string): string[] =>
    parseLandingZone(
      extended(`guardrails: { exceptions: { ${key}: { organizationalUnits: [${units}], ${REASON} } } }`),
      "test.yaml",
    ).warnings.map(({ allowed, message }) => `${message} | ${String(allowed)}`);

  it.each(["hsmBackups", "hsmLogs", "hsms", "keyStores"])("do nothing where it is not: %s", (key) => {
    expect(about(key, "Workloads")).toEqual([
      expect.stringMatching(/^the guardrail does nothing there: .* \| Security, and units above it$/),
    ]);
    expect(about(key, "Workloads, Security")).toEqual([]);
  });

  it("are not those that know what is the landing zone's", () => {
    expect(["hsmClusters", "keys", "probes"].flatMap((key) => about(key, "Workloads"))).toEqual([]);
  });

  it("are all that name it", () => {
    const named = Object.entries<Guardrail>(GUARDRAILS)
      .filter(([, { serviceControl }]) => JSON.stringify(serviceControl(input())).includes(LOG_ARCHIVE))
      .map(([key]) => key);
    expect(named.filter((key) => about(key, "Workloads").length === 0)).toEqual([]);
  });
});

describe("the policies that guardrails need", () => {
  /** Without those of a key store, of findings and of the log validator, all others fit into one service control policy if `name` is short. */
  const left = ["findings", "hsmBackups", "hsmClusters", "hsmLogs", "hsms", "keyStores", "logValidation", "probes"];
  const few = (...exceptions: string[]): string =>
    extended(
      "guardrails:",
      "  policiesPerTarget: 1",
      "  exceptions:",
      ...[...left.map((key) => `${key}: { disabled: true, ${REASON} }`), ...exceptions].map((line) => `    ${line}`),
    );
  const of = (kind: "resource" | "service", text: string): string[] =>
    problems(text).filter((finding) => finding.includes(`${kind} control policies on`));
  const named = (text: string, length: number): string => text.replace("name: example", `name: ${"a".repeat(length)}`);
  /** Of the shortest name that makes the service control policies of the root too long for one policy. */
  const longName = Array.from({ length: 37 }, (_, index) => index + 3).find(
    (length) => of("service", named(few(), length)).length > 0,
  );
  const withLongName = (text: string): string => named(text, longName ?? 0);
  /** How many statements a finding says do not fit. */
  const overflow = ([finding = ""]: string[]): number =>
    /do not fit: ([^|]+) \|/.exec(finding)?.[1]?.split(",").length ?? 0;

  it("are two resource control policies with the defaults", () => {
    expect(of("resource", few())).toEqual([
      expect.stringMatching(
        /^19:3 guardrails: the guardrails need 2 resource control policies on the root; these statements do not fit: \w+(, \w+)* \| 1 by policiesPerTarget, of four that AWS allows beside RCPFullAWSAccess \| raise policiesPerTarget, disable guardrails, or attach them to organizational units$/,
      ),
    ]);
    expect(problems(few().replace("policiesPerTarget: 1", "policiesPerTarget: 2"))).toEqual([]);
  });

  it("are reported with the statements that do not fit", () => {
    expect(of("service", withLongName(few()))).toEqual([
      expect.stringMatching(
        /^19:3 guardrails: the guardrails need 2 service control policies on the root; these statements do not fit: \w+(, \w+)* \| 1 by policiesPerTarget, of ten that AWS allows \| raise policiesPerTarget, disable guardrails, or attach them to organizational units$/,
      ),
    ]);
  });

  it("fit when there may be more of them", () => {
    expect(problems(withLongName(few()).replace("policiesPerTarget: 1", "policiesPerTarget: 2"))).toEqual([]);
    expect(problems(withLongName(extended()))).toEqual([]);
  });

  it.each([`{ disabled: true, ${REASON} }`, `{ organizationalUnits: [Security], ${REASON} }`])(
    "fit when a guardrail gives way: %s",
    (exception) => {
      const text = few(`logGroups: ${exception}`);
      expect(of("service", text)).toEqual([]);
    },
  );

  it("are counted for every organizational unit, whatever else its policies are attached to", () => {
    const text = few(
      `logGroups: { organizationalUnits: [Workloads], ${REASON} }`,
      `topics: { organizationalUnits: [Security, Workloads], ${REASON} }`,
    );
    expect(of("service", text)).toEqual([
      expect.stringMatching(
        /: the guardrails need 2 service control policies on Workloads; these statements do not fit: \w+(, \w+)* \|/,
      ),
    ]);
  });

  it("are counted for each kind", () => {
    const text = few(
      `keys: { organizationalUnits: [Workloads], ${REASON} }`,
      `logBuckets: { organizationalUnits: [Security, Workloads], ${REASON} }`,
    );
    expect(of("service", text)).toEqual([
      expect.stringMatching(
        /2 service control policies on Workloads; these statements do not fit: Key\w+, [^|]*Aliases \|/,
      ),
    ]);
    expect(of("resource", text)).toEqual([
      expect.stringMatching(/2 resource control policies on Security; .* fit: Log\w+ \|/),
      expect.stringMatching(/3 resource control policies on Workloads; .* fit: Log\w+, Key\w+, [^|]*KeysOutsiders/),
    ]);
  });

  it("are counted once where an organizational unit is named twice", () => {
    const text = few(`logGroups: { organizationalUnits: [Security, Security], ${REASON} }`);
    expect(of("service", named(text, 3))).toEqual([]);
  });

  it("depend on the roles that are exempt, whose names are long or short", () => {
    const roles = [`breakGlass: { role: ${"b".repeat(64)} }`, `deployment: { role: ${"d".repeat(64)} }`];
    const text = withLongName(few());
    expect(overflow(of("service", `${text}\n${roles.join("\n")}`))).toBeGreaterThan(overflow(of("service", text)));
  });

  it("cannot hold a statement that is longer than a policy", () => {
    const messages = problems(changed({ "name: example": `name: ${"a".repeat(3000)}` }));
    expect(messages).toEqual(
      expect.arrayContaining([
        "1:1 guardrails: the statement SecurityRoles is longer than the 10,240 characters of a service control policy | choose shorter names, or disable the guardrail",
        "1:1 guardrails: the statement LogsOutsiders is longer than the 5,120 characters of a resource control policy | choose shorter names, or disable the guardrail",
      ]),
    );
  });

  it.each([4, 9, 10])("are four resource control policies at most, whatever policiesPerTarget says: %i", (count) => {
    const text = extended(`guardrails: { policiesPerTarget: ${count} }`);
    const [finding = ""] = of("resource", text.replace("name: example", `name: ${"a".repeat(150)}`));
    expect(finding).toMatch(/^1[89]:\d+ guardrails: the guardrails need \d resource control policies on the root; /);
    expect(finding).toMatch(
      / \| four that AWS allows beside RCPFullAWSAccess \| disable guardrails, or attach them to organizational units$/,
    );
  });

  it.each([
    ["0", "must be at least 1"],
    ["-1", "must be at least 1"],
    ["11", "must be at most 10, AWS's limit"],
    ["1.5", "must be a whole number"],
    ["four", "must be a number"],
  ])("are 1 to 10, unlike %s", (count, message) => {
    const got = count === "four" ? '"four"' : count;
    expect(problems(extended(`guardrails: { policiesPerTarget: ${count} }`))).toEqual([
      `18:34 guardrails.policiesPerTarget: ${message} | ${got}`,
    ]);
  });

  it("are not made for a region that is none", () => {
    expect(problems(few().replace("homeRegion: eu-west-1", "homeRegion: eu-wst-1"))).toEqual([
      expect.stringMatching(/^2:13 homeRegion: there is no such AWS region/),
    ]);
  });
});

describe("the break-glass role", () => {
  const message = "the break-glass role and the deployment role are the same: every deployment could delete logs";

  it.each([
    ["breakGlass: { role: OrganizationAccountAccessRole }", "18:21 breakGlass.role", "OrganizationAccountAccessRole"],
    ["deployment: { role: example-break-glass }", "18:21 deployment.role", "example-break-glass"],
  ])("is not the deployment role, by default either: %s", (line, place, role) => {
    expect(problems(extended(line))).toEqual([`${place}: ${message} | "${role}" | give them different names`]);
  });

  it("is reported where it is written when both are given", () => {
    expect(problems(extended("deployment: { role: Deploy }", "breakGlass: { role: Deploy }"))).toEqual([
      `19:21 breakGlass.role: ${message} | "Deploy" | give them different names`,
    ]);
  });

  it("may have any other name", () => {
    expect(problems(extended("deployment: { role: Deploy }", "breakGlass: { role: Emergency }"))).toEqual([]);
  });
});
