#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "goset/app/audit.hpp"

// What the forms of an audit call things.
namespace goset::audit_words {

// module is what a finding is in: "golang.org/x/net v0.20.0", "standard library go1.26.3".
std::string module(const audit::Finding& finding);
// version writes a version of that module.
std::string version(const audit::Finding& finding, const std::string& version);
// exposure is "built", "not built" or "module only".
std::string_view exposure(audit::Exposure exposure);
// page is the address of an entry's page behind `https://`, fit for a link; empty if it has none.
std::string page(const audit::Vulnerability& entry);
// custom_fixes lists the versions that have a fix in a count of their own.
std::vector<std::string> custom_fixes(const audit::Finding& finding);
// vulnerabilities writes "1 vulnerability" or "3 vulnerabilities".
std::string vulnerabilities(std::size_t n);

}  // namespace goset::audit_words
