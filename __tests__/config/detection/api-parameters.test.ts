// The parameters that alarms and rules look for are those of AWS's own description of its APIs, which comes with the local AWS.
import { execFileSync } from "node:child_process";
import { pythonWithMoto } from "../../../simulator/python";
import { IAM, KINDS, reportedChanges } from "../../../proof/told-twice/our-kinds";

/** Where there is no moto yet, it is installed. */
const TIMEOUT = 600_000;

/** Inputs of every operation of some services, as AWS describes its APIs. */
function describedInputs(python: string, services: readonly string[]): Record<string, Record<string, string[]>> {
  const program = [
    "import botocore.session, json, sys",
    "session = botocore.session.get_session()",
    "models = {name: session.get_service_model(name) for name in sys.argv[1:]}",
    "inputs = lambda model, name: sorted(getattr(model.operation_model(name).input_shape, 'members', {}))",
    "print(json.dumps({k: {n: inputs(m, n) for n in m.operation_names} for k, m in models.items()}))",
  ].join("\n");
  return JSON.parse(execFileSync(python, ["-c", program, ...services], { encoding: "utf8" })) as Record<
    string,
    Record<string, string[]>
  >;
}

describe("the parameters that name the landing zone's resources", () => {
  let described: ReturnType<typeof describedInputs>;
  const letter = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

  beforeAll(async () => {
    const python = await pythonWithMoto(() => undefined);
    described = describedInputs(python, [...new Set(Object.values(IAM).map(({ service }) => service))]);
  }, TIMEOUT);

  it.each(KINDS)("are in AWS's own description of each call on %s", async (kind, resources) => {
    const { service } = IAM[kind];
    const known = Object.keys(resources.parameters).map((path) => path.replace(/[.[].*$/, ""));
    const operations = (await reportedChanges(kind)).filter((name) => name in (described[service] ?? {}));
    expect(operations.length).toBeGreaterThan(3);
    const nameless = operations.filter(
      (name) => !(described[service]?.[name] ?? []).some((member) => known.includes(letter(member))),
    );
    // The one ends a move of messages by a handle, and names no queue; the other is a data event.
    expect(nameless.filter((name) => !["CancelMessageMoveTask", "BatchWriteItem"].includes(name))).toEqual([]);
  });
});
