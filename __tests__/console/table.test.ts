import { table } from "../../console/table";

describe("table", () => {
  it("aligns columns under their titles, numbers to the right, without trailing blanks", () => {
    const text = table<[string, number]>(
      [
        { title: "stack", value: ([stack]) => stack },
        { title: "resources", value: ([, resources]) => String(resources), align: "right" },
      ],
      [
        ["organization", 8],
        ["log-archive", 120],
      ],
    );
    expect(text).toBe(["stack         resources", "organization          8", "log-archive         120"].join("\n"));
  });

  it("is as wide as its titles when the values are shorter", () => {
    expect(table([{ title: "long title", value: (row: string) => row }], ["x"])).toBe("long title\nx");
  });
});
