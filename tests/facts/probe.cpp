#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "goset/error.hpp"
#include "goset/facts/canonical_constraints.hpp"
#include "goset/facts/fact_cache.hpp"
#include "goset/facts/fact_file.hpp"
#include "in_words.hpp"

// Compares, over real module zips, what the fact cache says with what a fresh scan says:
//
//   fact-probe CACHE < LIST-OF-ZIPS
//
// Each line names a zip in a directory laid out as a module proxy: .../PATH/@v/VERSION.zip below
// the directory named by the first word of the line. Facts are kept in CACHE, and read back from
// it.

namespace {

using namespace goset;
using Clock = std::chrono::steady_clock;

double microseconds(Clock::duration d) {
  return std::chrono::duration<double, std::micro>(d).count();
}

std::string read(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Totals {
  std::size_t modules = 0;
  std::size_t packages = 0;
  std::size_t different = 0;
  double find = 0;
  double words = 0;
};

void compare(const ModuleVersion& m, const std::string& bytes, FactCache& cache,
             CanonicalConstraints& constraints, const Configurations& configurations,
             Totals& totals) {
  const ZipFacts facts = module_zip::read_facts(ModuleZip(bytes, m));
  cache.store(m, facts);
  const Clock::time_point start = Clock::now();
  std::optional<ModuleScan> scan = cache.find(m);
  const Clock::time_point found = Clock::now();
  const Sha256Digest nar = scan ? scan->nar : Sha256Digest{};
  const std::string sum = scan ? scan->sum : "";
  const ModulePackages packages =
      scan ? in_words(constraints.table(std::move(*scan))) : ModulePackages{};
  totals.find += microseconds(found - start);
  totals.words += microseconds(Clock::now() - found);
  ModulePackages fresh = package_facts::of_directories(facts.packages, configurations, false);
  package_facts::note_tags(fresh, facts.packages, facts.constraints, configurations);
  const std::optional<ZipFacts> all = cache.find_all(m);
  const bool equal = scan && all && packages.packages == fresh.packages && nar == facts.nar &&
                     sum == facts.sum &&
                     fact_file::encode(m.str(), *all) == fact_file::encode(m.str(), facts);
  ++totals.modules;
  totals.packages += packages.packages.size();
  if (equal) return;
  ++totals.different;
  fmt::print("{}: differs\n", m.str());
}

}  // namespace

int main(int, char** words) {
  FactCache cache(words[1]);
  const Configurations configurations(
      {{"linux", "amd64"}, {"linux", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}}, 26);
  CanonicalConstraints constraints(configurations);
  Totals totals;
  char line[4096];
  while (std::fgets(line, sizeof line, stdin)) {
    std::string_view name(line);
    name.remove_suffix(1);
    const std::size_t space = name.find(' ');
    const std::string root(name.substr(0, space));
    const std::string_view file = name.substr(space + 1);
    const std::size_t at = file.find("/@v/");
    try {
      const ModuleVersion m{module::unescape_path(file.substr(0, at)),
                            module::unescape_version(file.substr(at + 4, file.size() - at - 8))};
      compare(m, read(root + "/" + std::string(file)), cache, constraints, configurations, totals);
    } catch (const Error& error) {
      fmt::print("{}\n", error.message());
    }
  }
  fmt::print("{} modules, {} packages, {} differ; find {:.1f} us, words {:.1f} us a module\n",
             totals.modules, totals.packages, totals.different,
             totals.find / static_cast<double>(totals.modules),
             totals.words / static_cast<double>(totals.modules));
  return totals.different == 0 ? 0 : 1;
}
