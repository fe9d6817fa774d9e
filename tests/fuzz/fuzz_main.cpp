// The program that libFuzzer drives, built with Clang: GOSET_FUZZ names the target.

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "target.hpp"

namespace {

const goset::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* const name = std::getenv("GOSET_FUZZ");
  if (name) chosen = goset::fuzz::Target::find(name);
  if (chosen) return 0;
  std::fprintf(stderr, "GOSET_FUZZ must be one of:\n");
  for (const goset::fuzz::Target* target : goset::fuzz::Target::all()) {
    std::fprintf(stderr, "%s\n", target->name());
  }
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    chosen->run({reinterpret_cast<const char*>(data), size});
  } catch (const goset::fuzz::Finding& finding) {
    std::fprintf(stderr, "%s: %s\n", chosen->name(), finding.message.c_str());
    std::abort();
  }
  return 0;
}
