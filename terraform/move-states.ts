import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { S3Client } from "@aws-sdk/client-s3";
import { printable, shortened } from "../config/source/printable";
import type { S3State } from "../config/state/settings";
import { shellQuoted } from "../console/invocation";
import { unless } from "./aws-error";
import { parseState } from "./state-file";
import "./quiet-aws-sdk";

/**
 * What became of a state on this machine: `empty` where nothing is in it, `already there` where the bucket has it or a later one,
 * `refused` where people decide, and nothing was written.
 */
export type MoveOutcome = "moved" | "would be moved" | "already there" | "empty" | "refused" | "failed";

export interface Move {
  readonly stack: string;
  readonly outcome: MoveOutcome;
  /** File that it was in. */
  readonly from: string;
  /** Address of the object. */
  readonly to: string;
  readonly serial?: number;
  readonly lineage?: string;
  /** File that keeps it. */
  readonly kept?: string;
  readonly problem?: string;
}

export interface Moving {
  /** Folder with the synthesized stacks; local states are beside it. */
  readonly outdir: string;
  readonly state: S3State;
  /** What reads and writes with the credentials that Terraform would, asked for each; absent: the bucket is yet to be made. */
  readonly open?: () => Promise<Pick<S3Client, "send">>;
  /** Does it; otherwise it is said what would be done. */
  readonly confirmed: boolean;
  readonly onMoved: (stack: string) => void;
}

interface Version {
  readonly lineage: string;
  readonly serial: number;
  readonly text: string;
}

/** What is to be moved is kept as it was read. */
interface Judged extends Move {
  readonly text?: string;
}

const STATE_FILE = /^terraform\.(.+)\.tfstate$/;
/** What is added to the name of a file that was moved. */
const KEPT = ".moved";

/**
 * Moves the states beside a folder of stacks into their bucket, as they are. Nothing in the bucket is ever written over: states are put
 * on the condition that there is none, under the lock that Terraform takes. If one of them cannot be moved, none is. Files stay under
 * another name.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 */
export async function moveStates(moving: Moving): Promise<Move[]> {
  const judged: Judged[] = [];
  for (const stack of localStacks(moving.outdir)) {
    judged.push(await judge(stack, moving));
  }
  if (!moving.confirmed || judged.some(({ outcome }) => outcome === "refused" || outcome === "failed")) {
    return judged.map(reported);
  }
  const moves: Move[] = [];
  for (const move of judged) {
    moves.push(await done(move, moving));
  }
  return moves;
}

function localStacks(outdir: string): string[] {
  const folder = join(outdir, "..");
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  return files.flatMap((file) => STATE_FILE.exec(file)?.[1] ?? []);
}

/** Compares what is here with what is there, and writes nothing. */
async function judge(stack: string, { open, outdir, state }: Moving): Promise<Judged> {
  const from = join(outdir, "..", `terraform.${stack}.tfstate`);
  const to = `s3://${state.bucket}/${keyOf(state, stack)}`;
  const about = { stack, from, to };
  try {
    const local = versionOf(readFileSync(from, "utf8"), from);
    if (local === undefined) {
      return { ...about, outcome: "empty" };
    }
    const { lineage, serial, text } = local;
    const here = { ...about, lineage, serial };
    const refused = (problem: string) => ({ ...here, outcome: "refused" as const, problem });
    const atWork = whoWorksWith(from);
    if (atWork !== undefined) {
      return refused(atWork);
    }
    const client = await open?.();
    const remote = client && (await remoteVersion(client, state, stack));
    if (remote === undefined) {
      // A first deployment from elsewhere has the lock, and no state yet.
      const locked = client && (await whoLocks(client, state.bucket, lockOf(keyOf(state, stack))));
      return locked === undefined ? { ...here, outcome: "would be moved", text } : refused(locked);
    }
    if (remote.lineage !== lineage) {
      return refused(
        `the bucket has a state of another lineage there, ${remote.lineage}, and this one is ${lineage}: they are about different ` +
          "resources. Find out which of the two is this landing zone's, as by terraform state list, and name another state.prefix or " +
          "put this file away.",
      );
    }
    if (remote.serial < serial) {
      return refused(
        `this one is later, serial ${serial}, than that of the bucket, ${remote.serial}: both may know resources that the other does not. ` +
          "If this one goes on from the other, terraform state push puts it there.",
      );
    }
    if (remote.serial === serial && !isSame(remote.text, text)) {
      return refused(
        `the bucket has another state of the same serial, ${serial}: two have gone on from one. Compare them; the one that knows ` +
          "more is the one to keep, and what only the other knows is to be imported.",
      );
    }
    return { ...here, outcome: "already there", text };
  } catch (error) {
    return { ...about, outcome: "failed", problem: messageOf(error) };
  }
}

/** Who has the lock that Terraform takes for a file on this machine. */
function whoWorksWith(file: string): string | undefined {
  const lock = join(dirname(file), `.${basename(file)}.lock.info`);
  return existsSync(lock)
    ? `Terraform is at work with it, or was interrupted: ${lock}. Wait, or remove that file if nobody is.`
    : undefined;
}

/** @throws Error where Terraform has written the file since it was judged, or is about to */
function expectUnchanged(file: string, text: string | undefined): void {
  const atWork = whoWorksWith(file);
  if (atWork !== undefined) {
    throw new Error(atWork);
  }
  if (readFileSync(file, "utf8") !== text) {
    throw new Error("Terraform has changed the file meanwhile, which was left as it is: run the same command again");
  }
}

