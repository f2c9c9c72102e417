/// How HTML reports look: light and dark, from the reader's own setting or the button in the corner.
package enum ReportStyle {
  package static let css = """
    :root {
      --page: #f6f7f9; --card: #ffffff; --ink: #1b2430; --soft: #5b6776; --line: #dfe3e8; --accent: #0b63ce; --front: #d1495b;
      --stripe: #f2f4f7; --pick: #e3eefc; --bad: #b3261e; color-scheme: light;
    }
    :root[data-theme="dark"] {
      --page: #11151b; --card: #1a2028; --ink: #e4e9ef; --soft: #98a4b3; --line: #2e3743; --accent: #6cb0ff; --front: #ff7d8b;
      --stripe: #1f2630; --pick: #22364f; --bad: #ff8a80; color-scheme: dark;
    }
    [hidden] { display: none !important; }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
    main { max-width: 1280px; margin: 0 auto; padding: 28px 24px 48px; }
    header { display: flex; align-items: flex-start; gap: 16px; margin-bottom: 20px; }
    header > div { flex: 1; }
    h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -0.01em; }
    h2 { font-size: 15px; margin: 0; font-weight: 650; }
    p { margin: 0; } .soft { color: var(--soft); }
    .chips { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 10px; }
    .chip { border: 1px solid var(--line); background: var(--card); border-radius: 999px; padding: 1px 11px; font-size: 13px; color: var(--soft); }
    .chip b { color: var(--ink); font-weight: 650; }
    section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px 18px; margin-bottom: 18px; min-width: 0; }
    .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; margin-bottom: 8px; }
    .bar h2 { margin-right: auto; }
    label { font-size: 13px; color: var(--soft); display: inline-flex; align-items: center; gap: 6px; }
    select, button { font: inherit; font-size: 13px; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: 4px 9px; }
    button { cursor: pointer; } select:focus-visible, button:focus-visible, tr:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
    #scatter { height: 480px; } #scatter + p { margin-top: 12px; } #treemap { height: 320px; }
    .two { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 18px; }
    @media (max-width: 900px) { .two { grid-template-columns: minmax(0, 1fr); } main { padding: 18px 12px; } }
    .scroll { overflow-x: auto; max-height: 640px; overflow-y: auto; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: 14px; }
    th, td { padding: 5px 12px; text-align: right; white-space: nowrap; }
    th.text, td.text { text-align: left; }
    thead th { position: sticky; top: 0; background: var(--card); box-shadow: inset 0 -1px var(--line); color: var(--soft); font-weight: 600; font-size: 13px; white-space: normal; vertical-align: bottom; }
    thead button { border: 0; background: none; padding: 4px 0; font-weight: 600; color: inherit; }
    tbody tr { cursor: pointer; } tbody tr:nth-child(even) { background: var(--stripe); }
    tbody tr:hover, tbody tr[aria-selected="true"] { background: var(--pick); }
    .dot { color: var(--front); } .failure { color: var(--bad); white-space: normal; }
    ol.path { list-style: none; margin: 0; padding: 0; max-height: 320px; overflow-y: auto; font-size: 13px; }
    ol.path li { display: grid; grid-template-columns: 34px minmax(0, 1fr) auto; gap: 8px; padding: 3px 0; border-bottom: 1px solid var(--line); }
    ol.path li:last-child { border-bottom: 0; }
    ol.path .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 12.5px; }
    ol.path .cell { color: var(--soft); }
    ol.path .step { color: var(--soft); text-align: right; }
    ul.lines { list-style: none; margin: 4px 0 10px; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 14px; font-size: 12.5px; font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
    .tall { max-height: 420px; } #lines tbody tr { cursor: default; } #lines td.text { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 12.5px; }
    footer { color: var(--soft); font-size: 13px; }
    """
}
