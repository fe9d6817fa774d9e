#!/usr/bin/env python3
"""Writes docs/terminal.svg: commands of docs/tutorial.md and what they print, as a terminal shows them.

    docs/record.py > docs/terminal.svg

What is in the picture is in the tutorial, whose commands a test runs; another test runs this.
"""

import html
import pathlib
import re

# The commands, and how many lines of each are shown at most.
SHOWN = [
    ("goset init", 1),
    ("goset add github.com/junegunn/fzf@v0.65.1", 9),
    ("goset add filippo.io/age@v1.2.1 github.com/mikefarah/yq/v4@v4.44.3", 5),
    ("goset update --leaf fzf@v0.65.2", 4),
    ("goset why golang.org/x/crypto", 5),
    ("goset check", 1),
    ("goset audit fzf age", 7),
]
LINE, COLUMN, MARGIN = 18, 8.4, 16
STYLE = """
    text { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #d8dee6; white-space: pre; }
    .prompt { fill: #7fb4ff; } .new { fill: #8fd694; } .gone, .bad { fill: #f0938b; } .faint { fill: #8b97a5; }
    g { opacity: 0; animation: show 0.1s forwards; }
    @keyframes show { to { opacity: 1; } }
    @media (prefers-reduced-motion: reduce) { g { opacity: 1; animation: none; } }
"""


def printed(page):
    """The lines that each command of a page prints, by command; the first time counts."""
    found, command = {}, None
    for line in page.splitlines():
        if line.startswith("    $ "):
            command = line[6:].partition("    #")[0]
            if command in found:
                command = None
            else:
                found[command] = []
        elif line.startswith("    ") and command:
            found[command].append(line[4:])
        elif line:
            command = None
        elif command:
            found[command].append("")
    return found


def kind(line):
    if line.startswith("  + "):
        return "new"
    if line.startswith("  - "):
        return "gone"
    if re.match(r"verified |wrote |rebuilds |\.\.\.", line):
        return "faint"
    return "bad" if re.match(r"\d+ vulnerabilit", line) else ""


def main():
    outputs = printed((pathlib.Path(__file__).parent / "tutorial.md").read_text())
    groups, at, seconds = [], MARGIN + LINE, 0.3
    for command, most in SHOWN:
        lines = [line for line in outputs[command] if line != "..."]
        texts = [f'<text x="{MARGIN}" y="{at}"><tspan class="prompt">$</tspan> {html.escape(command)}</text>']
        for line in lines[:most]:
            at += LINE
            assert len(line) <= 80, line
            name = f' class="{kind(line)}"' if kind(line) else ""
            if line:
                texts.append(f'<text x="{MARGIN}" y="{at}"{name}>{html.escape(line)}</text>')
        at += LINE + 6
        groups.append(f'  <g style="animation-delay: {seconds:.1f}s">\n    ' + "\n    ".join(texts) + "\n  </g>")
        seconds += 1.6
    width, height = round(80 * COLUMN + 2 * MARGIN), at
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"')
    print('  aria-label="A terminal: a set is made, updated, explained, checked and audited">')
    print(f"  <style>{STYLE}  </style>")
    print(f'  <rect width="{width}" height="{height}" rx="8" fill="#1c2128"/>')
    print("\n".join(groups))
    print("</svg>")


main()
