#pragma once

#include "goset/escape/terminal.hpp"

namespace goset::escape {

// Workflow is a line that GitHub's runners read as a command; an argument is the value of a property.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
struct Workflow {
  static void append(std::string& out, std::string_view text);
};

}  // namespace goset::escape

namespace goset {

using WorkflowText = escape::Text<escape::Workflow>;

// workflow_command writes a command that shows `message` beside a file of the pull request: `kind` is
// error, warning or notice, `file` may be empty, and `line`, from 1, is 0 if it is about all of the file.
// It ends with a newline.
WorkflowText workflow_command(std::string_view kind, std::string_view file, std::string_view title,
                              const TerminalText& message, std::size_t line = 0);

}  // namespace goset