/** A state with a lineage; nothing where Terraform has not written anything yet. */
function versionOf(text: string, place: string): Version | undefined {
  const { lineage, serial } = parseState(text, place) as { lineage?: string; serial?: number };
  return lineage === undefined || serial === undefined ? undefined : { lineage, serial, text };
}

function isSame(one: string, other: string): boolean {
  return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
}

const keyOf = ({ prefix }: S3State, stack: string): string => `${prefix}/${stack}.tfstate`;
const lockOf = (key: string): string => `${key}.tflock`;

async function remoteVersion(
  client: Pick<S3Client, "send">,
  state: S3State,
  stack: string,
): Promise<Version | undefined> {
  const Key = keyOf(state, stack);
  const text = await textOf(client, state.bucket, Key);
  return text === undefined ? undefined : versionOf(text, `s3://${state.bucket}/${Key}`);
}

/** An object; nothing where there is none. */
function textOf(client: Pick<S3Client, "send">, Bucket: string, Key: string): Promise<string | undefined> {
  return unless(["NoSuchKey"], async () => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return (await Body?.transformToString()) ?? "";
  });
}

async function done(judged: Judged, moving: Moving): Promise<Move> {
  const { onMoved, open, outdir } = moving;
  const move = reported(judged);
  const { from, outcome, stack } = move;
  try {
    if (outcome === "would be moved" && judged.text !== undefined && open !== undefined) {
      expectUnchanged(from, judged.text);
      await putLocked(await open(), moving.state, { ...move, text: judged.text });
    } else if (outcome !== "already there") {
      return move;
    }
    expectUnchanged(from, judged.text);
    const kept = freeName(`${from}${KEPT}`);
    renameSync(from, kept);
    // Where Terraform remembers where the state was; without it, it takes what the stack says.
    rmSync(join(outdir, "stacks", stack, ".terraform", "terraform.tfstate"), { force: true });
    onMoved(stack);
    return { ...move, outcome: outcome === "already there" ? outcome : "moved", kept };
  } catch (error) {
    return { ...move, outcome: "failed", problem: messageOf(error) };
  }
}

/** Without the state itself, which holds secrets. */
function reported({ from, kept, lineage, outcome, problem, serial, stack, to }: Judged): Move {
  return { stack, outcome, from, to, serial, lineage, kept, problem };
}

function freeName(name: string, number = 1): string {
  const candidate = number === 1 ? name : `${name}.${number}`;
  return existsSync(candidate) ? freeName(name, number + 1) : candidate;
}

/** Puts a state where there is none, and reads it back. */
async function putLocked(
  client: Pick<S3Client, "send">,
  state: S3State,
  { lineage, serial, stack, text }: Move & { readonly text: string },
): Promise<void> {
  const { bucket: Bucket, kmsKeyArn } = state;
  const encryption =
    kmsKeyArn === undefined ? {} : { ServerSideEncryption: "aws:kms" as const, SSEKMSKeyId: kmsKeyArn };
  const Key = keyOf(state, stack);
  const put = (key: string, Body: string) =>
    client.send(
      new PutObjectCommand({
        Bucket,
        Key: key,
        Body,
        ContentType: "application/json",
        IfNoneMatch: "*",
        ...encryption,
      }),
    );
  const lock = lockOf(Key);
  await orRefused(
    () => put(lock, lockInfo(`${Bucket}/${Key}`)),
    async () => (await whoLocks(client, Bucket, lock)) ?? "it was locked until now: run the same command again",
  );
  try {
    await orRefused(
      () => put(Key, text),
      () => Promise.resolve("meanwhile somebody has put a state there"),
    );
    const there = await remoteVersion(client, state, stack);
    if (there?.lineage !== lineage || there?.serial !== serial || !isSame(there?.text ?? "{}", text)) {
      throw new Error("the bucket does not give back what was put: the file on this machine was left as it is");
    }
  } finally {
    await client.send(new DeleteObjectCommand({ Bucket, Key: lock }));
  }
}

/** @throws Error with the reason where something is there already */
async function orRefused(work: () => Promise<unknown>, reason: () => Promise<string>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error && ["ConditionalRequestConflict", "PreconditionFailed"].includes(error.name)) {
      throw new Error(await reason(), { cause: error });
    }
    throw error;
  }
}

/** What the lock of a state says; nothing where there is none. */
async function whoLocks(client: Pick<S3Client, "send">, Bucket: string, Key: string): Promise<string | undefined> {
  const text = await textOf(client, Bucket, Key);
  if (text === undefined) {
    return undefined;
  }
  const lock = lockIn(text);
  const said = (name: string): string => {
    const value = lock[name] ?? "";
    return printable(shortened(typeof value === "string" ? value : JSON.stringify(value)));
  };
  const unlock = `terraform force-unlock ${shellQuoted(said("ID"))}`;
  return `it is locked by ${said("Who") || "somebody"} since ${said("Created")}: wait, or, if nobody is at work, ${unlock}`;
}

/** Whoever may write beside the state writes it. */
function lockIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** As Terraform writes it, so that it says who has the lock. */
function lockInfo(path: string): string {
  return JSON.stringify({
    ID: randomUUID(),
    Operation: "landing-zone bootstrap",
    Info: "",
    Who: `${userInfo().username}@${hostname()}`,
    Version: "",
    Created: new Date().toISOString(),
    Path: path,
  });
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return ["Error", "Failure"].includes(error.name) ? error.message : `${error.name}: ${error.message}`;
}
