#pragma once

#include <string>
#include <string_view>

namespace goset::case_fold {

// fold maps names that differ in letter case only to one name: for valid UTF-8, fold(a) == fold(b)
// iff Unicode's simple case folding (status C and S of CaseFolding.txt) makes a and b equal. It
// depends on no locale. The result is for comparison, not for display.
std::string fold(std::string_view name);

}  // namespace goset::case_fold
