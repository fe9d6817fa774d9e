#include "failure.hpp"

#include <cerrno>
#include <system_error>

namespace goset::build {

void fail_with_errno(const std::string& what) {
  throw Failure(what + ": " + std::generic_category().message(errno));
}

}  // namespace goset::build
