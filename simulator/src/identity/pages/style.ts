/** The one style sheet of the pages: light and dark, from phone width up. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #eef1f6; --card: #fff; --ink: #1b1f27; --quiet: #5a6372; --line: #d5dae3;
  --accent: #0b5cad; --on-accent: #fff; --hover: #f2f6fc; --alert: #a3151a; --alert-ground: #fdeeee }
@media (prefers-color-scheme: dark) { :root { --ground: #14171c; --card: #1e232b; --ink: #eceff4; --quiet: #a5aebc;
  --line: #394150; --accent: #7db8f7; --on-accent: #0c1a2a; --hover: #28303b; --alert: #ffb3b3; --alert-ground: #3d2022 } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; align-items: center; justify-content: center;
  gap: 12px; padding: 16px; background: var(--ground); color: var(--ink);
  font: 16px/1.45 "Segoe UI", system-ui, -apple-system, Roboto, sans-serif }
.mark { width: 100%; max-width: 480px; margin: 0; color: var(--quiet); font-size: 14px; display: flex; gap: 8px; align-items: center }
.mark span { width: 12px; height: 12px; border-radius: 3px; background: var(--accent); flex: none }
main { width: 100%; max-width: 480px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 28px 24px }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 8px; font-weight: 600 }
h2 { font-size: 14px; margin: 20px 0 8px; color: var(--quiet); font-weight: 600 }
p { margin: 0 0 12px } .quiet { color: var(--quiet); font-size: 14px } .small { font-size: 13px; overflow-wrap: anywhere }
[role=alert] { background: var(--alert-ground); color: var(--alert); border-radius: 8px; padding: 10px 12px; overflow-wrap: anywhere }
form { margin: 0 } label { display: block; margin: 12px 0 4px; font-size: 14px }
input { width: 100%; font: inherit; padding: 10px 12px; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 8px }
button, .button { font: inherit; cursor: pointer; padding: 10px 16px; min-height: 44px; border-radius: 8px; border: 1px solid var(--line);
  background: transparent; color: inherit; text-decoration: none; display: inline-block }
button:hover, .button:hover { background: var(--hover) }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent) } .primary:hover { background: var(--accent); filter: brightness(1.08) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.accounts { list-style: none; margin: 0; padding: 0; display: grid; gap: 6px } .accounts button { width: 100%; text-align: left; overflow-wrap: anywhere }
.upn { display: block; color: var(--quiet); font-size: 14px } .dash { position: absolute; clip-path: inset(50%); width: 1px; overflow: hidden }
form + .small, .actions + .small { margin-top: 16px }
.actions { display: flex; flex-wrap: wrap; gap: 10px; margin-top: 20px } a { color: var(--accent) }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 14px; margin: 0 0 12px; font-size: 15px } dt { color: var(--quiet) } dd { margin: 0; overflow-wrap: anywhere }
.permissions { margin: 0; padding: 0; list-style: none } .permissions li { padding: 10px 0; border-top: 1px solid var(--line) }
.permissions strong { font-weight: 600; display: block } code { font-size: 13px; overflow-wrap: anywhere }
`
