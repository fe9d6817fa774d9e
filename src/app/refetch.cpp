#include "goset/app/refetch.hpp"

#include <fmt/format.h>

#include <map>

#include "goset/error.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/fetch/module_source.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/os/run_directory.hpp"

namespace goset {

namespace {

// Locked is what a lock says of the zip of one module version.
struct Locked {
  std::string leaf;  // whose source it is, or empty
  std::string hash;
  std::string sum;
};

std::map<ModuleVersion, Locked> zips_of(const Lock& lock) {
  std::map<ModuleVersion, Locked> result;
  lock.set.each_module([&](const std::string& path, const SetModule& module, const std::string&) {
    result[module.source_module(path)] = {"", module.hash, module.sum};
  });
  for (const auto& [name, leaf] : lock.set.leaves) {
    if (!leaf.version.empty()) result[{leaf.module, leaf.version}] = {name, leaf.hash, leaf.sum};
  }
  return result;
}

// archives_again compares the archives of leaves with the lock; Archives does so itself.
void archives_again(const Lock& lock, const std::filesystem::path& directory, Session& session,
                    Refetched& result) {
  std::optional<Lock> locked;
  for (const auto& [name, leaf] : lock.set.leaves) {
    if (leaf.archive.empty()) continue;
    if (!locked) locked = lock;
    try {
      Archives archives = session.archives(directory, locked);
      archives.want(leaf.archive);
      archives.finish();
      if (archives.at(leaf.archive).hash == leaf.hash) continue;
      result.different.push_back(
          {fmt::format("leaf {}: {} has another tree than was locked", name, leaf.archive), name,
           leaf.module, ""});
    } catch (const SecurityError& error) {
      result.different.push_back(
          {fmt::format("leaf {}: {}", name, error.message()), name, leaf.module, ""});
    } catch (const Error& error) {
      result.missing.push_back(
          {fmt::format("leaf {}: {}", name, error.message()), name, leaf.module, ""});
    }
  }
}

// add_fault adds what came of a module that could not be had, with the first line of why.
void add_fault(Refetched& result, const std::exception_ptr& fault, const std::string& leaf,
               const std::string& path) {
  const auto finding = [&](const Error& error) {
    const std::string why = error.notes().empty() ? "" : ": " + error.notes().front();
    return Finding{error.message() + why, leaf, path, ""};
  };
  try {
    std::rethrow_exception(fault);
  } catch (const SecurityError& error) {
    result.different.push_back(finding(error));
  } catch (const Error& error) {
    result.missing.push_back(finding(error));
  }
}

}  // namespace

Refetched refetch(const Lock& lock, const std::filesystem::path& directory, Session& session,
                  const std::function<void(const std::string&)>& progress) {
  RunDirectory temporary;
  ModuleCache cache(temporary.path(), {});
  ModuleSource source(
      session.proxy, cache,
      [](const ModuleVersion&, bool) { return std::vector<ModuleSource::Claim>(); },
      session.threads);
  const std::map<ModuleVersion, Locked> zips = zips_of(lock);
  for (const auto& [m, locked] : zips) source.want_zip(m);
  Refetched result;
  std::size_t done = 0;
  while (const std::optional<ModuleSource::Arrival> arrival = source.next()) {
    const Locked& locked = zips.at(arrival->module);
    if (arrival->fault) {
      add_fault(result, arrival->fault, locked.leaf, arrival->module.path);
      continue;
    }
    progress(fmt::format("checking sources: {} of {} zips", ++done, zips.size()));
    cache.drop(arrival->module, "zip");
    const std::string hash = encoding::sri(arrival->facts->nar);
    if (hash == locked.hash && arrival->facts->sum == locked.sum) continue;
    const bool is_sum = arrival->facts->sum != locked.sum;
    result.different.push_back(
        {fmt::format("{}: its zip hash is {}, but the lock has {}", arrival->module.str(),
                     is_sum ? arrival->facts->sum : hash, is_sum ? locked.sum : locked.hash),
         locked.leaf, arrival->module.path, ""});
  }
  for (std::vector<Finding>* findings : {&result.different, &result.missing}) {
    std::sort(findings->begin(), findings->end(),
              [](const Finding& a, const Finding& b) { return a.text < b.text; });
  }
  archives_again(lock, directory, session, result);
  return result;
}

}  // namespace goset
