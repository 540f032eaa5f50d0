import { LONGEST_FILTER_PATTERN, parseFilterPattern } from "../../../patterns/filter-pattern";
import { matches } from "./support";

const TRAIL = {
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  ThisFlag: true,
  "cluster.name": "c",
};
const USERS = {
  user: { id: 1, email: "John.Stiles@example.com" },
  users: [
    { id: 2, email: "John.Doe@example.com" },
    { id: 3, email: "Jane.Doe@example.com" },
  ],
  actions: ["GET", "PUT", "DELETE"],
  coordinates: [
    [0, 1, 2],
    [4, 5, 6],
    [7, 8, 9],
  ],
};

describe("AWS's examples of JSON patterns", () => {
  it.each<[string, object[], object[]]>([
    ['{ $.eventType = "UpdateTrail" }', [TRAIL], [{ eventType: "updateTrail" }, { eventtype: "UpdateTrail" }, {}]],
    ["{ $.sourceIPAddress != 123.123.* }", [TRAIL], [{ sourceIPAddress: "123.123.1.1" }]],
    ['{ $.arrayKey[0] = "value" }', [TRAIL], [{ arrayKey: "value" }, { arrayKey: [] }, { arrayKey: ["", "value"] }]],
    [
      "{ $.objectList[1].id = 2 }",
      [TRAIL],
      [{ objectList: [1, 2] }, { objectList: [{}, {}] }, { objectList: { 1: { id: 2 } } }],
    ],
    ["{ $.SomeObject IS NULL }", [TRAIL], [{}, { SomeObject: "null" }, { SomeObject: {} }, { SomeObject: false }]],
    [
      "{ $.SomeOtherObject NOT EXISTS }",
      [TRAIL, {}],
      [{ SomeOtherObject: null }, { SomeOtherObject: {} }, { SomeOtherObject: "" }],
    ],
    ["{ $.ThisFlag IS TRUE }", [TRAIL], [{ ThisFlag: false }, { ThisFlag: "true" }, {}]],
    ["{ $.ThisFlag IS FALSE }", [{ ThisFlag: false }], [TRAIL, { ThisFlag: null }, { ThisFlag: 0 }, {}]],
    ["{ $.['cluster.name'] = \"c\" }", [TRAIL], [{ cluster: { name: "c" } }]],
    ["{ $.eventType = *Trail }", [TRAIL], [{ eventType: "UpdateTrails" }]],
    ["{ $.eventType = %Trail% }", [TRAIL], [{ eventType: "UpdateTrial" }]],
    ["{ $.eventType = *Event }", [{ eventType: "PutEvent" }, { eventType: "GetEvent" }], [{ eventType: "Events" }]],
    ["{ $.eventType = Event* }", [{ eventType: "EventId" }, { eventType: "EventName" }], [{ eventType: "AnEvent" }]],
    ["{ $.eventType = Ev*ent }", [{ eventType: "Ev*ent" }], [{ eventType: "Event" }, { eventType: "Evident" }]],
    ["{$.foo = bar}", [{ foo: "bar" }], [{ foo: "baz" }]],
    ["{$.foo = bar || $.foo = baz }", [{ foo: "bar" }, { foo: "baz" }], [{ foo: "ba" }]],
    ['{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', [USERS], [TRAIL]],
    ['{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', [], [USERS]],
    [
      '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch && $.actions[2] = nomatch }',
      [USERS],
      [TRAIL],
    ],
    [
      '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = nonmatch) && $.actions[2] = nomatch }',
      [],
      [USERS],
    ],
    ["{ $.users = 1 }", [{ users: 1 }], [{ users: [1, 2, 3] }]],
    ["{ $.users != 1 }", [{ users: 2 }], [{ users: [1, 2, 3] }, { users: {} }]],
    ["{ $.latency >= 500 }", [{ latency: 500 }], [{ latency: 499.9 }, { latency: "500" }, {}]],
    ["{ $.numbers[0] < 10e3 }", [{ numbers: [9999] }], [{ numbers: [10_000] }, { numbers: 1 }]],
    ["{ $.numbers[0] < 10e-3 }", [{ numbers: [0.009] }], [{ numbers: [0.01] }]],
    [
      "{ $.processes[4].averageRuntime <= 55.5 }",
      [{ processes: [0, 0, 0, 0, { averageRuntime: 55.5 }] }],
      [{ processes: [] }],
    ],
    ["{ $.errorCode = 400 }", [{ errorCode: 400 }, { errorCode: "400" }], [{ errorCode: 401 }, { errorCode: "400.0" }]],
    ["{ $.errorCode != 500 }", [{ errorCode: 400 }], [{ errorCode: 500 }]],
    ["{ $.latency > +1000 }", [{ latency: 1001 }], [{ latency: 1000 }]],
    ["{ $.latency = * }", [{ latency: 1 }, { latency: "" }], [{}, { latency: null }, { latency: {} }]],
    ["{ $.status = 4* }", [{ status: 404 }, { status: "4" }], [{ status: 500 }]],
  ])("%s", (pattern, matching, others) => {
    expect(matching.filter((event) => !matches(pattern, event))).toEqual([]);
    expect(others.filter((event) => matches(pattern, event))).toEqual([]);
  });

  it.each<[string, object[], object[]]>([
    ["{ $.objectList[*].id = 2 }", [TRAIL], [{ objectList: [{ id: 1 }] }, { objectList: { a: { id: 2 } } }]],
    ["{ $.*.id = 1 }", [USERS, { any: { id: 1 } }], [{ id: 1 }, { any: [{ id: 1 }] }]],
    ["{ $.arrayKey[*] != value }", [TRAIL], [{ arrayKey: ["value"] }, { arrayKey: [] }, {}]],
    ["{ $.arrayKey[*] NOT EXISTS }", [{}, { arrayKey: [] }], [TRAIL, { arrayKey: [null] }]],
  ])("with a wildcard in the selector: %s", (pattern, matching, others) => {
    expect(matching.filter((event) => !matches(pattern, event))).toEqual([]);
    expect(others.filter((event) => matches(pattern, event))).toEqual([]);
  });
});

