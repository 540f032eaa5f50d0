import { isMapping } from "../../config/source/mapping";
import { readFileSync, statSync } from "node:fs";
import { printable } from "../../config/source/printable";
import { Failure } from "../../console/failure";
import { findJsonProblem } from "../test-alarm/json";

/** A resource or data source of a state or plan. */
export interface FoundResource {
  /** Without the keys of instances, as `removed` blocks want it: `module.old.aws_inspector_resource_group.all`. */
  readonly address: string;
  readonly type: string;
  readonly mode: "data" | "managed";
  readonly values: Readonly<Record<string, unknown>>;
}

const MOST_BYTES = 256 * 1024 * 1024;
const MOST_LEVELS = 50;
const REASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EACCES: "permission denied",
    EISDIR: "it is a folder",
    ENOENT: "there is no such file",
    ENOTDIR: "a part of its path is a file, not a folder",
    EPERM: "permission denied",
  }),
);
const WHAT =
  "name a state of version 4, as terraform.tfstate or `terraform state pull` has it, or the JSON of `terraform show -json`";

/**
 * The resources of a Terraform state or plan.
 *
 * @throws Failure with the file, the place and what is expected
 */
export function readResources(file: string): FoundResource[] {
  const name = printable(file === "" ? '""' : file);
  const text = read(file, name);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { column, line, message } = findJsonProblem(text);
    throw new Failure(`${name}:${line}:${column}: ${message}\n${WHAT}`);
  }
  if (!isMapping(document)) {
    throw new Failure(`${name}: not a state or plan of Terraform\n${WHAT}`);
  }
  if (Array.isArray(document.resources)) {
    if (document.version !== 4) {
      const version = document.version === undefined ? "none" : printable(JSON.stringify(document.version));
      throw new Failure(`${name}: version: a state of version ${version}, not 4\nlet a Terraform of today write it`);
    }
    return document.resources.flatMap((resource, index) => ofState(resource, `resources[${index}]`, name));
  }
  const modules = [document.values, property(document.prior_state, "values"), document.planned_values];
  if (typeof document.format_version !== "string" || !modules.some(isMapping)) {
    throw new Failure(`${name}: not a state or plan of Terraform\n${WHAT}`);
  }
  const found = modules.map((values) => ofModule(property(values, "root_module"), "root_module", name, 0));
  // What is: of a plan, that before it; where nothing was, what it makes.
  return found.find((resources) => resources.some(({ type }) => type.startsWith("aws_inspector_"))) ?? [];
}

function read(file: string, name: string): string {
  try {
    if (statSync(file).size > MOST_BYTES) {
      throw new Failure(`${name}: too large: a state or plan has at most 256 MiB here`);
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { code = "", message } = error as NodeJS.ErrnoException;
    const isText = code === "ERR_ENCODING_INVALID_ENCODED_DATA";
    throw new Failure(`${name}: ${isText ? "not a text in UTF-8" : (REASONS.get(code) ?? message)}`);
  }
}

/** A resource of a state has instances, each with its attributes. */
function ofState(resource: unknown, place: string, file: string): FoundResource[] {
  const { instances, mode, module, name, type } = mapping(resource, place, file);
  if (typeof type !== "string" || typeof name !== "string" || !Array.isArray(instances)) {
    throw new Failure(`${file}: ${place}: a resource needs a type, a name and instances`);
  }
  const prefix = typeof module === "string" ? `${module}.` : "";
  return instances.map((instance, index) => ({
    address: withoutKeys(`${prefix}${type}.${name}`),
    type,
    mode: mode === "data" ? "data" : "managed",
    values: attributesOf(instance, `${place}.instances[${index}]`, file),
  }));
}

function attributesOf(instance: unknown, place: string, file: string): Readonly<Record<string, unknown>> {
  const { attributes = {} } = mapping(instance, place, file);
  return mapping(attributes, `${place}.attributes`, file);
}

function ofModule(module: unknown, place: string, file: string, level: number): FoundResource[] {
  if (module === undefined) {
    return [];
  }
  if (level > MOST_LEVELS) {
    throw new Failure(`${file}: ${place.slice(0, 80)}...: modules are nested more than ${MOST_LEVELS} deep`);
  }
  const { child_modules: children = [], resources = [] } = mapping(module, place, file);
  if (!Array.isArray(resources) || !Array.isArray(children)) {
    throw new Failure(`${file}: ${place}: resources and child_modules of a module are lists`);
  }
  return [
    ...resources.map((resource, index) => ofShown(resource, `${place}.resources[${index}]`, file)),
    ...children.flatMap((child, index) => ofModule(child, `${place}.child_modules[${index}]`, file, level + 1)),
  ];
}

function ofShown(resource: unknown, place: string, file: string): FoundResource {
  const { address, mode, type, values = {} } = mapping(resource, place, file);
  if (typeof type !== "string" || typeof address !== "string") {
    throw new Failure(`${file}: ${place}: a resource needs a type and an address`);
  }
  return {
    address: withoutKeys(address),
    type,
    mode: mode === "data" ? "data" : "managed",
    values: mapping(values, `${place}.values`, file),
  };
}

/** `module.old["a"].aws_x.y[0]` as `module.old.aws_x.y`. Keys are texts in quotes, in which `\"` may be, or numbers. */
function withoutKeys(address: string): string {
  return address.replace(/\[("(\\.|[^"\\])*"|[0-9]+)\]/g, "");
}

function mapping(value: unknown, place: string, file: string): Readonly<Record<string, unknown>> {
  if (!isMapping(value)) {
    throw new Failure(`${file}: ${place}: not a mapping, which it is in states and plans`);
  }
  return value;
}

function property(value: unknown, key: string): unknown {
  return isMapping(value) ? value[key] : undefined;
}
