#include "table.hpp"

namespace goset::licenses {

namespace {

constexpr Pattern table[] = {
#include "table.inc"
};

}  // namespace

std::span<const Pattern> patterns() {
  return table;
}

}  // namespace goset::licenses
