#pragma once

#include <string>
#include <vector>

#include "goset/app/check.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/terminal.hpp"
#include "goset/escape/workflow.hpp"
#include "goset/report/paint.hpp"

namespace goset::check_output {

// text puts results with the same remedy together.
TerminalText text(const std::vector<CheckResult>& results, const Paint& paint);

// json is described in docs/output.md.
JsonText json(const std::vector<CheckResult>& results);

// github gives workflow commands, which show up beside the files of a pull request:
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
WorkflowText github(const std::vector<CheckResult>& results);

}  // namespace goset::check_output
