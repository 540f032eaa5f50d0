import { text } from "../../html/text";
import type { ReviewReport, Unit } from "../../../review/report";
import { STATES } from "./states";
import type { State, Worst } from "./states";

/** The organization as a tree of units, with what changes marked; where it is not known, its accounts. */
export function organizationHtml({ organization, stacks }: ReviewReport, worst: Worst): string {
  const known = organization === undefined ? [] : accountsOf(organization);
  const others = [...new Set(stacks.map(({ account }) => account))].filter((account) => !known.includes(account));
  const root = organization ?? { name: "accounts", units: [], accounts: [] };
  return [
    '<ul class="organization">',
    unitHtml({ ...root, accounts: [...root.accounts, ...others] }, worst),
    "</ul>",
  ].join("\n");
}

function unitHtml({ accounts, name, units }: Unit, worst: Worst): string {
  const boxes = accounts.map((account) => accountHtml(account, worst.accounts.get(account) ?? "unchanged"));
  return [
    `<li><code>${text(name, 100)}</code>`,
    ...(boxes.length === 0 ? [] : [`<ul class="accounts">${boxes.join("")}</ul>`]),
    ...(units.length === 0 ? [] : [`<ul>${units.map((unit) => unitHtml(unit, worst)).join("")}</ul>`]),
    "</li>",
  ].join("\n");
}

function accountHtml(account: string, state: State): string {
  const { name, sign } = STATES[state];
  return (
    `<li class="${state}"><span class="mark ${state}" aria-hidden="true">${sign}</span> <code>${text(account, 80)}</code>` +
    `<span class="said">: ${name}</span></li>`
  );
}

function accountsOf({ accounts, units }: Unit): string[] {
  return [...accounts, ...units.flatMap(accountsOf)];
}
