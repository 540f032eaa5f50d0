import { matches } from "./support";

/** https://github.com/aws/event-ruler#json-array-matching */
describe("fields of a list's elements", () => {
  const EMPLOYEES = [
    { firstName: "John", lastName: "Doe" },
    { firstName: "Anna", lastName: "Smith" },
    { firstName: "Peter", lastName: "Jones" },
  ];

  it("are found in any element", () => {
    expect(matches({ employees: { firstName: ["Anna"] } }, { employees: EMPLOYEES })).toBe(true);
  });

  it("are found together in the same element", () => {
    const pattern = { employees: { firstName: ["Anna"], lastName: ["Smith"] } };
    expect(matches(pattern, { employees: EMPLOYEES })).toBe(true);
  });

  it("are not taken from different elements", () => {
    const pattern = { employees: { firstName: ["Anna"], lastName: ["Jones"] } };
    expect(matches(pattern, { employees: EMPLOYEES })).toBe(false);
  });

  it("are not taken from different elements of nested lists", () => {
    const event = { employees: [EMPLOYEES.slice(0, 2), EMPLOYEES.slice(2)] };
    expect(matches({ employees: { firstName: ["Anna"], lastName: ["Smith"] } }, event)).toBe(true);
    expect(matches({ employees: { firstName: ["Anna"], lastName: ["Jones"] } }, event)).toBe(false);
  });

  it("are not taken from different elements further up", () => {
    const event = {
      a: [
        { b: [{ c: 1 }], d: 1 },
        { b: [{ c: 2 }], d: 2 },
      ],
    };
    expect(matches({ a: { b: { c: [1] }, d: [1] } }, event)).toBe(true);
    expect(matches({ a: { b: { c: [1] }, d: [2] } }, event)).toBe(false);
  });

  it("are taken from different elements of different lists", () => {
    const event = { a: [{ x: 1 }, { x: 2 }], b: [{ x: 1 }, { x: 2 }] };
    expect(matches({ a: { x: [1] }, b: { x: [2] } }, event)).toBe(true);
  });

  it("are found together across an $or", () => {
    const event = {
      a: [
        { x: 1, y: 1 },
        { x: 2, z: 2 },
      ],
    };
    expect(matches({ a: { x: [2], $or: [{ y: [1] }, { z: [2] }] } }, event)).toBe(true);
    expect(matches({ a: { x: [2], $or: [{ y: [1] }, { z: [1] }] } }, event)).toBe(false);
  });

  it("are found together where the pattern has dots", () => {
    const pattern = { "employees.firstName": ["Anna"], employees: { lastName: ["Jones"] } };
    expect(matches(pattern, { employees: EMPLOYEES })).toBe(false);
  });

  it("are missing in the element that the conditions before have left", () => {
    const event = { employees: [...EMPLOYEES, { firstName: "Cher" }] };
    expect(matches({ employees: { firstName: ["Cher"], lastName: [{ exists: false }] } }, event)).toBe(true);
    expect(matches({ employees: { firstName: ["Anna"], lastName: [{ exists: false }] } }, event)).toBe(false);
  });

  it("are missing in all elements when they come first, as in Event Ruler", () => {
    const event = { employees: [{ firstName: "Anna", lastName: "Smith" }, { lastName: "Cher" }] };
    expect(matches({ employees: { firstName: [{ exists: false }], lastName: ["Cher"] } }, event)).toBe(false);
  });
});

describe("scalars of a list", () => {
  it("count as if each were there instead of the list", () => {
    expect(matches({ a: ["x"] }, { a: ["y", ["x"]] })).toBe(true);
  });

  it("match anything-but when one of them does", () => {
    expect(matches({ a: [{ "anything-but": "x" }] }, { a: ["x", "y"] })).toBe(true);
    expect(matches({ a: [{ "anything-but": "x" }] }, { a: ["x", "x"] })).toBe(false);
  });

  it("are none in an empty list, for which even anything-but does not hold", () => {
    expect(matches({ a: [{ "anything-but": "x" }] }, { a: [] })).toBe(false);
    expect(matches({ a: [null] }, { a: [] })).toBe(false);
  });
});

describe("large events", () => {
  it("with lists under every condition are searched without trying every combination", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const elements = Array.from({ length: 50 }, (_, x) => ({ x }));
    const event = Object.fromEntries(names.map((name) => [name, elements]));
    const condition = { x: [{ numeric: [">=", 0] }] };
    const pattern = { ...Object.fromEntries(names.map((name) => [name, condition])), z: ["missing"] };
    expect(matches(pattern, event)).toBe(false);
  });

  it("with a long list are searched in reasonable time", () => {
    const elements = Array.from({ length: 1000 }, (_, x) => ({ x, y: -x }));
    expect(matches({ a: { x: [{ exists: true }], y: [-999], z: [{ exists: false }] } }, { a: elements })).toBe(true);
  });

  it("may be nested more deeply than calls can be", () => {
    const event: unknown = JSON.parse(`{"a":${"[".repeat(50_000)}1${"]".repeat(50_000)}}`);
    expect(matches({ a: [1] }, event)).toBe(true);
  });
});
