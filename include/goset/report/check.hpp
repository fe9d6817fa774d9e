#pragma once

#include <string>
#include <vector>

#include "goset/app/check.hpp"
#include "goset/error.hpp"
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
// The same of an error for which nothing could be checked: beside the line that it names, if it does.
WorkflowText github(const Error& error);

}  // namespace goset::check_output
