import { Recent } from "../../review/recent";

it("works out once what is asked for again, nothing included, and keeps no more than it may", () => {
  const recent = new Recent<string, string | undefined>(2);
  const workOut = jest.fn((): string | undefined => undefined);
  for (const key of ["a", "b", "a", "b"]) recent.get(key, workOut);
  expect(workOut).toHaveBeenCalledTimes(2);
  expect(recent.get("c", () => "c")).toBe("c");
  recent.get("a", workOut);
  expect(workOut).toHaveBeenCalledTimes(3);
});
