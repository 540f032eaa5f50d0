import { NOT_IN_CLOUDFORMATION } from "../../aws/not-in-cloudformation";

describe("NOT_IN_CLOUDFORMATION", () => {
  it.each(Object.entries(NOT_IN_CLOUDFORMATION))("says of %s why, and what to do instead", (_, { instead, reason }) => {
    expect(reason).toMatch(/^\S.{20,}[^.]$/);
    expect(instead).toMatch(/^\S.{10,}[^.]$/);
  });
});
