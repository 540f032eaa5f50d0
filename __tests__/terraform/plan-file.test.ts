import { crc32, deflateRawSync } from "node:zlib";
import { lockFileOf } from "../../terraform/plan-file";

const LOCK = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.100.0"\n}\n';

/** A ZIP archive as Go writes it: sizes after the content, names without extras. */
function archiveOf(files: Readonly<Record<string, string>>, method = 8): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    locals.push(local, Buffer.from(name), content);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc32(text), 16);
    entry.writeUInt32LE(content.length, 20);
    entry.writeUInt32LE(text.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    entries.push(entry, Buffer.from(name));
    at += 30 + name.length + content.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...entries, end]);
}

describe("the lock file in a binary plan", () => {
  it.each([8, 0])("is read, whether compressed or not: %d", (method) => {
    expect(lockFileOf(archiveOf({ tfplan: "plan", ".terraform.lock.hcl": LOCK }, method))).toBe(LOCK);
  });

  it.each<[string, Buffer]>([
    ["a plan without one", archiveOf({ tfplan: "plan" })],
    ["no archive", Buffer.from("{}")],
    ["nothing", Buffer.alloc(0)],
    ["an archive that is cut off", archiveOf({ ".terraform.lock.hcl": LOCK }).subarray(30)],
    ["an archive whose content is not what it says", corrupted()],
    ["a kind of compression that there is not", archiveOf({ ".terraform.lock.hcl": LOCK }, 99)],
    ["one that grows to more than a lock file may have", archiveOf({ ".terraform.lock.hcl": " ".repeat(1 << 21) })],
  ])("is not found in %s", (_, plan) => {
    expect(lockFileOf(plan)).toBeUndefined();
  });
});

function corrupted(): Buffer {
  const archive = archiveOf({ ".terraform.lock.hcl": LOCK });
  archive.fill(0xff, 30 + ".terraform.lock.hcl".length, 60);
  return archive;
}
