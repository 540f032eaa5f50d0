import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";

export interface PackedPackage {
  /** Path of the tarball. */
  readonly tarball: string;
  /** What is in it, with its size in bytes. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** Bytes of the tarball. */
  readonly size: number;
  /** Bytes of what is in it. */
  readonly unpackedSize: number;
}

/** Compiles and packs the package as `npm pack` does, in a folder beside the checkout, whose own `dist` stays as it is. */
export function packPackage(folder: string): PackedPackage {
  const source = join(folder, "source");
  mkdirSync(source, { recursive: true });
  const { files } = JSON.parse(readFileSync("package.json", "utf8")) as { files: readonly string[] };
  const compiler = resolve("node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [compiler, "-p", "tsconfig.build.json", "--outDir", join(source, "dist")]);
  const wanted = files.filter((file) => file !== "dist" && !file.startsWith("!"));
  const copied = wanted.flatMap(expanded).filter((file) => existsSync(file));
  for (const file of ["package.json", "LICENSE", "README.md", ...copied]) {
    cpSync(file, join(source, file), { recursive: true });
  }
  const options = ["--json", "--ignore-scripts", "--pack-destination", folder];
  const output = execFileSync("npm", ["pack", ...options], { cwd: source, encoding: "utf8", stdio: "pipe" });
  const [packed] = JSON.parse(output) as (Omit<PackedPackage, "tarball"> & { filename: string })[];
  if (packed === undefined) throw new Error(`npm pack packed nothing: ${output}`);
  return { ...packed, tarball: join(folder, packed.filename) };
}

/** `folder/*.json` is each such file of the folder. */
function expanded(file: string): string[] {
  if (!file.includes("*")) return [file];
  const folder = dirname(file);
  return readdirSync(folder)
    .filter((name) => extname(name) === extname(file))
    .map((name) => join(folder, name));
}
