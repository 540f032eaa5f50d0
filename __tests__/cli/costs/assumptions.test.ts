import { assumptionsOf, DEFAULT_ASSUMPTIONS } from "../../../cli/costs/assumptions";

describe("assumptions", () => {
  it("are those of the command line, and the default of all others", () => {
    expect(assumptionsOf([])).toEqual(DEFAULT_ASSUMPTIONS);
    expect(assumptionsOf(["flowLogGb=0.5", "changes=0"])).toEqual({
      ...DEFAULT_ASSUMPTIONS,
      flowLogGb: 0.5,
      changes: 0,
    });
  });

  it.each([
    ["flowlogGb=1", /there is no assumption "flowlogGb": did you mean "flowLogGb"\?/],
    ["toString=1", /there is no assumption "toString"/],
    ["changes", /write a number of 0 or more after "=", such as changes=/],
    ["changes=", /write a number/],
    ["changes=-1", /write a number/],
    ["changes=1e9", /write a number/],
    ["changes=1=2", /write a number/],
  ])("are refused where they are none: %s", (text, message) => {
    expect(() => assumptionsOf([text])).toThrow(message);
  });
});
