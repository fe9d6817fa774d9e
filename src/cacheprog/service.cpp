#include "service.hpp"

#include <sys/stat.h>

#include <ostream>

#include "failure.hpp"

namespace goset::build {

Service::Service(Store& store, const CacheTable& packages, const CacheTable& indexes, Flush flush,
                 std::ostream& log)
    : store_(store), packages_(packages), indexes_(indexes), flush_(std::move(flush)), log_(log) {}

bool Service::run(const wire::Input::ReadSome& read) {
  wire::append_hello(answers_);
  // Answers are held back until the next read would block: a burst of requests is one write.
  wire::Input input([this, &read](char* data, std::size_t size) {
    flush();
    return read(data, size);
  });
  while (!closed_) {
    const std::optional<std::string_view> line = input.next_line();
    if (!line) break;
    answer(wire::parse_request(*line), input);
  }
  flush();
  return closed_;
}

void Service::flush() {
  if (answers_.empty()) return;
  flush_(answers_);
  answers_.clear();
}

void Service::answer(const wire::Request& request, wire::Input& input) {
  if (request.command == "get") return get(request);
  if (request.command == "put") return put(request, input);
  if (request.command == "close") return close(request);
  wire::append_error(answers_, request.id, "unknown command: " + request.command);
}

bool Service::has_object(const std::string& path, std::uint64_t size) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
      static_cast<std::uint64_t>(status.st_size) == size) {
    return true;
  }
  log_ << "goset-cacheprog: " << path << ": missing or not " << size << " bytes: not used\n";
  return false;
}

void Service::get(const wire::Request& request) {
  if (!request.action) {
    return wire::append_error(answers_, request.id, "get: the ActionID has not 32 bytes");
  }
  if (const std::optional<Store::Hit> own = store_.find(*request.action)) {
    if (has_object(own->path, own->entry.size)) {
      return wire::append_hit(answers_, request.id, own->entry, own->path);
    }
  } else if (answer_hit(request, packages_)) {
    ++hits_;
    return;
  } else if (answer_hit(request, indexes_)) {
    return;
  }
  wire::append_miss(answers_, request.id);
}

bool Service::answer_hit(const wire::Request& request, const CacheTable& table) {
  const std::optional<CacheTable::Hit> hit = table.find(*request.action);
  if (!hit) return false;
  const std::string path = *hit->directory + "/objects/" + to_hex(hit->entry.output);
  if (!has_object(path, hit->entry.size)) return false;
  wire::append_hit(answers_, request.id, hit->entry, path);
  return true;
}

void Service::put(const wire::Request& request, wire::Input& input) {
  const Digest none{};
  Store::Put put(store_, request.action.value_or(none),
                 {request.output.value_or(none), request.body_size});
  if (request.body_size > 0) {
    input.read_body(request.body_size,
                    [&put](std::span<const std::uint8_t> piece) { put.append(piece); });
  }
  if (!request.action || !request.output) {
    return fail(request.id, "put: ActionID or OutputID has not 32 bytes");
  }
  try {
    wire::append_stored(answers_, request.id, put.finish());
  } catch (const std::exception& error) {
    fail(request.id, error.what());
  }
}

void Service::close(const wire::Request& request) {
  closed_ = true;
  try {
    if (!first_failure_.empty()) throw Failure(first_failure_);
    store_.close();
    // One line for the build's log: more compiled here than was named means that a dependency was.
    log_ << "goset-cacheprog: " << store_.archives() << " packages compiled, " << hits_
         << " taken from dependencies\n";
    wire::append_done(answers_, request.id);
  } catch (const std::exception& error) {
    fail(request.id, error.what());
  }
}

void Service::fail(std::int64_t id, const std::string& message) {
  if (first_failure_.empty()) {
    first_failure_ = message;
    log_ << "goset-cacheprog: " << message << "\n";
  }
  wire::append_error(answers_, id, message);
}

}  // namespace goset::build
