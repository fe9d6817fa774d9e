#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "goset/app/environment.hpp"
#include "goset/facts/fact_cache.hpp"
#include "goset/fetch/archives.hpp"
#include "goset/fetch/goproxy.hpp"
#include "goset/fetch/module_cache.hpp"
#include "goset/fetch/transport.hpp"
#include "goset/model/lock.hpp"
#include "goset/os/kept.hpp"
#include "goset/verify/sumdb.hpp"

namespace goset {

// NetworkOptions are those of a run that say how to download.
struct NetworkOptions {
  bool offline = false;
  unsigned jobs = 0;  // threads that hash; 0: one per processor
};

// Session is the way to the module proxies, set up by an environment and the options.
struct Session {
  explicit Session(const NetworkOptions& options) : Session(options, Environment::read()) {}
  Session(const NetworkOptions& options, Environment environment);

  // archives gets source archives, which must be what `old` says of them. `folder` is the
  // directory of goset.toml.
  Archives archives(const std::filesystem::path& folder, const std::optional<Lock>& old);

  // module_version reads PATH (which means @latest), PATH@VERSION or PATH@QUERY and asks the
  // proxies where it must.
  ModuleVersion module_version(const std::string& text);

  Environment environment;
  std::unique_ptr<Transport> transport;
  Exchange exchange;
  std::unique_ptr<DirectSource> direct;
  Goproxy proxy;
  ModuleCache cache;
  FactCache facts;
  Sumdb sumdb;
  unsigned threads;
  Kept kept;  // what the last resolution was made of
};

}  // namespace goset
