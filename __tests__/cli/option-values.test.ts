import { addCommands } from "../../cli/commands";
import { commandLine } from "../../console/command-line";

const program = commandLine("landing-zone", "");
addCommands(program);
const roles = program.commands.flatMap((command) =>
  command.options.filter(({ long }) => long === "--role").map((option) => [command.name(), option] as const),
);

it("asks several commands for a role", () => {
  expect(roles.map(([name]) => name)).toEqual(expect.arrayContaining(["bootstrap", "check", "plan"]));
});

it.each(roles)("takes the name of a role and not its ARN, which would be made part of an ARN: %s", (_name, option) => {
  const parse = option.parseArg as ((text: string, before: unknown) => unknown) | undefined;
  expect(parse?.("emergency", undefined)).toBe("emergency");
  expect(() => parse?.("arn:aws:iam::222222222222:role/emergency", undefined)).toThrow("not its ARN");
});
