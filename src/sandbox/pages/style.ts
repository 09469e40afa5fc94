import { raw } from 'hono/html';

/** The style of the sandbox's pages, light and dark. */
export const css = raw(`
:root { color-scheme: light dark; --line: #d5dbe3; --soft: #5c6875; --paper: #fff; --desk: #eef1f5;
  --ink: #17202b; --accent: #0b6e4f; --tint: #e5f3ee; }
@media (prefers-color-scheme: dark) { :root { --line: #38424e; --soft: #9aa7b5; --paper: #1b222b;
  --desk: #11161c; --ink: #e8edf2; --accent: #4cc495; --tint: #1d342d; } }
* { box-sizing: border-box; margin: 0; }
body { min-height: 100vh; padding: 24px; display: flex; flex-direction: column; align-items: center;
  justify-content: center; gap: 18px; background: var(--desk); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Ubuntu, Cantarell, sans-serif; }
header { display: flex; align-items: center; gap: 10px; font-weight: 600; }
.mark { width: 20px; height: 20px; border: 5px solid var(--accent); border-radius: 50%;
  border-right-color: transparent; transform: rotate(45deg); }
main { width: 100%; max-width: 470px; padding: 28px 30px; background: var(--paper);
  border: 1px solid var(--line); border-radius: 12px; box-shadow: 0 8px 28px rgb(15 30 45 / 9%); }
h1 { margin: 2px 0 18px; font-size: 21px; line-height: 1.3; font-weight: 650; }
h2, legend { padding: 0; margin-bottom: 8px; font-size: 13px; font-weight: 600; color: var(--soft); }
.company, footer, .note { color: var(--soft); font-size: 13px; }
footer { max-width: 470px; text-align: center; }
fieldset { padding: 0; margin-bottom: 20px; border: 0; }
label { display: flex; align-items: center; gap: 12px; padding: 8px 12px; border: 1px solid var(--line);
  cursor: pointer; }
label:first-of-type { border-radius: 8px 8px 0 0; }
label:last-of-type { border-radius: 0 0 8px 8px; }
label + label { border-top: 0; }
label:has(:checked) { background: var(--tint); }
input { accent-color: var(--accent); }
.face { width: 34px; height: 34px; border-radius: 50%; display: grid; place-items: center;
  background: var(--accent); color: var(--paper); font-size: 13px; font-weight: 600; }
.who { display: flex; flex-direction: column; line-height: 1.35; font-size: 13px; color: var(--soft); }
.who b { font-size: 15px; font-weight: 600; color: var(--ink); }
ul { margin-bottom: 22px; padding: 0; list-style: none; }
li { padding: 3px 0 3px 24px; position: relative; }
li::before { content: ''; position: absolute; left: 4px; top: 9px; width: 5px; height: 9px;
  border: solid var(--accent); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.decision { display: grid; grid-template-columns: 1fr 2fr; gap: 10px; margin-bottom: 14px; }
button { padding: 9px 14px; border: 1px solid var(--line); border-radius: 8px; background: none;
  color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
.allow { background: var(--accent); border-color: var(--accent); color: var(--paper); }
button:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.note { text-align: center; }
`);
