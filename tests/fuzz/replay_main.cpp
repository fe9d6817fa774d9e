// Runs inputs that were kept: replay CORPUS-DIRECTORY... with one directory or more for each target,
// named after it. `replay --list` prints the targets' names.

#include <sanitizer/common_interface_defs.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <typeinfo>
#include <vector>

#include "target.hpp"

namespace {

namespace fs = std::filesystem;
using goset::fuzz::Target;

// What runs now, for a sanitizer that ends the program.
std::string running;

void name_running() {
  std::fprintf(stderr, "the input is %s\n", running.c_str());
}

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// run returns whether an input is no finding.
bool run(const Target& target, const fs::path& file) {
  running = file.string();
  const std::string read_text = read(file);
  // A copy of just this size: one byte too far is seen.
  const std::vector<char> input(read_text.begin(), read_text.end());
  try {
    target.run({input.data(), input.size()});
    return true;
  } catch (const goset::fuzz::Finding& finding) {
    std::printf("%s: %s\n", running.c_str(), finding.message.c_str());
  } catch (const std::exception& fault) {
    std::printf("%s: threw %s: %s\n", running.c_str(), typeid(fault).name(), fault.what());
  }
  return false;
}

std::vector<fs::path> files_in(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "--list") {
    for (const Target* target : Target::all()) std::puts(target->name());
    return 0;
  }
  __sanitizer_set_death_callback(name_running);
  std::size_t passed = 0;
  std::size_t failed = 0;
  for (int i = 1; i < argc; ++i) {
    const fs::path directory(argv[i]);
    const Target* const target = Target::find(directory.filename().string());
    if (!target) {
      std::printf("%s: no target has this name\n", argv[i]);
      ++failed;
      continue;
    }
    for (const fs::path& file : files_in(directory)) ++(run(*target, file) ? passed : failed);
  }
  std::printf("fuzz: %zu passed, %zu failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}
