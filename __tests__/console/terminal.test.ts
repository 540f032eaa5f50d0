import { hasColours, styled } from "../../console/terminal";

const stream = (isTTY: boolean): NodeJS.WriteStream =>
  Object.assign(Object.create(process.stdout) as NodeJS.WriteStream, { isTTY });

describe("colours", () => {
  const { NO_COLOR, TERM } = process.env;

  beforeEach(() => {
    delete process.env.NO_COLOR;
    process.env.TERM = "xterm";
  });

  afterAll(() => {
    Object.assign(process.env, { NO_COLOR: NO_COLOR ?? "", TERM: TERM ?? "" });
  });

  it("go to terminals", () => {
    expect(hasColours(stream(true))).toBe(true);
    expect(styled("bold", "text", stream(true))).toBe("\u001b[1mtext\u001b[22m");
  });

  it("do not go to files and pipes", () => {
    expect(styled("bold", "text", stream(false))).toBe("text");
  });

  it("do not go to a user who asked for none", () => {
    process.env.NO_COLOR = "1";
    expect(hasColours(stream(true))).toBe(false);
  });

  it("do not go to a terminal that has none", () => {
    process.env.TERM = "dumb";
    expect(hasColours(stream(true))).toBe(false);
  });
});
