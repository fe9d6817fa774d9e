#pragma once

#include <memory>
#include <string>

#include "environment.hpp"
#include "goset/facts/fact_cache.hpp"
#include "goset/fetch/goproxy.hpp"
#include "goset/fetch/module_cache.hpp"
#include "goset/fetch/sumdb.hpp"
#include "goset/fetch/transport.hpp"
#include "options.hpp"

namespace goset::cli {

// Downloads is the way to the module proxies, set up by the environment and the options.
struct Downloads {
  explicit Downloads(const Options& options);

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
};

}  // namespace goset::cli
