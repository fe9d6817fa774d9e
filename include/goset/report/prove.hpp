#pragma once

#include <string>

#include "goset/app/prove.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/markdown.hpp"
#include "goset/escape/terminal.hpp"
#include "goset/escape/workflow.hpp"
#include "goset/report/paint.hpp"

namespace goset::prove_output {

// text lists the leaves that do not build, then each package at fault with its first errors.
TerminalText text(const Proof& proof, const Paint& paint);

// summary is a line: how many leaves build, and what it took.
TerminalText summary(const Proof& proof);

// json and github are described in docs/output.md; markdown is for a pull request.
JsonText json(const Proof& proof);
MarkdownText markdown(const Proof& proof);
WorkflowText github(const Proof& proof);

}  // namespace goset::prove_output
