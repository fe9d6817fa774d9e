#pragma once

#include "goset/app/audit.hpp"
#include "goset/escape/json.hpp"
#include "goset/escape/markdown.hpp"
#include "goset/escape/workflow.hpp"
#include "goset/report/paint.hpp"
#include "goset/store/lock_places.hpp"

namespace goset::audit_output {

// text shows what a person should mend first, by module, in lines of at most 80 columns but for
// names that are longer. What has less exposure follows in short.
TerminalText text(const Audit& audit, const Paint& paint);
JsonText json(const Audit& audit);
MarkdownText markdown(const Audit& audit);  // for a pull request
WorkflowText github(const Audit& audit);    // annotations
// sarif is SARIF 2.1.0, as code scanning takes it; findings point to the records of their modules.
JsonText sarif(const Audit& audit, const LockPlaces& places);
// openvex is OpenVEX 0.2.0: which programs an entry affects, and which not.
JsonText openvex(const Audit& audit);

}  // namespace goset::audit_output
