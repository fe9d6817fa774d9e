#include "goset/app/find_programs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <list>

#include "goset/fetch/find_version.hpp"
#include "goset/fetch/version_lookups.hpp"
#include "goset/go/semver.hpp"

// Most programs are named by the path of their module, so that is looked up first, of all programs at
// once. Where there is no such module, all that could be it are looked up at once: the paths above, and
// for a version of a major version from 2 on the same paths with that behind them.
// Source of the rule: cmd/go/internal/modload, queryPrefixModules.

namespace goset {

namespace {

// Candidate is a module that may have a program.
struct Candidate {
  std::string path;
  FoundProgram found = {};
  bool is_unknown = false;  // there is no such module
};

std::string query_of(const ProgramName& program) {
  return program.query.empty() ? "latest" : program.query;
}

// notices_of says whether the author took a version back, or deprecates the module.
std::vector<Notice> notices_of(VersionQuery& query, const ModuleVersion& m) {
  std::vector<Notice> notices;
  if (const std::optional<std::string> why = query.retracted(m.version)) {
    notices.push_back({fmt::format("{} is retracted by its author", m.str()), *why});
  }
  if (const std::optional<std::string> instead = query.deprecated()) {
    notices.push_back({fmt::format("{} is deprecated", m.path), *instead});
  }
  return notices;
}

void look_up(Candidate& candidate, VersionQuery& module, const std::string& query) {
  try {
    const std::string version = find_version(module, query);
    candidate.found.notices = notices_of(module, {candidate.path, version});
    candidate.found.module = {candidate.path, version};
  } catch (const SecurityError&) {
    throw;
  } catch (const UnknownModuleError& error) {
    candidate.is_unknown = true;
    candidate.found.fault = error;
  } catch (const Error& error) {
    candidate.found.fault = error;
  }
}

// Forges whose modules have at least an owner and a name: nothing is asked of shorter paths.
bool is_above_repositories(std::string_view path) {
  const auto slashes = std::count(path.begin(), path.end(), '/');
  return slashes < 2 && (path.starts_with("github.com") || path.starts_with("gitlab.com") ||
                         path.starts_with("bitbucket.org") || path.starts_with("codeberg.org"));
}

// major_of returns "/v4" of a query that is a version of a major version from 2 on; else nothing.
std::string major_of(const std::string& query) {
  const std::string version = semver::is_valid(query) ? query : "v" + query;
  if (!semver::is_valid(version)) return "";
  const std::string major(semver::major(version));
  return major == "v0" || major == "v1" ? "" : "/" + major;
}

// candidates_of returns the modules that may have a program, the first the best.
std::list<Candidate> candidates_of(const ProgramName& program) {
  std::list<Candidate> result;
  const std::string major = major_of(program.query);
  for (std::string path = program.path; !is_above_repositories(path);) {
    const auto split = module::split_path_version(path);
    const bool has_major = !split || !split->major.empty();
    if (!major.empty() && !has_major && module::is_valid_path(path + major)) {
      result.push_back({path + major});
    }
    if (path != program.path && module::is_valid_path(path)) result.push_back({path});
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) break;
    path.resize(slash);
  }
  return result;
}

// Search is the second lookup, of a program whose path is not a module's.
struct Search {
  const ProgramName& program;
  FoundProgram& outcome;
  std::list<Candidate> candidates;

  // finish takes the best module. A path that could not be looked up may be a better one than those
  // above it: then its fault is the outcome.
  void finish() {
    for (Candidate& candidate : candidates) {
      if (candidate.is_unknown) continue;
      outcome = std::move(candidate.found);
      note_place(candidate.path);
      return;
    }
  }

 private:
  void note_place(const std::string& path) {
    if (outcome.fault) return;
    if (program.path.starts_with(path + "/")) {
      outcome.directory = program.path.substr(path.size() + 1);
      return;
    }
    const std::string above(module::split_path_version(path)->prefix);
    if (program.path != above) outcome.directory = program.path.substr(above.size() + 1);
    outcome.notices.insert(outcome.notices.begin(),
                           {fmt::format("{} is in module {}", outcome.module.version, path), ""});
  }
};

using Progress = std::function<void(std::size_t, std::size_t)>;

std::list<Candidate> look_up_named(const std::vector<ProgramName>& programs, Goproxy& proxy,
                                   const Progress& progress) {
  std::list<Candidate> named;
  VersionLookups lookups(proxy);
  for (const ProgramName& program : programs) {
    Candidate& candidate = named.emplace_back(Candidate{program.path});
    lookups.add(program.path,
                [&](VersionQuery& module) { look_up(candidate, module, query_of(program)); });
  }
  lookups.run(progress);
  return named;
}

// modules_to_try returns where a program may be that is not in the module of its path.
std::list<Candidate> modules_to_try(const ProgramName& program, const Candidate& named) {
  if (!named.found.fault) return {};
  std::list<Candidate> result = candidates_of(program);
  if (named.is_unknown || result.empty()) return result;
  // The module is there, only not that version of it.
  if (!result.front().path.starts_with(named.path + "/")) return {};
  result.resize(1);
  return result;
}

}  // namespace

std::vector<FoundProgram> find_programs(const std::vector<ProgramName>& programs, Goproxy& proxy,
                                        const Progress& progress) {
  std::list<Candidate> named = look_up_named(programs, proxy, progress);
  std::list<Search> searches;
  VersionLookups lookups(proxy);
  auto program = programs.begin();
  for (Candidate& candidate : named) {
    Search& search = searches.emplace_back(
        Search{*program, candidate.found, modules_to_try(*program, candidate)});
    for (Candidate& one : search.candidates) {
      lookups.add(one.path, [&one, query = query_of(*program)](VersionQuery& module) {
        look_up(one, module, query);
      });
    }
    ++program;
  }
  lookups.run(progress);
  for (Search& search : searches) search.finish();
  std::vector<FoundProgram> result;
  for (Candidate& candidate : named) result.push_back(std::move(candidate.found));
  return result;
}

}  // namespace goset
