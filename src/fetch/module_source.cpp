#include "goset/fetch/module_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

#include "goset/hash/dirhash.hpp"
#include "mapped_file.hpp"

// One thread, the caller's, runs all transfers inside next(); a few workers hash and scan zips. A
// zip is written to a temporary file while it arrives, mapped, worked on once, and moved into the
// cache only when its checksum is right. A file that was in a cache already and turns out damaged
// is no fault: it is dropped and downloaded.

namespace goset {

namespace fs = std::filesystem;

// Workers turn jobs into arrivals on threads of their own.
struct ModuleSource::Workers {
  using Result = std::pair<Job, Arrival>;

  Workers(Transport& transport, unsigned threads) : transport_(transport) {
    for (unsigned i = 0; i < std::max(1U, threads); ++i) {
      threads_.emplace_back([this] { run(); });
    }
  }

  ~Workers() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    more_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void add(Job job) {
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    more_.notify_one();
  }

  std::optional<Result> take(bool wait) {
    std::unique_lock lock(mutex_);
    if (wait) done_.wait(lock, [this] { return !results_.empty(); });
    if (results_.empty()) return std::nullopt;
    Result result = std::move(results_.front());
    results_.pop_front();
    return result;
  }

 private:
  void run() {
    while (true) {
      std::unique_lock lock(mutex_);
      more_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
      if (stop_) return;
      Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      Arrival arrival = work(job);
      lock.lock();
      results_.emplace_back(std::move(job), std::move(arrival));
      lock.unlock();
      done_.notify_one();
      transport_.wake();
    }
  }

  static Arrival work(const Job& job) {
    Arrival arrival;
    arrival.module = job.module;
    arrival.is_zip = true;
    try {
      const MappedFile file(job.file);
      const ModuleZip zip(file.bytes(), job.module);
      arrival.facts = std::make_shared<ZipFacts>(module_zip::read_facts(zip));
      arrival.sum = arrival.facts->sum;
    } catch (...) {
      arrival.fault = std::current_exception();
    }
    return arrival;
  }

