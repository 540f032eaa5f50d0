// npm run bench:verify: what verifying an organization's log files takes, and what `aws cloudtrail validate-logs` takes.
//
// Both verify the same files, of the same server on the loopback interface, in processes of their own and by turns; the ratio is
// the median of the rounds' ratios. The AWS CLI verifies one account and region a run: of an organization it is given some of the
// chains, as many as --chains says, and its time is multiplied. Processor time for a file leaves out what a run of one hour takes.
import { commandLine, runCommandLine } from "../console/command-line";
import { table } from "../console/table";
import { print, printError } from "../console/terminal";
import { median } from "./median";
import { expectLinux } from "./proc";
import { bundlePrograms, measure, oursOf, peerOf, startServer } from "./verify/programs";
import type { Taken } from "./measure-program";
import type { Programs } from "./verify/programs";
import { filesOf, sizeOf } from "./verify/size";
import type { Size } from "./verify/size";

interface Options {
  readonly rounds: string;
  readonly chains: string;
}

interface Round {
  readonly ours: Taken;
  readonly peer: Taken;
}

interface Row {
  readonly what: string;
  readonly files: number;
  readonly ours: string;
  readonly peer: string;
  readonly ratio: number | undefined;
  readonly wanted: string;
}

const REGIONS = [
  ["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1", "us-east-1", "us-east-2", "us-west-1"],
  ["us-west-2", "ca-central-1", "sa-east-1", "ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
  ["ap-southeast-1", "ap-southeast-2"],
].flat();
const LATENCY = 20;
const MEMORY_MEGABYTES = 250;

async function bench({ chains, rounds }: Options): Promise<void> {
  expectLinux();
  const programs = bundlePrograms();
  const count = Number(rounds);
  const small = sizeOf({ hours: 1, logs: 0 });
  const busy = sizeOf({ hours: 24, logs: 800 });
  const distant = sizeOf({ hours: 24, logs: 240, latency: LATENCY });
  const idle = sizeOf({ accounts: 10, regions: REGIONS, hours: 24, logs: 0, latency: LATENCY });
  const large = sizeOf({ accounts: 4, hours: 48, logs: 250 });

  const start = await roundsOf(programs, small, count, 1);
  const cpu = await roundsOf(programs, busy, count, 1);
  const files = filesOf(busy) - filesOf(small);
  const perFile = (program: keyof Round) =>
    cpu.map((round, index) => (round[program].cpuSeconds - (start[index]?.[program].cpuSeconds ?? 0)) / files);
  const [ours, peer] = [perFile("ours"), perFile("peer")];
  const microseconds = (values: readonly number[]) => `${(median(values) * 1e6).toFixed(0)} us`;
  const far = await roundsOf(programs, distant, count, 1);
  const organization = await roundsOf(programs, idle, count, Number(chains));
  const [big] = await roundsOf(programs, large, 1, 0);
  const rows: Row[] = [
    {
      what: "processor time for a file",
      files: filesOf(busy),
      ours: microseconds(ours),
      peer: microseconds(peer),
      ratio: median(ours.map((value, index) => (peer[index] ?? NaN) / value)),
      wanted: "4 times",
    },
    { ...wallClock(`time, answers after ${LATENCY} ms`, distant, far), wanted: "20 times" },
    { ...wallClock("time, idle organization of 170 chains", idle, organization), wanted: "30 times" },
    ...[[busy, cpu[0]?.ours] as const, [large, big?.ours] as const].map(([size, taken]): Row => ({
      what: "most memory",
      files: filesOf(size),
      ours: `${(taken?.peakMegabytes ?? NaN).toFixed(0)} MB`,
      peer: "",
      ratio: undefined,
      wanted: `below ${MEMORY_MEGABYTES} MB`,
    })),
  ];
  print(
    table<Row>(
      [
        { title: "measured", value: ({ what }) => what },
        { title: "files", value: (row) => row.files.toLocaleString("en"), align: "right" },
        { title: "verify-logs", value: (row) => row.ours, align: "right" },
        { title: "AWS CLI", value: (row) => row.peer, align: "right" },
        { title: "times", value: ({ ratio }) => ratio?.toFixed(1) ?? "", align: "right" },
        { title: "wanted", value: ({ wanted }) => wanted },
      ],
      rows,
    ),
  );
}

function wallClock(what: string, size: Size, rounds: readonly Round[]): Omit<Row, "wanted"> {
  const seconds = (program: keyof Round) => `${median(rounds.map((round) => round[program].seconds)).toFixed(1)} s`;
  const ratio = median(rounds.map((round) => round.peer.seconds / round.ours.seconds));
  return { what, files: filesOf(size), ours: seconds("ours"), peer: seconds("peer"), ratio };
}

/** @param chains how many of the chains the AWS CLI verifies; 0: none */
async function roundsOf(programs: Programs, size: Size, rounds: number, chains: number): Promise<Round[]> {
  const { child, url } = await startServer(programs, size);
  const all = size.accounts.flatMap((account) => size.regions.map((region) => [account, region] as const));
  const some = all.filter((_, index) => index % Math.ceil(all.length / Math.max(1, chains)) === 0).slice(0, chains);
  const digests = all.length * size.hours;
  const results: Round[] = [];
  try {
    for (let round = 1; round <= rounds; round += 1) {
      printError(`round ${round} of ${rounds}: ${filesOf(size)} files, ${all.length} chains, ${size.latency} ms`);
      const ours = await measure(oursOf(programs, size), url, (output) => {
        const { objects } = JSON.parse(output) as { objects: Record<string, { verified: number }> };
        return objects.digest?.verified === digests && objects.log?.verified === digests * size.logs;
      });
      const peers: Taken[] = [];
      for (const [account, region] of some) {
        const wanted = `${size.hours}/${size.hours} digest files valid`;
        peers.push(await measure(peerOf(size, account, region), url, (output) => output.includes(wanted)));
      }
      const factor = all.length / some.length;
      const sum = (value: (taken: Taken) => number) => peers.reduce((total, taken) => total + value(taken), 0) * factor;
      const peer = {
        seconds: sum(({ seconds }) => seconds),
        cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
        peakMegabytes: Math.max(...peers.map(({ peakMegabytes }) => peakMegabytes)),
      };
      results.push({ ours, peer });
    }
  } finally {
    child.disconnect();
  }
  return results;
}

void runCommandLine(
  commandLine("bench:verify", "compare verify-logs with the AWS CLI on the same files")
    .option("--rounds <number>", "how often each is measured", "3")
    .option("--chains <number>", "chains of the idle organization that the AWS CLI verifies", "10")
    .action(bench),
);
