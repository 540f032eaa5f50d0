import type fs from "node:fs";
import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../../console/failure";
import { PRIVATE_MODE, readNamed, writeNew } from "../../cloudhsm/files";

jest.mock("node:fs", () => {
  const actual = jest.requireActual<typeof fs>("node:fs");
  return { ...actual, linkSync: jest.fn(actual.linkSync) };
});

describe("a file of the ceremony", () => {
  const folder = mkdtempSync(join(tmpdir(), "landing-zone-files-"));
  const file = join(folder, "new", "file.crt");

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is written with its folder, then left alone, and never over another content", () => {
    expect(writeNew(file, "one", PRIVATE_MODE)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(writeNew(file, "one")).toBe(false);
    expect(() => writeNew(file, "two")).toThrow(/file.crt is there with another content, and is not overwritten/);
    expect(readFileSync(file, "utf8")).toBe("one");
    expect(readdirSync(join(folder, "new"))).toEqual(["file.crt"]);
  });

  it("is written, and never over another, where the file system has no hard links, as that of a USB stick", () => {
    const actual = jest.mocked(linkSync).getMockImplementation();
    jest.mocked(linkSync).mockImplementation(() => {
      throw Object.assign(new Error("EPERM: operation not permitted, link"), { code: "EPERM" });
    });
    const onStick = join(folder, "stick", "file.crt");
    expect(writeNew(onStick, "one", PRIVATE_MODE)).toBe(true);
    expect(writeNew(onStick, "one")).toBe(false);
    expect(() => writeNew(onStick, "two")).toThrow(/is not overwritten/);
    expect(statSync(onStick).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, "stick"))).toEqual(["file.crt"]);
    jest.mocked(linkSync).mockImplementation(actual);
  });

  it("has no folder where another file is in its way, which is no bug", () => {
    writeNew(join(folder, "taken"), "one");
    expect(() => writeNew(join(folder, "taken", "file.crt"), "one")).toThrow(Failure);
    expect(() => writeNew(join(folder, "taken", "file.crt"), "one")).toThrow(/file.crt cannot be written: E/);
  });

  it("is missing with its name", () => {
    expect(() => readNamed(join(folder, "none"))).toThrow(/there is no file .*none$/);
    expect(() => readNamed(folder)).toThrow(/cannot be read/);
  });
});
