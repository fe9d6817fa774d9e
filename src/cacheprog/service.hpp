#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "index.hpp"
#include "store.hpp"
#include "wire.hpp"

namespace goset::build {

// Service answers the go command's requests one after the other: a get from this run's puts, then
// from the dependencies' caches: `packages` has what they compiled, `indexes` Go's indexes of their
// modules.
//
// The go command ignores that a put of an archive failed, and the build would succeed with an
// output that lacks it. So the first failure is kept, and `close` answers it: that makes go fail.
class Service {
 public:
  using Flush = std::function<void(std::string_view answers)>;
  Service(Store& store, const CacheTable& packages, const CacheTable& indexes, Flush flush,
          std::ostream& log);

  // run serves until `close` was answered (true) or the stream ended without it (false). `read`
  // blocks for more bytes and returns 0 at the end.
  bool run(const wire::Input::ReadSome& read);

 private:
  void answer(const wire::Request& request, wire::Input& input);
  void get(const wire::Request& request);
  void put(const wire::Request& request, wire::Input& input);
  void close(const wire::Request& request);
  void fail(std::int64_t id, const std::string& message);
  // answer_hit is false where the table does not have what is asked for.
  bool answer_hit(const wire::Request& request, const CacheTable& table);
  bool has_object(const std::string& path, std::uint64_t size);
  void flush();

  Store& store_;
  const CacheTable& packages_;
  const CacheTable& indexes_;
  Flush flush_;
  std::ostream& log_;
  std::string answers_;
  std::string first_failure_;
  std::size_t hits_ = 0;  // packages of dependencies
  bool closed_ = false;
};

}  // namespace goset::build
