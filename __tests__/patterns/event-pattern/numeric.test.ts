import { leafMatches, leafProblems } from "./support";

describe("numeric", () => {
  it.each([
    [["=", 5], [5], [4.999999, 5.000001, "5", null, true]],
    [
      ["<", 5],
      [4.999999, -5e9],
      [5, 6, "4"],
    ],
    [["<=", 5], [5, -5], [5.000001]],
    [
      [">", 5],
      [5.000001, 5e9],
      [5, 4],
    ],
    [[">=", 5], [5, 5e9], [4.999999]],
    [
      [">", 0, "<", 5],
      [1, 4.9],
      [0, 5],
    ],
    [
      [">", 0, "<=", 5],
      [1, 5],
      [0, 6],
    ],
    [
      [">=", 0, "<", 5],
      [0, -0, 4.9],
      [-1, 5],
    ],
    [
      [">=", 0, "<=", 5],
      [0, 5],
      [-1, 6],
    ],
    [["=", -1.5e-3], [-0.0015], [0.0015]],
  ])("%j", (numeric, within, without) => {
    expect(within.filter((value) => !leafMatches({ numeric }, value))).toEqual([]);
    expect(without.filter((value) => leafMatches({ numeric }, value))).toEqual([]);
  });

  it.each([5_000_000_001, -5_000_000_001, 1e300])("holds not of %d, which is too far from zero", (value) => {
    expect(leafMatches({ numeric: ["<", 5e9] }, value)).toBe(false);
    expect(leafMatches({ numeric: [">", -5e9] }, value)).toBe(false);
  });

  it("holds of one number of a list", () => {
    expect(leafMatches({ numeric: [">", 2] }, [1, 2, 3])).toBe(true);
  });

  it.each<[unknown, string]>([
    [5, ".numeric: Value of numeric must be an array."],
    [[], ".numeric: Invalid member in numeric match: ]"],
    [[5], ".numeric: Invalid member in numeric match: 5"],
    [["=="], ".numeric: Unrecognized numeric range operator: =="],
    [["toString", 1], ".numeric: Unrecognized numeric range operator: toString"],
    [["="], ".numeric[1]: Value of equals must be numeric"],
    [["=", "5"], ".numeric[1]: Value of equals must be numeric"],
    [["<", null], ".numeric[1]: Value of < must be numeric"],
    [["<", 5, ">", 0], ".numeric: Too many elements in numeric expression"],
    [["=", 5, "<", 6], ".numeric: Too many elements in numeric expression"],
    [[">", 0, ">", 0], ".numeric[2]: Bad numeric range operator: >"],
    [[">", 0, 5], ".numeric[2]: Bad value in numeric range"],
    [[">", 0, "<"], ".numeric[3]: Value of < must be numeric"],
    [[">", 0, "<", 5, "="], ".numeric: Too many terms in numeric range expression"],
    [[">", 5, "<", 5], ".numeric: Bottom must be less than top"],
    [[">=", 6, "<=", 5], ".numeric: Bottom must be less than top"],
    [["=", 5_000_000_000.1], ".numeric[1]: Value must be between -5.0E9 and 5.0E9, inclusive"],
    [["=", 0.0000001], ".numeric[1]: Only values up to 6 decimals are supported"],
  ])("refuses %j", (numeric, problem) => {
    expect(leafProblems({ numeric })).toEqual([problem]);
  });

  it.each([5e9, -5e9, 301.8, 0.1, 0.000001, 4_999_999_999.999999])("takes %d as a bound", (bound) => {
    expect(leafProblems({ numeric: ["=", bound] })).toEqual([]);
  });
});
