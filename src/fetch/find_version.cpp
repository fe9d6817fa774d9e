#include "goset/fetch/find_version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

#include "goset/go/semver.hpp"

namespace goset {

namespace {

bool has_tags(VersionQuery& module) {
  try {
    return !module.versions().empty();
  } catch (const NotFoundError&) {
    return false;
  }
}

bool is_tag(VersionQuery& module, const std::string& version) {
  const std::vector<std::string>& all = module.versions();
  return std::find(all.begin(), all.end(), version) != all.end();
}

// with_v puts the "v" that is missing in front of a version, if there is such a one: "1234567" may
// as well be a commit.
std::string with_v(VersionQuery& module, const std::string& query) {
  const std::string version = "v" + query;
  const bool looks_like_it = !query.empty() &&
                             std::isdigit(static_cast<unsigned char>(query.front())) != 0 &&
                             semver::is_valid(version);
  if (!looks_like_it || !has_tags(module)) return query;
  const std::string line = version + ".";
  const std::vector<std::string>& all = module.versions();
  const bool exists = std::any_of(all.begin(), all.end(), [&](const std::string& one) {
    return one == version || one.starts_with(line);
  });
  return exists ? version : query;
}

// nearest_to returns up to two tags on each side of a version.
std::vector<std::string> nearest_to(VersionQuery& module, const std::string& version) {
  const std::vector<std::string>& all = module.versions();
  const auto above = std::find_if(all.begin(), all.end(), [&](const std::string& one) {
    return semver::compare(one, version) > 0;
  });
  const auto begin = above - std::min<std::ptrdiff_t>(2, above - all.begin());
  const auto end = above + std::min<std::ptrdiff_t>(2, all.end() - above);
  return {begin, end};
}

void note_nearest(Error& error, VersionQuery& module, const std::string& query) {
  const std::string version = semver::is_valid(query) ? query : "v" + query;
  const bool is_whole = semver::is_valid(version) && semver::canonical(version) == version;
  if (!is_whole || !has_tags(module)) return;
  error.add_note(fmt::format("nearest versions: {}", fmt::join(nearest_to(module, version), ", ")));
}

// need makes sure that a version exists: a tag need not be looked up, any other is.
void need(VersionQuery& module, const std::string& version) {
  try {
    if (is_tag(module, version)) return;
  } catch (const NotFoundError&) {
    // A proxy need not have a list of a module, as of one whose versions are all pseudo-versions.
  } catch (const SecurityError&) {
    throw;
  } catch (const Error&) {
    return;  // whether it can be had is found out when it is needed
  }
  module.go_mod(version);
}

}  // namespace

std::string find_version(VersionQuery& module, const std::string& query,
                         const std::string& current) {
  const std::string asked = with_v(module, query);
  try {
    const std::string version = module.resolve(asked, current);
    if (version == asked) need(module, version);
    return version;
  } catch (const SecurityError&) {
    throw;
  } catch (Error& error) {
    if (!has_tags(module)) throw UnknownModuleError(error.message(), error.notes());
    note_nearest(error, module, query);
    throw;
  }
}

}  // namespace goset
