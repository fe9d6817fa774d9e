#pragma once

#include "goset/app/audit_fix.hpp"
#include "goset/escape/markdown.hpp"
#include "goset/report/paint.hpp"

// What floors do for an audit; what they change in the set is a report of its own (change.hpp).
namespace goset::audit_fix_output {

TerminalText text(const AuditFix& fix, const Paint& paint);
MarkdownText markdown(const AuditFix& fix);

}  // namespace goset::audit_fix_output
