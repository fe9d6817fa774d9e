#include <fmt/format.h>

#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "goset/error.hpp"
#include "goset/facts/package_facts.hpp"
#include "goset/fetch/module_zip.hpp"
#include "goset/go/mod_file.hpp"
#include "goset/os/whole_file.hpp"

// What goset knows of the packages of a directory, printed for comparison with `go list`:
//
//   scan-probe DIRECTORY TAGS
//
// TAGS are words with commas between them. Lines, for linux, darwin and windows on amd64 and arm64:
//
//   OS/ARCH/CGO compiled DIR          DIR has a file to compile there (CGO: 0 or 1)
//   OS/ARCH/CGO import DIR PATH       its files import PATH
//   OS/ARCH/CGO test-import DIR PATH  they or its tests do
//   OS/ARCH/CGO fault DIR FILE        FILE counts there, and can't be read
//   matched DIR                       ./... names it

namespace {

using namespace goset;
namespace fs = std::filesystem;

constexpr int go_minor = 26;

void print(const std::string& configuration, const std::string& directory, ConfigMask bit,
           const std::vector<GoFile>& files, const Configurations& configurations,
           const std::set<std::string>& tags) {
  const PackageFacts facts = package_facts::of_files(files, configurations, false);
  if ((configurations.mask(facts.when, tags) & bit) != 0) {
    fmt::print("{} compiled {}\n", configuration, directory);
  }
  for (const Import& import : facts.imports) {
    if ((configurations.mask(import.when, tags) & bit) == 0) continue;
    fmt::print("{} import {} {}\n", configuration, directory, import.path.str());
  }
  for (const Import& import : package_facts::of_files(files, configurations, true).imports) {
    if ((configurations.mask(import.when, tags) & bit) == 0) continue;
    fmt::print("{} test-import {} {}\n", configuration, directory, import.path.str());
  }
  for (const GoFile& file : files) {
    if (!file.fault || (configurations.mask(file.constraint, tags) & bit) == 0) continue;
    fmt::print("{} fault {} {}\n", configuration, directory, file.name);
  }
}

std::set<std::string> words(const std::string& text) {
  std::set<std::string> result;
  std::string word;
  for (const char c : text + ",") {
    if (c != ',') {
      word += c;
    } else if (!word.empty()) {
      result.insert(std::exchange(word, ""));
    }
  }
  return result;
}

void run(const fs::path& directory, const std::set<std::string>& tags) {
  std::vector<Platform> platforms;
  for (const char* os : {"darwin", "linux", "windows"}) {
    for (const char* arch : {"amd64", "arm64"}) platforms.push_back({os, arch});
  }
  const Configurations configurations(platforms, go_minor);
  const ZipFacts tree = module_zip::read_tree(directory);
  const ModFile mod = mod_file::parse("go.mod", tree.go_mod);
  for (const auto& [name, files] : tree.packages) {
    if (package_facts::matches(name, {"./..."}, mod.ignore)) fmt::print("matched {}\n", name);
    for (const Platform& platform : configurations.platforms()) {
      for (const bool cgo : {false, true}) {
        print(fmt::format("{}/{}", platform.str(), cgo ? 1 : 0), name,
              configurations.bit(platform, cgo), files, configurations, tags);
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: scan-probe DIRECTORY TAGS\n", stderr);
    return 2;
  }
  try {
    run(argv[1], words(argv[2]));
    return 0;
  } catch (const goset::Error& error) {
    fmt::print(stderr, "error: {}\n", error.message());
    return 1;
  }
}
