import { colourRules } from "../../html/palette";
import type { FillName } from "../../html/palette";
import { BASE_RULES } from "../../html/style";
import { STATES } from "./states";

const FILLS: Readonly<Record<string, FillName>> = {
  ...Object.fromEntries(Object.entries(STATES).map(([state, { fill }]) => [state, fill])),
  dangers: "red",
  changes: "green",
  nothing: "plain",
  added: "green",
  removed: "red",
  widened: "orange",
};

export const STYLE = `${colourRules(FILLS)}${BASE_RULES}
.lead { font-size: 1.1rem; max-width: 50rem; }
.muted { color: var(--muted); }
.mark { display: inline-block; min-width: 1.4rem; padding: 0 .3rem; text-align: center; font-weight: 700;
  background: var(--fill); color: var(--ink); border: 1px solid var(--muted); }
.controls { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: 1rem 0; }
.controls input { font: inherit; padding: .3rem .5rem; min-width: min(22rem, 90vw); color: var(--text);
  background: var(--panel); border: 1px solid var(--muted); }
.controls button { font: inherit; padding: .3rem .7rem; color: var(--text); background: var(--panel);
  border: 1px solid var(--muted); cursor: pointer; }
#status { color: var(--muted); min-height: 1.5rem; margin: 0; }
#status + h2 { margin-top: .5rem; }
article, details.item { margin: .6rem 0; padding: .6rem .9rem; background: var(--panel);
  border-left: .4rem solid var(--fill, var(--line)); overflow-wrap: anywhere; }
summary { cursor: pointer; overflow-wrap: anywhere; }
.diff { list-style: none; padding: 0; margin: .5rem 0; font-size: .95em; }
.diff li { border-left: .3rem solid var(--fill, transparent); padding-left: .5rem; margin: 1px 0; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; }
.scroll { overflow: auto; max-height: 80vh; border: 1px solid var(--line); }
table { border-collapse: collapse; }
caption { text-align: left; color: var(--muted); padding: .25rem; }
#matrix th, #matrix td { border: 1px solid var(--line); padding: .15rem .5rem; text-align: left; white-space: nowrap;
  font-weight: 400; }
#matrix th { background: var(--panel); }
#matrix thead th { position: sticky; top: 0; z-index: 1; }
#matrix tbody th { position: sticky; left: 0; }
#matrix td button { all: unset; cursor: pointer; display: block; }
#matrix td button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.organization, .organization ul { list-style: none; padding-left: 1.25rem; border-left: 1px solid var(--line); }
.organization { padding-left: 0; border: 0; }
.organization li { margin: .3rem 0; }
.organization .accounts { display: flex; flex-wrap: wrap; gap: .4rem; }
.organization .accounts li { margin: 0; padding: .2rem .5rem; background: var(--panel); border: 1px solid var(--line);
  border-left: .4rem solid var(--fill); overflow-wrap: anywhere; }
footer { margin-top: 3rem; color: var(--muted); border-top: 1px solid var(--line); padding-top: .75rem; }
@media (max-width: 45rem) { body { padding: .75rem; } }
@media (forced-colors: active) { .mark, article, details.item { border: 1px solid CanvasText; } }
@media print { .controls, #status, .skip { display: none; } .scroll { max-height: none; overflow: visible; } }
`;