  Transport& transport_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::condition_variable done_;
  std::deque<Job> jobs_;
  std::deque<Result> results_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

ModuleSource::ModuleSource(Transport& transport, Goproxy& proxy, ModuleCache& cache, Claims claims,
                           unsigned threads)
    : proxy_(proxy),
      cache_(cache),
      claims_(std::move(claims)),
      workers_(std::make_unique<Workers>(transport, threads)) {}

ModuleSource::~ModuleSource() = default;

void ModuleSource::want_mod(const ModuleVersion& m) {
  if (!asked_.insert({m, false}).second) return;
  if (const std::optional<fs::path> file = cache_.find(m, "mod")) {
    std::ifstream in(*file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (in) {
      if (std::optional<Arrival> arrival = finish_mod(m, text.str(), false)) {
        ready_.push_back(std::move(*arrival));
      }
      return;
    }
  }
  download(m, false);
}

void ModuleSource::want_zip(const ModuleVersion& m) {
  if (!asked_.insert({m, true}).second) return;
  if (const std::optional<fs::path> file = cache_.find(m, "zip")) {
    start_zip({m, true, *file, false});
  } else {
    download(m, true);
  }
}

void ModuleSource::download(const ModuleVersion& m, bool is_zip) {
  const std::string suffix =
      fmt::format("@v/{}.{}", module::escape_version(m.version), is_zip ? "zip" : "mod");
  const std::uint64_t id =
      proxy_.get(m.path, suffix, is_zip ? cache_.temporary() : std::filesystem::path());
  downloads_[id] = {m, is_zip};
}

void ModuleSource::start_zip(Job job) {
  ++hashing_;
  workers_->add(std::move(job));
}

std::optional<ModuleSource::Arrival> ModuleSource::next() {
  while (true) {
    if (!ready_.empty()) {
      Arrival arrival = std::move(ready_.back());
      ready_.pop_back();
      return arrival;
    }
    const bool only_workers = proxy_.idle();
    if (only_workers && hashing_ == 0) return std::nullopt;
    if (std::optional<Workers::Result> result = workers_->take(only_workers)) {
      --hashing_;
      if (auto arrival = finish_zip(result->first, std::move(result->second))) return arrival;
      continue;
    }
    if (std::optional<Goproxy::Answer> reply = proxy_.next()) {
      if (auto arrival = answer(std::move(*reply))) return arrival;
    }
  }
}

std::optional<ModuleSource::Arrival> ModuleSource::answer(Goproxy::Answer reply) {
  const auto found = downloads_.find(reply.id);
  if (found == downloads_.end()) return std::nullopt;
  const auto [m, is_zip] = found->second;
  downloads_.erase(found);
  statistics_.bytes += reply.bytes;
  ++statistics_.downloads;
  if (reply.fault) {
    std::error_code ignored;  // what a broken transfer has written already
    if (is_zip) fs::remove(reply.file, ignored);
    Arrival arrival;
    arrival.module = m;
    arrival.is_zip = is_zip;
    const std::string message =
        fmt::format("{}: {}{}", m.str(), is_zip ? "" : "go.mod: ", reply.fault->message());
    arrival.fault = reply.not_found
                        ? std::make_exception_ptr(NotFoundError(message, reply.fault->notes()))
                        : std::make_exception_ptr(Error(message, reply.fault->notes()));
    return arrival;
  }
  if (!is_zip) return finish_mod(m, std::move(reply.body), true);
  start_zip({m, true, reply.file, true});
  return std::nullopt;
}

void ModuleSource::verify(const ModuleVersion& m, bool go_mod, const std::string& sum,
                          const std::vector<Claim>& claims) {
  for (const Claim& claim : claims) {
    const std::vector<std::string>& hashes = claim.hashes;
    if (std::find(hashes.begin(), hashes.end(), sum) != hashes.end()) continue;
    std::vector<std::string> notes{fmt::format("the proxy sent {}", sum)};
    for (const std::string& hash : hashes) {
      notes.push_back(fmt::format("{} says {}", claim.origin, hash));
    }
    notes.push_back("nothing was written: the module was changed after its release, or the");
    notes.push_back("answer was tampered with");
    throw SecurityError(fmt::format("{}: {}checksum mismatch", m.str(), go_mod ? "go.mod: " : ""),
                        notes);
  }
}

std::optional<ModuleSource::Arrival> ModuleSource::finish_mod(const ModuleVersion& m,
                                                              std::string text, bool downloaded) {
  Arrival arrival;
  arrival.module = m;
  arrival.sum = dirhash::h1_mod(text);
  try {
    verify(m, true, arrival.sum, claims_(m, true));
  } catch (const SecurityError&) {
    if (!downloaded) {
      cache_.drop(m, "mod");
      download(m, false);
      return std::nullopt;
    }
    arrival.fault = std::current_exception();
    return arrival;
  }
  if (downloaded) cache_.store(text, m, "mod");
  arrival.go_mod = std::move(text);
  return arrival;
}

std::optional<ModuleSource::Arrival> ModuleSource::finish_zip(const Job& job, Arrival arrival) {
  if (!arrival.fault) {
    try {
      verify(job.module, false, arrival.sum, claims_(job.module, false));
    } catch (const SecurityError&) {
      arrival.fault = std::current_exception();
    }
  }
  if (arrival.fault && !job.downloaded) {
    cache_.drop(job.module, "zip");
    download(job.module, true);
    return std::nullopt;
  }
  if (arrival.fault) {
    std::error_code ignored;
    fs::remove(job.file, ignored);
    arrival.facts.reset();
  } else if (job.downloaded) {
    cache_.keep(job.file, job.module, "zip");
  }
  return arrival;
}

}  // namespace goset
