import { median } from "../../bench/median";

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[7], 7],
  [[10, 9, 100], 10],
])("the median of %j is %d", (values, middle) => {
  expect(median(values)).toBe(middle);
});

it("leaves its values in their order", () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

it("is no number when there are no values", () => {
  expect(median([])).toBeNaN();
});