describe("a filter of CIS", () => {
  const root =
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';
  const noMfa = '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }';
  const denied =
    '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") && ($.sourceIPAddress!="delivery.logs.amazonaws.com") }';

  it.each([
    [root, { userIdentity: { type: "Root" }, eventType: "AwsApiCall" }, true],
    [root, { userIdentity: { type: "Root" }, eventType: "AwsServiceEvent" }, false],
    [root, { userIdentity: { type: "Root", invokedBy: "x.amazonaws.com" }, eventType: "AwsApiCall" }, false],
    [root, { userIdentity: { type: "IAMUser" }, eventType: "AwsApiCall" }, false],
    [noMfa, { eventName: "ConsoleLogin", additionalEventData: { MFAUsed: "No" } }, true],
    [noMfa, { eventName: "ConsoleLogin", additionalEventData: { MFAUsed: "Yes" } }, false],
    [noMfa, { eventName: "ConsoleLogin", additionalEventData: {} }, false],
    [noMfa, { eventName: "ConsoleLogin", additionalEventData: null }, false],
    [denied, { errorCode: "Client.UnauthorizedOperation", sourceIPAddress: "delivery.logs.amazonaws.com" }, true],
    [denied, { errorCode: "AccessDeniedException", sourceIPAddress: "1.2.3.4" }, true],
    [denied, { errorCode: "AccessDenied", sourceIPAddress: "delivery.logs.amazonaws.com" }, false],
    [
      "{($.eventSource=kms.amazonaws.com)&&(($.eventName=DisableKey)||($.eventName=X))}",
      { eventSource: "kms.amazonaws.com", eventName: "DisableKey" },
      true,
    ],
    ["{ $.recipientAccountId = 012345678901 }", { recipientAccountId: "012345678901" }, true],
    ["{ $.recipientAccountId = 012345678901 }", { recipientAccountId: "12345678901" }, false],
  ])("%s on %j is %s", (pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });
});

describe("a JSON pattern", () => {
  it.each(["", "plain text", "{", "[]", '[{"a":1}]', "1", "null", '"a"'])("never matches %j", (message) => {
    expect(matches("{ $.a NOT EXISTS }", message)).toBe(false);
  });

  it.each(["constructor", "toString", "__proto__"])("does not find what objects inherit: %s", (name) => {
    expect(matches(`{ $.${name} NOT EXISTS }`, {})).toBe(true);
    expect(matches(`{ $.${name} = "*" }`, `{"${name}": "own"}`)).toBe(true);
  });

  it("takes white space anywhere between its parts, or none", () => {
    expect(matches('\n{\t$.a   =\n"b"&&$.c>1\n}  ', { a: "b", c: 2 })).toBe(true);
    expect(matches('{$.a="b"&&$.c>1}', { a: "b", c: 2 })).toBe(true);
  });

  it.each([
    [String.raw`"say \"hi\""`, 'say "hi"'],
    [String.raw`"a\\b"`, String.raw`a\b`],
    [String.raw`"DOMAIN\user"`, String.raw`DOMAIN\user`],
    ['"} && || ( %"', "} && || ( %"],
    ['"*ü*"', "über"],
    ['""', ""],
  ])("takes %s as %j", (value, text) => {
    expect(matches(`{ $.a = ${value} }`, { a: text })).toBe(true);
    expect(matches(`{ $.a != ${value} }`, { a: text })).toBe(false);
  });
});

