import { colourRules } from "../../html/palette";
import { BASE_RULES } from "../../html/style";
import { CELL_FILLS } from "./palette";

/** @param columns of the map */
export function styleOf(columns: number): string {
  return `${colourRules(CELL_FILLS, `--names: 15rem; --columns: ${columns}; `)}${BASE_RULES}${RULES}`;
}

const RULES = `.lead { font-size: 1.1rem; max-width: 50rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
caption { text-align: left; color: var(--muted); padding-bottom: .25rem; }
.counts th, .counts td, .legend th, .legend td { padding: .15rem .75rem .15rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); font-weight: 400; }
.counts thead th, .legend thead th { color: var(--muted); }
.counts .number, .legend .number { text-align: right; font-variant-numeric: tabular-nums; }
.legend tbody th { white-space: nowrap; }
.side { display: flex; flex-wrap: wrap; gap: 1rem 4rem; align-items: flex-start; }
.side > * { flex: 0 1 auto; }
.side > div { flex: 1 1 15rem; min-width: 0; }
.none { color: var(--muted); }
.mark { display: inline-block; min-width: 1.4rem; padding: 0 .2rem; text-align: center; font-weight: 700;
  background: var(--fill); color: var(--ink); border: 1px solid var(--fill); }
.mark.pending, .mark.not-expected { border: 1px dashed var(--muted); }
.controls { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; margin: 1rem 0 .5rem; }
.controls input { width: 1.1rem; height: 1.1rem; vertical-align: -.15rem; accent-color: var(--link); }
#status { min-height: 1.5rem; margin: .5rem 0; color: var(--muted); overflow-wrap: anywhere; }
.scroll { position: relative; overflow: auto; max-height: 85vh; margin-top: 1rem; border: 1px solid var(--line); }
#map { --cell: clamp(12px, calc((min(100vw, 110rem) - 3.2rem - var(--names)) / var(--columns)), 64px);
  table-layout: fixed; border-collapse: separate; border-spacing: 0;
  width: calc(var(--names) + var(--columns) * var(--cell)); font-size: .6875rem; line-height: 1.25rem; }
#map col { width: var(--cell); }
#map col.names { width: var(--names); }
#map th { font-weight: 400; background: var(--background); text-align: left; white-space: nowrap; }
#map thead { position: sticky; top: 0; z-index: 2; background: var(--background); }
#map thead th { height: 1.25rem; color: var(--muted); background: none; }
#map thead tr + tr th { border-bottom: 1px solid var(--muted); text-align: center; }
#map thead tr + tr th span:first-child { margin: 0 -1rem; }
#map thead th[scope=colgroup] { border-left: 1px solid var(--line); padding-left: 3px; }
#map th.corner, #map tbody th { position: sticky; left: 0; z-index: 1; padding: 0 .5rem; overflow: hidden;
  text-overflow: ellipsis; border-right: 1px solid var(--muted); }
#map th.corner { z-index: 3; background: var(--background); border-bottom: 1px solid var(--muted); vertical-align: bottom; }
#map tbody th code { font-size: .75rem; }
#map tr.new th, #map tr.new td { border-top: 1px solid var(--muted); }
#map td { height: 1.25rem; padding: 0; text-align: center; font-weight: 700; background: var(--fill);
  color: var(--ink); border-right: 1px solid var(--background); border-bottom: 1px solid var(--background); }
#map td.pending { border: 1px dashed var(--muted); }
#map td.verified, #map td.not-expected { font-weight: 400; }
#map td[colspan].verified, #map td[colspan].not-expected { text-align: left; }
#map td[colspan] > span:first-child { position: sticky; left: calc(var(--names) + .25rem); margin: 0 .25rem; }
#map td a { display: block; color: inherit; text-decoration: none; }
#map a:focus-visible { position: relative; z-index: 1; outline: 3px solid var(--text); outline-offset: 0; }
#map .aside { margin-left: .5rem; padding: 0 .3rem; background: var(--fill); color: var(--ink); font-weight: 700;
  text-decoration: none; }
#map tr.overall th, #map tr.overall td { border-bottom: 3px double var(--muted); }
body:has(#only:checked) #map tr.ok { display: none; }
article { margin: .75rem 0; padding: .75rem 1rem; background: var(--panel); border-left: .4rem solid var(--fill);
  overflow-wrap: anywhere; }
article:target, article:focus { outline: 2px solid var(--link); }
article ul { font-size: .9rem; }
.where { color: var(--muted); }
footer { margin-top: 3rem; color: var(--muted); border-top: 1px solid var(--line); padding-top: .75rem; }
@media (max-width: 45rem) {
  :root { --names: 7.5rem; }
  body { padding: .75rem; }
  dl { display: block; }
  .counts th, .counts td, .legend th, .legend td { padding-right: .4rem; }
  dd { margin-bottom: .4rem; }
  #map tbody th { white-space: normal; line-height: 1rem; padding: 0 .25rem; }
  #map tbody th code { display: block; }
  #map td a { line-height: 2rem; }
}
@media (forced-colors: active) {
  #map td, .mark { border: 1px solid CanvasText; }
}
@media print {
  @page { size: landscape; margin: 1cm; }
  body { max-width: none; padding: 0; font-size: 9pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .controls, #status, .skip { display: none; }
  .scroll { overflow: visible; max-height: none; border: 0; }
  #map { --names: 13rem; --cell: calc((100% - 13rem) / var(--columns)); width: 100%; font-size: 6pt; }
  #map th, #map thead { position: static; }
  article { break-inside: avoid; }
}
`;
