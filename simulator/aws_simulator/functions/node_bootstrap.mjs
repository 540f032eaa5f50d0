// Calls the handler of a Node.js function with the event on its standard input, and writes the result to the file that
// is its first argument; a second file says when the handler is loaded.
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
import { Buffer } from "node:buffer";
import { createRequire } from "node:module";
import { existsSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , resultFile, readyFile, timeout] = process.argv;

function report(result) {
  writeFileSync(resultFile, JSON.stringify(result));
  process.exit(0);
}

function asError(error) {
  const isError = error instanceof Error;
  return {
    errorType: isError ? error.name : typeof error,
    errorMessage: isError ? error.message : String(error),
    trace: isError && error.stack ? error.stack.split("\n") : [],
  };
}

const fail = (error) => report({ error: asError(error) });
process.on("uncaughtException", fail);
process.on("unhandledRejection", (reason) =>
  report({ error: { ...asError(reason), errorType: "Runtime.UnhandledPromiseRejection" } }),
);

function readRequest() {
  const parts = [];
  const size = Buffer.alloc(4);
  readSync(0, size, 0, 4, null);
  for (let left = size.readUInt32BE(); left > 0;) {
    const part = Buffer.alloc(Math.min(left, 65536));
    const read = readSync(0, part, 0, part.length, null);
    parts.push(part.subarray(0, read));
    left -= read;
  }
  return JSON.parse(Buffer.concat(parts).toString("utf8"));
}

async function loadHandler() {
  const root = process.env.LAMBDA_TASK_ROOT;
  const [module, name] = splitHandler(process.env._HANDLER);
  const path = join(root, module);
  const file = [".js", ".mjs", ".cjs"].map((extension) => path + extension).find((candidate) => existsSync(candidate));
  if (!file) {
    throw named("Runtime.ImportModuleError", `Error: Cannot find module '${module}'`);
  }
  const exported = file.endsWith(".cjs")
    ? createRequire(import.meta.url)(file)
    : await import(pathToFileURL(file).href);
  const handler = exported[name] ?? exported.default?.[name];
  if (typeof handler !== "function") {
    throw named("Runtime.HandlerNotFound", `${process.env._HANDLER} is undefined or not exported`);
  }
  return handler;
}

function splitHandler(handler) {
  const dot = handler.lastIndexOf(".");
  return [handler.slice(0, dot), handler.slice(dot + 1)];
}

function named(name, message) {
  return Object.assign(new Error(message), { name });
}

const { event, context, ahead } = readRequest();
// The simulator's time, which may have been moved. Whoever asks for nothing in particular gets it.
if (ahead > 0) {
  const MachineDate = Date;
  globalThis.Date = new Proxy(MachineDate, {
    apply: () => new Date().toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [MachineDate.now() + ahead] : args, newTarget),
    get: (target, name, receiver) =>
      name === "now" ? () => MachineDate.now() + ahead : Reflect.get(target, name, receiver),
  });
}
// The simulator keeps the other end open; that it closes means that the simulator has ended.
process.stdin.on("end", () => process.exit(1)).resume();
process.stdin.unref?.();

process.chdir(process.env.LAMBDA_TASK_ROOT);
const succeed = (value) => report({ value: value === undefined ? null : value });
let deadline = Infinity;
const done = (error, value) => (error ? fail(error) : succeed(value));
const fullContext = {
  ...context,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  done,
  fail,
  succeed,
};

try {
  const handler = await loadHandler();
  deadline = Date.now() + Number(timeout) * 1000;
  writeFileSync(readyFile, "");
  const returned = handler(event, fullContext, done);
  if (typeof returned?.then === "function") {
    succeed(await returned);
  } else if (handler.length < 3) {
    succeed(returned);
  } else {
    // A handler with a callback that it never calls answers null once nothing is left to do.
    process.on("beforeExit", () => succeed(null));
  }
} catch (error) {
  fail(error);
}