describe("AWS's examples of regular expressions", () => {
  it.each<[string, string[], string[]]>([
    ["%^[hc]at%", ["hat and", "cat"], ["a hat", "bat"]],
    ["%[hc]at$%", ["a hat", "cat"], ["cats"]],
    ["%colou?r%", ["a color", "colour"], ["colouur"]],
    ["%[a-z]%", ["Aa"], ["A1"]],
    ["%a{3,5}%", ["baaa"], ["aa a"]],
    ["%gray|grey%", ["gray", "grey"], ["groy"]],
    ["%10\\.10\\.0\\.1%", ["10.10.0.1"], ["10.10.051"]],
    ["%ab*c%", ["ac", "abbc"], ["adc"]],
    ["%ab+c%", ["abc", "abbc"], ["ac"]],
    ["%.at%", ["bat", " at"], ["at"]],
    ["%\\d%", ["a1"], ["a"]],
    ["%\\D%", ["1a"], ["1"]],
    ["%^\\S\\s\\S$%", ["a b"], ["abc"]],
    ["%^\\w\\W$%", ["a-"], ["ab"]],
    ["%\\x3A%", ["a:b"], ["ab"]],
    ["%a\\-b\\/c\\\\%", ["a-b/c\\"], ["a-b/c"]],
  ])("%s", (pattern, matching, others) => {
    expect(matching.filter((text) => !matches(pattern, text))).toEqual([]);
    expect(others.filter((text) => matches(pattern, text))).toEqual([]);
    expect(matching.filter((a) => !matches(`{ $.a = ${pattern} }`, { a }))).toEqual([]);
    expect(others.filter((a) => !matches(`{ $.a != ${pattern} }`, { a }))).toEqual([]);
  });
});

describe("AWS's examples of terms", () => {
  const both = "ERROR WARN message";
  const error = "ERROR message";
  const warning = "WARN message";

  it.each<[string, string[], string[]]>([
    ["", ["anything", ""], []],
    ["  ", ["anything", ""], []],
    ['""', ["anything", ""], []],
    ["ERROR", ["[ERROR] A fatal exception has occurred", "Exiting with ERRORCODE: -1"], ["error", "ERR OR"]],
    ["ERROR Exception", ["[ERROR] Caught IllegalArgumentException", "[ERROR] Unhandled Exception"], ["[ERROR]"]],
    ['"Failed to process the request"', ["[WARN] Failed to process the request"], ["Failed to process a request"]],
    ["ERROR -Exiting", ["[ERROR] A fatal exception"], ["Exiting with ERRORCODE: -1"]],
    ["-Exiting", ["started", ""], ["Exiting"]],
    ["?ERROR ?WARN", [both, error, warning], ["message"]],
    ["ERROR WARN", [both], [error, warning]],
    ["ERROR -WARN", [error], [both, warning]],
    ['?"a b" ?%c+d%', ["xa bx", "ccd"], ["a", "d"]],
    ['"*"', ["*"], ["a"]],
  ])("%j", (pattern, matching, others) => {
    expect(matching.filter((text) => !matches(pattern, text))).toEqual([]);
    expect(others.filter((text) => matches(pattern, text))).toEqual([]);
  });

  it("find their words in an audit log of an HSM, which is no JSON", () => {
    const login =
      "Time: 01/24/19 15:17:41.000, usecs:1548343061000\nOpcode : CN_LOGIN (0xd)\nResponse: 0:HSM Return: SUCCESS";
    expect(matches("CN_LOGIN SUCCESS", login)).toBe(true);
    expect(matches("?CN_DELETE_USER ?CN_CREATE_USER", login)).toBe(false);
    expect(matches('{ $.Opcode = "CN_LOGIN" }', login)).toBe(false);
  });
});

it("the longest pattern has 1024 characters", () => {
  const longest = `{ $.a = "${"b".repeat(LONGEST_FILTER_PATTERN - '{ $.a = "" }'.length)}" }`;
  expect(longest).toHaveLength(1024);
  expect(matches(longest, { a: "b" })).toBe(false);
  expect(() => parseFilterPattern(`${longest} `)).toThrow("offset 1024: got 1025 characters, allowed is 1024");
});
