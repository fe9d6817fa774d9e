#include "cacheprog/failure.hpp"
#include "stage/diagnosis.hpp"
#include "stage/file_references.hpp"
#include "stage/stage.hpp"
#include "support/temp_dir.hpp"
#include "target.hpp"

// What a build reads besides: the lines of a leaf's lock, references of source files, and what the go
// command says when it fails.

namespace goset::fuzz {

namespace {

const Target locks("leaf_lock", [](std::string_view input) {
  static const TempDir scratch;
  try {
    const build::LeafLock lock = build::read_leaf_lock(scratch.write("lock", input));
    expect(!lock.modules.empty() && lock.modules[0].is_main(), "a main module comes first");
    for (const build::LeafModule& module : lock.modules) {
      expect(!module.directory.empty(), "a module has a directory");
    }
  } catch (const build::Failure&) {
  }
});

const Target references("file_references", [](std::string_view input) {
  const build::FileReferences found = build::references_of(input);
  for (const std::string& pattern : found.embedded) {
    expect(!pattern.empty(), "an embedded pattern is a text");
  }
});

const Target diagnoses("diagnosis", [](std::string_view input) {
  const build::Diagnosis diagnosis = build::diagnose(std::string(input));
  const std::string text =
      build::explain(diagnosis, build::ModuleBuild{"example.com/m", "v1.0.0", false});
  expect(diagnosis.cause != build::Diagnosis::Cause::unknown || text.empty(),
         "an unknown cause is not explained");
});

}  // namespace

}  // namespace goset::fuzz
