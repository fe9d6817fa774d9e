#pragma once

#include "goset/app/overview.hpp"
#include "goset/escape/html.hpp"
#include "goset/escape/markdown.hpp"

namespace goset::overview_output {

// html is one page with everything in it: style, script and data. It loads nothing, may run no script
// but its own, and can be read without any. Equal input gives equal bytes.
HtmlText html(const Overview& overview);
// markdown is a summary for a pull request.
MarkdownText markdown(const Overview& overview);

}  // namespace goset::overview_output
