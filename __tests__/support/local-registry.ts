import { spawn } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";

export interface LocalRegistry {
  /** `http://127.0.0.1:34567/` */
  readonly url: string;
  stop(): Promise<void>;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bundledDependencies?: readonly string[];
  readonly bundleDependencies?: readonly string[];
}

/** What only jsii's own tools read, and what is most of the provider's size. */
const UNREAD = [".jsii"];

/**
 * A registry of what is in node_modules, so that npm installs a project without a network: it resolves versions, fetches tarballs
 * and unpacks them as from any registry, and knows nothing that package-lock.json does not.
 *
 * @see https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export async function startLocalRegistry(): Promise<LocalRegistry> {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, object> };
  const folders = Object.keys(packages).filter((folder) => folder !== "");
  const server = createServer(({ url = "" }, response) => {
    const [, name = "", version] = /^\/((?:@[^/]+\/)?[^/]+?)(?:\/-\/(.+)\.tgz)?$/.exec(decodeURIComponent(url)) ?? [];
    const versions = folders.filter((folder) => folder.endsWith(`node_modules/${name}`)).flatMap(installed);
    const wanted = versions.find(({ manifest }) => manifest.version === version);
    if (version === undefined ? versions.length === 0 : wanted === undefined) {
      response.writeHead(404, { "content-type": "application/json" }).end('{"error":"not found"}');
    } else if (wanted === undefined) {
      const { port } = server.address() as AddressInfo;
      const document = metadata(
        versions.map(({ manifest }) => manifest),
        `http://127.0.0.1:${port}`,
      );
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document));
    } else {
      sendTarball(wanted, response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

interface Installed {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Packages for other platforms are in the lock file and nowhere else. */
function installed(folder: string): Installed[] {
  try {
    return [{ folder, manifest: JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest }];
  } catch {
    return [];
  }
}

function metadata(manifests: readonly Manifest[], url: string): object {
  const [{ name }, ...others] = manifests as [Manifest, ...Manifest[]];
  const newest = others.reduce(
    (best, { version }) => (version.localeCompare(best, "en", { numeric: true }) > 0 ? version : best),
    manifests[0]?.version ?? "",
  );
  return {
    name,
    "dist-tags": { latest: newest },
    versions: Object.fromEntries(
      manifests.map((manifest) => [
        manifest.version,
        { ...manifest, dist: { tarball: `${url}/${name}/-/${manifest.version}.tgz` } },
      ]),
    ),
  };
}

/** What is nested is installed by itself, unless the package brings it along. */
function sendTarball({ folder, manifest }: Installed, response: ServerResponse): void {
  const bundles = manifest.bundledDependencies ?? manifest.bundleDependencies ?? [];
  const left = [...UNREAD, ...(bundles.length === 0 ? ["node_modules"] : [])].map((name) => `--exclude=${name}`);
  const path = realpathSync(folder);
  const tar = spawn("tar", ["-cf", "-", ...left, "-C", dirname(path), basename(path)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  response.writeHead(200, { "content-type": "application/octet-stream" });
  tar.stdout.pipe(response);
}
