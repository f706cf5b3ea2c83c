/** The looks of a picture that stands alone, in a document or a browser. Without `>`, which markup would escape. */
export const standaloneStyle = `
.machine { --ink: #1c2330; --soft: #667085; --line: #98a2b3; --main: #2456d6; --fill: #fff; --main-fill: #eef3ff; --paper: #fbfcfe }
@media (prefers-color-scheme: dark) {
  .machine { --ink: #e8ebf2; --soft: #98a2b3; --line: #667085; --main: #7aa2ff; --fill: #1a1f2b; --main-fill: #1b2744; --paper: #10141c }
}
.machine text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: var(--soft) }
.machine text.name { font: 600 15px system-ui, "Segoe UI", Roboto, sans-serif; fill: var(--ink) }
.paper, .label rect { fill: var(--paper) }
.box { fill: var(--fill); stroke: var(--line) }
.compound .box { fill: none; stroke-dasharray: 5 4 }
.state.main .box { fill: var(--main-fill); stroke: var(--main); stroke-width: 1.5 }
.inner { fill: none; stroke: var(--line) }
.state.main .inner { stroke: var(--main) }
.way, .beginning path { fill: none; stroke: var(--line); stroke-width: 1.25 }
.line.main .way { stroke: var(--main); stroke-width: 2.5 }
.reach, .pulse { display: none }
.label.main text, .invoke { fill: var(--ink) }
.guard { fill-opacity: 0.8 }
.beginning circle { fill: var(--ink) }
.clock-face, .clock-left, .clock-hands { fill: none; stroke: var(--soft) }
#arrow path { fill: var(--line) }
#arrow-main path { fill: var(--main) }
`
