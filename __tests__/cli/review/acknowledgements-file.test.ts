import { parseAcknowledgements, readAcknowledgements } from "../../../cli/review/acknowledgements-file";

const TODAY = "2026-11-30";
const parse = (text: string) => parseAcknowledgements(text, "ack.yaml", TODAY);
const entry = (more: string) => `acknowledgements:
  - id: keyDestroyed
    address: aws_kms_key.old
    reason: it is empty
    ${more}
`;

describe("a file of acknowledgements", () => {
  it("is read with the lines that entries are at", () => {
    expect(parse(entry("expires: 2027-01-31\n    stack: log-*"))).toEqual([
      {
        rule: "keyDestroyed",
        address: "aws_kms_key.old",
        stack: "log-*",
        reason: "it is empty",
        expires: "2027-01-31",
        at: "ack.yaml:2",
      },
    ]);
    expect(parse("acknowledgements: []")).toEqual([]);
  });

  it.each<[string, string, string]>([
    ["no mapping", "- a", "ack.yaml:1:1  the file is not a mapping"],
    ["no list", "acknowledgements: a", "ack.yaml:1:19  acknowledgements: not a list"],
    ["nothing", "", "begin with acknowledgements:"],
    ["another key", "acknowledgement: []", 'did you mean "acknowledgements"?'],
    ["another key of an entry", entry("expires: 2027-01-31\n    expire: 2027"), "ack.yaml:6:5"],
    ["no day", entry("expires: 2027-02-30"), "ack.yaml:5:14  acknowledgements[0].expires: not a day"],
    ["no expiry", entry(""), "acknowledgements[0].expires: missing"],
    ["a day too far away", entry("expires: 2029-01-01"), "more than a year away"],
    ["no id", entry("expires: 2027-01-31").replace("keyDestroyed", "keyDestroid"), 'did you mean "keyDestroyed"?'],
    ["an address of everything", entry("expires: 2027-01-31").replace("aws_kms_key.old", '"*"'), "ack.yaml:3:14"],
    ["no reason", entry("expires: 2027-01-31").replace("it is empty", '" "'), "not a reason"],
    ["a key twice", entry("expires: 2027-01-31\n    expires: 2027-01-31"), "ack.yaml:6:5"],
    ["no YAML", "acknowledgements: [", "ack.yaml:1"],
  ])("is refused with its place: %s", (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it("has all its problems at once", () => {
    expect(() => parse("acknowledgements: [{ id: a }, { id: b }]")).toThrow(/ack\.yaml has 8 problems/);
  });

  it("that is not there is no use of the command", () => {
    let failure: unknown;
    try {
      readAcknowledgements("/nowhere/ack.yaml", TODAY);
    } catch (error) {
      failure = error;
    }
    expect(failure).toMatchObject({ exitCode: 64, message: expect.stringContaining("--acknowledged") as string });
  });
});
