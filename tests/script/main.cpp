#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "support/script.hpp"

// test-script GOSET MODULES CASES [-update] [NAME...]: runs the cases of a directory, or those
// whose names hold one of the words. With -update, or GOSET_UPDATE_GOLDEN in the environment,
// goldens that differ are rewritten; such a case counts as skipped, not as passed.

namespace {

namespace fs = std::filesystem;

constexpr int meson_skip = 77;

struct Arguments {
  fs::path goset;
  fs::path modules;
  fs::path cases;
  bool update = std::getenv("GOSET_UPDATE_GOLDEN") != nullptr;
  std::vector<std::string> names;
};

std::vector<fs::path> chosen(const Arguments& arguments) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(arguments.cases)) {
    const std::string name = entry.path().filename().string();
    const auto holds = [&](const std::string& word) { return name.find(word) != name.npos; };
    const std::vector<std::string>& names = arguments.names;
    if (entry.path().extension() != ".txt") continue;
    if (!names.empty() && std::none_of(names.begin(), names.end(), holds)) continue;
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

int run(const Arguments& arguments) {
  const ModuleTree modules(arguments.modules);
  const Script::Setup setup{arguments.goset, modules, arguments.update};
  int passed = 0;
  int failed = 0;
  int rewritten = 0;
  int skipped = 0;  // for want of a program
  for (const fs::path& file : chosen(arguments)) {
    try {
      if (Script(setup, file).run()) {
        ++rewritten;
        fmt::print("skipped: {}: golden rewritten\n", file.filename().string());
      } else {
        ++passed;
      }
    } catch (const Script::Skipped& reason) {
      ++skipped;
      fmt::print("skipped: {}\n", reason.what());
    } catch (const std::exception& error) {
      ++failed;
      fmt::print("failed: {}\n", error.what());
    }
  }
  fmt::print("script: {} passed, {} failed", passed, failed);
  if (skipped + rewritten > 0) fmt::print(", {} skipped", skipped + rewritten);
  fmt::print("\n");
  if (failed > 0 || passed + skipped + rewritten == 0) return 1;
  return rewritten > 0 ? meson_skip : 0;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) == "-update") {
      arguments.update = true;
    } else {
      words.emplace_back(argv[i]);
    }
  }
  if (words.size() < 3) {
    fmt::print(stderr, "usage: test-script GOSET MODULES CASES [-update] [NAME...]\n");
    return 2;
  }
  arguments.goset = fs::absolute(words[0]);
  arguments.modules = words[1];
  arguments.cases = words[2];
  arguments.names.assign(words.begin() + 3, words.end());
  return run(arguments);
}
