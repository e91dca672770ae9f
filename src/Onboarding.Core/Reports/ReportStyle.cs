namespace Onboarding.Reports;

/// <summary>How a report looks: light or dark as the reader's screen is, always light on paper, from 320 px on.</summary>
internal static class ReportStyle
{
    public static Markup Element => $$"""
        <style>
        :root {
          color-scheme: light dark;
          --page: #f4f6f8; --panel: #ffffff; --ink: #15202b; --quiet: #52606d; --rule: #d5dce3;
          --link: #0b5c6b; --in: #0e7c8c; --rows: #42525f; --out: #7b8894; --no: #a03a72; --left: #e3e9ee;
          --warn: #7a4b00; --warn-panel: #fff5e0; --warn-rule: #d99a1c; --refuse: #a3202c;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --page: #0e1318; --panel: #171e25; --ink: #e7ecf1; --quiet: #a5b2be; --rule: #313d48;
            --link: #6fd0dc; --in: #45b3c2; --rows: #b4c0cb; --out: #7f8d99; --no: #de86b4; --left: #28323b;
            --warn: #f2c46d; --warn-panel: #2a2212; --warn-rule: #a97a1e; --refuse: #ff9aa2;
          }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0 auto; max-width: 60rem; padding: clamp(1rem, 4vw, 3rem) clamp(.75rem, 4vw, 2.5rem); background: var(--page); color: var(--ink); font: 1rem/1.55 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, system-ui, sans-serif; overflow-wrap: break-word; }
        h1 { margin: .35em 0 .5em; font-size: clamp(1.45rem, 1.05rem + 2vw, 2.25rem); line-height: 1.22; letter-spacing: -.012em; text-wrap: balance; }
        h2 { margin: 0 0 .75rem; font-size: 1.2rem; line-height: 1.3; }
        h3 { margin: 1.5rem 0 .25rem; font-size: 1rem; }
        p, ul, ol, dl { margin: 0 0 .75rem; }
        a { color: var(--link); }
        code { font: .88em ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
        header { padding: 0 .25rem; }
        .kicker { margin: 0; color: var(--quiet); font-size: .9rem; }
        .status { max-width: 46rem; font-size: 1.05rem; }
        section { margin: 1rem 0 0; padding: clamp(1rem, 3vw, 1.75rem); background: var(--panel); border: 1px solid var(--rule); border-radius: .75rem; }
        section > :last-child { margin-bottom: 0; }
        footer { margin-top: 1.5rem; padding: 0 .25rem; color: var(--quiet); font-size: .9rem; }

        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.25rem, 1fr)); gap: .75rem; margin: 1.25rem 0 0; }
        .tiles div { padding: .9rem 1rem; background: var(--panel); border: 1px solid var(--rule); border-radius: .75rem; }
        .tiles dt { color: var(--quiet); font-size: .9rem; }
        .tiles dd { margin: 0; color: var(--quiet); font-size: .9rem; }
        .tiles .figure { color: var(--ink); font-size: 1.3rem; font-weight: 650; line-height: 1.35; overflow-wrap: normal; font-variant-numeric: tabular-nums; }

        #attention { border-left: .35rem solid var(--warn-rule); background: var(--warn-panel); }
        #attention ol { padding-left: 1.25rem; }
        #attention li + li { margin-top: .5rem; }
        #attention strong { color: var(--warn); }

        .chart { display: block; margin: 0 0 1.25rem; overflow: visible; font-size: .95rem; }
        .chart text { fill: var(--ink); }
        .chart .count { font-weight: 650; font-variant-numeric: tabular-nums; }
        .chart .share { fill: var(--quiet); }
        .chart .rows { fill: var(--rows); stroke: var(--rows); }
        .chart .out { fill: var(--out); stroke: var(--out); }
        .chart .no { fill: var(--no); stroke: var(--no); }
        .chart .in { fill: var(--in); stroke: var(--in); }
        .chart .left { fill: var(--left); }
        .chart .before { stroke: var(--ink); stroke-width: 2; }

        .wide { overflow-x: auto; }
        table { width: 100%; border-collapse: collapse; font-size: .95rem; }
        caption { padding-bottom: .35rem; color: var(--quiet); font-size: .9rem; text-align: left; }
        th, td { padding: .45rem .5rem .45rem 0; border-top: 1px solid var(--rule); text-align: left; vertical-align: top; font-weight: inherit; }
        th:last-child, td:last-child { padding-right: 0; }
        thead th { border-top: 0; color: var(--quiet); font-size: .9rem; vertical-align: bottom; }
        .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        thead .number { white-space: normal; }
        .total th, .total td, .group th { font-weight: 650; }
        .group th { padding-top: 1rem; }
        .part > :first-child { padding-left: 1rem; }
        .part > *, .note > *, .where { color: var(--quiet); }
        .note td { padding-top: 0; border-top: 0; }
        .where { display: block; font-size: .9em; }

        .facts { margin: 0; }
        .facts > div { display: grid; grid-template-columns: minmax(7rem, 11rem) 1fr; gap: .25rem 1.25rem; padding: .5rem 0; border-top: 1px solid var(--rule); }
        .facts > div:first-child { border-top: 0; padding-top: 0; }
        .facts dt { color: var(--quiet); }
        .facts dd { margin: 0; min-width: 0; }
        .facts ul { margin: 0; padding-left: 1.1rem; }
        .findings { padding: 0; list-style: none; }
        .findings li { padding: .75rem 0 .75rem 1rem; border-left: .3rem solid var(--warn-rule); }
        .findings li + li { margin-top: .75rem; }
        .findings p { margin: 0; }
        .findings .level { color: var(--warn); font-weight: 650; }
        .findings .refusal { border-color: var(--refuse); }
        .findings .refusal .level { color: var(--refuse); }

        summary { color: var(--link); cursor: pointer; }
        details .where { display: inline; }
        details ul { margin: .75rem 0 0; padding-left: 1.1rem; }

        @media (max-width: 30rem) {
          .facts > div { grid-template-columns: 1fr; }
          .part > :first-child { padding-left: .5rem; }
        }
        @media print {
          @page { size: A4; margin: 15mm 16mm; }
          :root { --page: #ffffff; }
          html { font-size: 9.5pt; }
          body { max-width: none; padding: 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          section { margin-top: 5mm; padding: 4mm 5mm; border-radius: 0; -webkit-box-decoration-break: clone; box-decoration-break: clone; }
          h2, h3, caption, thead { break-after: avoid; }
          .note { break-before: avoid; }
          tr, li, .chart, .tiles, .facts > div { break-inside: avoid; }
          .wide { overflow: visible; }
          #attention a { display: none; }
        }
        </style>

        """;
}
