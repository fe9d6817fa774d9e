#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "goset/fetch/goproxy.hpp"
#include "goset/fetch/module_cache.hpp"

namespace goset {

// ZipPieces reads a few small files of a module's zip from the proxies, without the rest of it.
// What it reads is not verified: the caller compares each file with a digest that it knows.
class ZipPieces {
 public:
  ZipPieces(Goproxy& proxy, const ModuleCache& cache) : proxy_(proxy), cache_(cache) {}

  struct Result {
    bool is_read = false;
    std::map<std::string, std::string> texts;  // by name in the module; without what is not there
    std::filesystem::path whole;  // the zip, where a proxy sent all of it instead; else empty
    std::uint64_t bytes = 0;      // over the wire
    std::uint64_t downloads = 0;
  };
  // read hands the files with these names to `then` in a turn of the exchange. It gives up where a
  // proxy does not answer, and with a zip that only reading all of it makes sense of.
  void read(const ModuleVersion& m, const std::vector<std::string>& names,
            std::function<void(Result)> then) const;

 private:
  struct Reading;
  using Shared = std::shared_ptr<Reading>;
  using Step = bool (ZipPieces::*)(const Shared&) const;
  void ask(const Shared& reading, Transport::Range range, Step then) const;
  bool read_end(const Shared& reading) const;
  bool read_directory(const Shared& reading) const;
  bool read_files(const Shared& reading) const;

  Goproxy& proxy_;
  const ModuleCache& cache_;
};

}  // namespace goset
