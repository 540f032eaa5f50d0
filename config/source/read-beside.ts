import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { whyUnreadable } from "./read-text";

/**
 * The text of a file that a configuration names, or why it cannot be read.
 *
 * @param folder that of the configuration, where paths begin
 */
export function readBeside(folder: string, path: string): { readonly text: string } | { readonly why: string } {
  const file = resolve(folder, path);
  try {
    const stats = statSync(file);
    if (!stats.isFile()) {
      // A pipe or a device would be waited for, perhaps for ever.
      return { why: stats.isDirectory() ? "it is a folder" : "it is a pipe or a device, no file" };
    }
    return { text: readFileSync(file, "utf8") };
  } catch (error) {
    return { why: whyUnreadable(error) };
  }
}
