#include "goset/app/describe_cause.hpp"

#include "goset/set/change.hpp"

namespace goset {

std::string describe(const resolve::Cause& cause) {
  switch (cause.kind) {
    case resolve::Cause::Kind::module:
      return "required by " + cause.module.str();
    case resolve::Cause::Kind::leaf:
      return "selected by leaf " + cause.leaf;
    case resolve::Cause::Kind::pin:
    case resolve::Cause::Kind::set:
      break;
  }
  return pin_cause;
}

}  // namespace goset
