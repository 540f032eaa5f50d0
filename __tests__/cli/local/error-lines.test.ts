import { errorLines } from "../../../cli/local/error-lines";

const block = (text: string): string[] => [
  "one  ╷",
  `one  │ Error: ${text}`,
  "one  │ ",
  "one  │   with aws_kms_key.key,",
  "one  ╵",
];
const plan = Array.from({ length: 200 }, (_, index) => `two  # aws_sns_topic.topic-${index} will be created`);

describe("the errors in what cdktf prints", () => {
  it("are found before the plan of another stack, each to its end", () => {
    expect(errorLines([...plan, ...block("creating KMS Key: OptInRequired"), ...plan])).toEqual(
      block("creating KMS Key: OptInRequired").slice(1),
    );
  });

  it("are three at most, with a count of the rest", () => {
    const lines = ["a", "b", "c", "d", "e"].flatMap((text) => [...block(text), ...plan]);
    const found = errorLines(lines);
    expect(found.filter((line) => line.includes("Error:"))).toHaveLength(3);
    expect(found.at(-1)).toBe("and 2 more");
  });

  it("end somewhere where nothing ends them", () => {
    expect(errorLines(["Error: it broke", ...plan])).toHaveLength(12);
  });

  it("are none where nothing says so", () => {
    expect(errorLines(plan)).toEqual([]);
  });
});
