// What an edit of a configuration may do to what is deployed, for each kind of edit: there, again, back and there once more.
import { ConfigurationError } from "../../../config/source/problem";
import { EDITS } from "../../support/change/edits";
import type { Edit } from "../../support/change/edits";
import { RICH_FILE } from "../../support/change/rich-file";
import type { File } from "../../support/change/rich-file";
import { SimulatedTerraform } from "../../support/change/simulated-terraform";
import { synthesize } from "../../support/change/synthesis";
import type { Synthesis } from "../../support/change/synthesis";

const TIMEOUT = 600_000;

const firsts = new Map<File, Synthesis>();
const first = (file: File): Synthesis => {
  const known = firsts.get(file) ?? synthesize(file);
  firsts.set(file, known);
  return known;
};

const messages = (work: () => unknown): string => {
  try {
    work();
    return "";
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map(({ message }) => message).join("\n");
  }
};

/** Those of a list that nothing allows, and what is allowed and not there. */
const others = (found: readonly string[], allowed: RegExp | undefined): string[] => [
  ...found.filter((one) => allowed?.test(one) !== true),
  ...(allowed === undefined || found.some((one) => allowed.test(one)) ? [] : [`nothing is ${String(allowed)}`]),
];

/** What people lose with the line that gave it, and what shows or hides. */
const REMADE =
  / aws_(chatbot_slack_channel_configuration|cloudwatch_dashboard|inspector2_filter|sns_topic_subscription)\.| aws_cloudwatch_event_target\..*target-|^access-/;

const refused = EDITS.filter((edit) => edit.refused !== undefined);
const accepted = EDITS.filter((edit) => edit.refused === undefined);

describe("when the file changes so that", () => {
  it.each<[string, Edit]>(refused.map((edit) => [edit.what, edit]))("%s, it is refused", (_, edit) => {
    const { ledger } = first(edit.of ?? RICH_FILE);
    expect(messages(() => synthesize(edit.file, ledger))).toMatch(edit.refused ?? /^$/);
  });

  it.each<[string, Edit]>(accepted.map((edit) => [edit.what, edit]))(
    "%s, nothing is lost, and back again",
    (_, edit) => {
      const {
        back = edit.of ?? RICH_FILE,
        file,
        forgets,
        gone,
        keeps,
        of = RICH_FILE,
        off,
        planRefuses,
        replaces,
        via,
      } = edit;
      const terraform = new SimulatedTerraform();
      expect(terraform.deploy(first(of))).toEqual([]);
      const before = via === undefined ? first(of) : synthesize(via, first(of).ledger);
      if (via !== undefined) expect(terraform.deploy(before)).toEqual([]);

      const after = synthesize(file, before.ledger);
      expect(others(terraform.deploy(after), keeps)).toEqual([]);
      if (terraform.refused.length > 0) {
        expect(others(terraform.refused, planRefuses)).toEqual([]);
        return;
      }
      const destroyed = terraform.destroyed.filter((address) => !REMADE.test(address));
      expect(others(destroyed, off)).toEqual([]);
      expect(others(terraform.replaced, replaces)).toEqual([]);
      expect(
        others(
          Object.keys(before.stacks).filter((stack) => after.stacks[stack] === undefined),
          gone,
        ),
      ).toEqual([]);
      if (forgets !== undefined) expect(terraform.newlyForgotten.join("\n")).toMatch(forgets);

      const returned = synthesize(back, after.ledger);
      expect(terraform.deploy(returned)).toEqual([]);
      expect(others(terraform.refused, planRefuses)).toEqual([]);
      const again = synthesize(back, returned.ledger);
      expect(terraform.deploy(again)).toEqual([]);
      expect([terraform.made, terraform.destroyed, terraform.newlyForgotten]).toEqual([[], [], []]);
      expect(again.ledger).toEqual(returned.ledger);
      const thereAgain = synthesize(edit.back === undefined ? file : back, again.ledger);
      expect(others(terraform.deploy(thereAgain), keeps)).toEqual([]);
    },
    TIMEOUT,
  );
});
