import { number, text } from "../../html/text";
import type { ReviewReport, StackSummary } from "../../../review/report";
import { countsText } from "../words";
import { STATES } from "./states";
import type { Worst } from "./states";

const MOST_COLUMNS = 60;
const MOST_ROWS = 1000;

/** Accounts and stacks as a table; stacks of which each account has its own, as baseline-*, are one column. */
export function matrixHtml({ stacks }: ReviewReport, worst: Worst): string {
  const kinds = [...new Set(stacks.map(kindOf))].slice(0, MOST_COLUMNS);
  const accounts = [...new Set(stacks.map(({ account }) => account))];
  const cells = new Map<string, StackSummary[]>();
  for (const stack of stacks) {
    const key = JSON.stringify([stack.account, kindOf(stack)]);
    cells.set(key, [...(cells.get(key) ?? []), stack]);
  }
  const rows = accounts.slice(0, MOST_ROWS).map((account) => {
    const row = kinds.map((kind) => cellHtml(cells.get(JSON.stringify([account, kind])) ?? [], worst));
    return `<tr><th scope="row"><code>${text(account, 60)}</code></th>${row.join("")}</tr>`;
  });
  const hidden = accounts.length - rows.length;
  const further = new Set(stacks.map(kindOf)).size - kinds.length;
  return [
    '<div class="scroll" tabindex="0" role="region" aria-label="Accounts and stacks">',
    '<table id="matrix"><caption>Accounts and stacks: a cell searches for its stack.</caption>',
    `<thead><tr><th scope="col">account</th>${kinds.map((kind) => `<th scope="col"><code>${text(kind, 60)}</code></th>`).join("")}</tr></thead>`,
    `<tbody>\n${rows.join("\n")}\n</tbody></table></div>`,
    ...(hidden + further > 0
      ? [`<p>${number(hidden)} more accounts and ${number(further)} more stacks had no room.</p>`]
      : []),
  ].join("\n");
}

function kindOf({ account, stack }: StackSummary): string {
  // Of a stack whose account nobody knows there is one in each row.
  return stack === account ? "its own" : account === "" ? stack : stack.replace(account, "*");
}

function cellHtml(stacks: readonly StackSummary[], worst: Worst): string {
  const [stack] = stacks;
  if (stack === undefined) {
    return "<td></td>";
  }
  const state = worst.stacks.get(stack.stack) ?? "unchanged";
  const { name, sign } = STATES[state];
  const mark = `<span class="mark ${state}" aria-hidden="true">${sign}</span>`;
  const { add, change, destroy } = stack.counts;
  const said = `<span class="said">${text(stack.stack, 200)}: ${name}; ${text(countsText(stack.counts))} </span>`;
  const numbers = `<span aria-hidden="true">+${number(add)} ~${number(change)} -${number(destroy)}</span>`;
  return `<td><button type="button" data-search="${text(stack.stack, 200)}">${mark} ${said}${numbers}</button></td>`;
}
