import fc from "fast-check";
import { pack, policyText } from "../../../config/guardrails/pack";
import type { GuardrailStatement } from "../../../config/guardrails/statement";

/** A statement of some hundred characters, made longer at will. */
const statement = (sid: string, padding = 0): GuardrailStatement => ({
  Sid: sid,
  Effect: "Deny",
  Action: `s3:${"x".repeat(padding)}`,
  Resource: "*",
});

/** Statements of different lengths, called A0, A1 and so on. */
const statements = fc
  .array(fc.nat({ max: 400 }), { maxLength: 30 })
  .map((paddings) => paddings.map((padding, index) => statement(`A${index}`, padding)));
const limit = fc.integer({ min: 100, max: 1500 });
const sids = (all: readonly GuardrailStatement[]): string[] => all.map(({ Sid }) => Sid);

describe("policyText", () => {
  it("is minified, with the policy language's current version", () => {
    expect(policyText([statement("A")])).toBe(
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","Action":"s3:","Resource":"*"}]}',
    );
  });
});

describe("statements packed into documents", () => {
  it("are lost nowhere, and are nowhere twice", () => {
    fc.assert(
      fc.property(statements, limit, (all, most) => {
        const { documents, tooLong } = pack(all, most);
        expect(sids([...documents.flat(), ...tooLong]).sort()).toEqual(sids(all).sort());
      }),
    );
  });

  it("make no document that is longer than the limit, and none that is empty", () => {
    fc.assert(
      fc.property(statements, limit, (all, most) => {
        for (const document of pack(all, most).documents) {
          expect(policyText(document).length).toBeLessThanOrEqual(most);
          expect(document).not.toEqual([]);
        }
      }),
    );
  });

  it("are in every document in the order they came in", () => {
    fc.assert(
      fc.property(statements, limit, (all, most) => {
        for (const document of pack(all, most).documents) {
          expect(document).toEqual(all.filter((candidate) => document.includes(candidate)));
        }
      }),
    );
  });

  it("are called too long when they fit in no document by themselves, and only then", () => {
    fc.assert(
      fc.property(statements, limit, (all, most) => {
        const alone = all.filter((candidate) => policyText([candidate]).length > most);
        expect(sids(pack(all, most).tooLong).sort()).toEqual(sids(alone).sort());
      }),
    );
  });

  it("waste no document: no two of them would fit in one", () => {
    fc.assert(
      fc.property(statements, limit, (all, most) => {
        const { documents } = pack(all, most);
        for (const [index, document] of documents.entries()) {
          for (const other of documents.slice(index + 1)) {
            expect(policyText([...document, ...other]).length).toBeGreaterThan(most);
          }
        }
      }),
    );
  });

  it("give the same documents every time, whatever the order of those that differ in length", () => {
    const all = [statement("A", 1), statement("B", 200), statement("C", 100)];
    expect(pack([...all].reverse(), 400).documents.map((document) => sids(document).sort())).toEqual(
      pack(all, 400).documents.map((document) => sids(document).sort()),
    );
    expect(pack(all, 400)).toEqual(pack(all, 400));
  });

  it("fill a document to the last character", () => {
    const all = [statement("A", 10), statement("B", 20)];
    const exact = policyText(all).length;
    expect(pack(all, exact).documents).toEqual([all]);
    expect(pack(all, exact - 1).documents).toHaveLength(2);
    expect(pack([statement("A", 10)], policyText([statement("A", 10)]).length).tooLong).toEqual([]);
  });

  it("need no document when there are none", () => {
    expect(pack([], 100)).toEqual({ documents: [], tooLong: [] });
  });
});
