#include "goset/fetch/module_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "goset/go/mod_file.hpp"
#include "goset/hash/dirhash.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/os/start_thread.hpp"
#include "goset/os/whole_file.hpp"
#include "zip_pieces.hpp"

// One thread, the caller's, runs all transfers inside next(); a few workers hash and scan zips. A
// zip is written to a temporary file while it arrives, read, worked on once, and moved into the
// cache only when its checksum is right. A file that was in a cache already and turns out damaged
// is no fault: it is dropped and downloaded.

namespace goset {

namespace fs = std::filesystem;

namespace {

bool has_digests(const ModuleSource::ModFiles& files, const ModuleSource::ModFiles& digests) {
  return dirhash::h1_mod(files.go_mod) == digests.go_mod &&
         (files.go_sum.empty() ? "" : encoding::sri(sha256(files.go_sum))) == digests.go_sum;
}

}  // namespace

// Workers turn jobs into arrivals on threads of their own, which start as they are needed. If there are
// none to be had, the work is done at once by who asks for it.
struct ModuleSource::Workers {
  using Done = std::function<void(const Job&, Arrival)>;

  Workers(Exchange& exchange, unsigned threads, Done done)
      : exchange_(exchange), most_(std::max(1U, threads)), done_(std::move(done)) {}

  ~Workers() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    more_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void add(Job job) {
    exchange_.expect();
    bool is_worker_free = false;
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
      is_worker_free = idle_ >= jobs_.size();
    }
    if (!is_worker_free && threads_.size() < most_) {
      if (auto thread = start_thread([this] { run(); })) threads_.push_back(std::move(*thread));
    }
    if (threads_.empty()) {
      do_first();
    } else {
      more_.notify_one();
    }
  }

 private:
  void run() {
    while (true) {
      {
        std::unique_lock lock(mutex_);
        ++idle_;
        more_.wait(lock, [this] { return stop_ || !jobs_.empty(); });
        --idle_;
        if (stop_) return;
      }
      do_first();
    }
  }

  void do_first() {
    std::unique_lock lock(mutex_);
    if (jobs_.empty()) return;  // another has taken it
    const Job job = std::move(jobs_.front());
    jobs_.pop_front();
    lock.unlock();
    exchange_.post([this, job, arrival = work(job)] { done_(job, arrival); });
  }

  static Arrival work(const Job& job) {
    Arrival arrival;
    arrival.module = job.module;
    arrival.is_zip = true;
    try {
      const FileBytes file = module_zip::read_file(job.file, job.module);
      const ModuleZip zip(file.bytes(), job.module);
      arrival.facts = std::make_shared<ZipFacts>(module_zip::read_facts(zip));
      arrival.sum = arrival.facts->sum;
    } catch (...) {
      arrival.fault = std::current_exception();
    }
    return arrival;
  }

  Exchange& exchange_;
  const std::size_t most_;  // threads
  Done done_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<Job> jobs_;
  std::size_t idle_ = 0;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

ModuleSource::ModuleSource(Goproxy& proxy, ModuleCache& cache, Claims claims, unsigned threads,
                           std::set<FileId> distrusted)
    : proxy_(proxy),
      cache_(cache),
      claims_(std::move(claims)),
      distrusted_(std::move(distrusted)),
      workers_(std::make_unique<Workers>(
          proxy.exchange(), threads,
          [this](const Job& job, Arrival arrival) { finish_zip(job, std::move(arrival)); })),
      pieces_(std::make_unique<ZipPieces>(proxy, cache)) {}

ModuleSource::~ModuleSource() = default;

// take notes a question; false where it was asked before, or has no answer.
bool ModuleSource::take(const ModuleVersion& m, bool is_zip) {
  if (!asked_.insert({m, is_zip}).second) return false;
  ++open_;
  try {
    module::check_path(m.path);
    return true;
  } catch (const Error& error) {
    arrive_with(m, is_zip,
                std::make_exception_ptr(
                    Error(fmt::format("{}: {}", m.str(), error.message()), error.notes())));
    return false;
  }
}

void ModuleSource::want_mod(const ModuleVersion& m) {
  if (!take(m, false)) return;
  if (const std::optional<fs::path> file = find_cached({m, true})) {
    if (std::optional<std::string> text = read_cached(*file, mod_file::most_bytes)) {
      return finish_mod(m, std::move(*text), false);
    }
  }
  download(m, false);
}

std::optional<fs::path> ModuleSource::find_cached(const FileId& file) const {
  if (distrusted_.contains(file)) return std::nullopt;
  return cache_.find(file.module, file.go_mod ? "mod" : "zip");
}

void ModuleSource::want_zip(const ModuleVersion& m) {
  if (!take(m, true)) return;
  if (const std::optional<fs::path> file = find_cached({m, false})) {
    workers_->add({m, true, *file, false});
  } else {
    download(m, true);
  }
}

void ModuleSource::download(const ModuleVersion& m, bool is_zip) {
  const std::string suffix =
      fmt::format("@v/{}.{}", module::escape_version(m.version), is_zip ? "zip" : "mod");
  proxy_.get(m.path, suffix, is_zip ? cache_.temporary() : fs::path(),
             [this, m, is_zip](Answer reply) { answer(m, is_zip, std::move(reply)); });
}

std::optional<ModuleSource::Arrival> ModuleSource::next() {
  while (ready_.empty()) {
    if (open_ == 0 || !proxy_.exchange().turn()) return std::nullopt;
  }
  Arrival arrival = std::move(ready_.back());
  ready_.pop_back();
  return arrival;
}

void ModuleSource::answer(const ModuleVersion& m, bool is_zip, Answer reply) {
  statistics_.bytes += reply.bytes;
  ++statistics_.downloads;
  downloaded_.insert({m, !is_zip});
  if (reply.fault) {
    std::error_code ignored;  // what a broken transfer has written already
    if (is_zip) fs::remove(reply.file, ignored);
    const std::string message =
        fmt::format("{}: {}{}", m.str(), is_zip ? "" : "go.mod: ", reply.fault->message());
    return arrive_with(m, is_zip,
                       reply.not_found
                           ? std::make_exception_ptr(NotFoundError(message, reply.fault->notes()))
                           : std::make_exception_ptr(Error(message, reply.fault->notes())));
  }
  if (is_zip) {
    workers_->add({m, true, reply.file, true});
  } else {
    finish_mod(m, std::move(reply.body), true);
  }
}

void ModuleSource::arrive(Arrival arrival) {
  --open_;
  ready_.push_back(std::move(arrival));
}

void ModuleSource::arrive_with(const ModuleVersion& m, bool is_zip, std::exception_ptr fault) {
  Arrival arrival;
  arrival.module = m;
  arrival.is_zip = is_zip;
  arrival.fault = std::move(fault);
  arrive(std::move(arrival));
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

void ModuleSource::finish_mod(const ModuleVersion& m, std::string text, bool downloaded) {
  Arrival arrival;
  arrival.module = m;
  arrival.sum = dirhash::h1_mod(text);
  try {
    verify(m, true, arrival.sum, claims_(m, true));
  } catch (const SecurityError&) {
    if (!downloaded) {
      cache_.drop(m, "mod");
      return download(m, false);
    }
    arrival.fault = std::current_exception();
    return arrive(std::move(arrival));
  }
  if (downloaded) cache_.store(text, m, "mod");
  arrival.go_mod = std::move(text);
  arrive(std::move(arrival));
}

// --- go.mod and go.sum alone ---------------------------------------------------------------------

void ModuleSource::want_mod_files(const ModuleVersion& m, const ModFiles& digests) {
  if (!module::is_valid_path(m.path) || find_cached({m, false})) return want_zip(m);
  ++open_;
  if (std::optional<ModFiles> files = cached_mod_files(m, digests)) {
    return finish_mod_files(m, std::move(*files));
  }
  std::vector<std::string> names{"go.mod"};
  if (!digests.go_sum.empty()) names.push_back("go.sum");
  pieces_->read(m, names, [this, m, digests](ZipPieces::Result read) {
    statistics_.bytes += read.bytes;
    statistics_.downloads += read.downloads;
    ModFiles files{std::move(read.texts["go.mod"]), std::move(read.texts["go.sum"])};
    if (read.is_read && has_digests(files, digests)) {
      cache_.store(files.go_mod, m, "mod");
      if (!files.go_sum.empty()) cache_.store(files.go_sum, m, "sum");
      return finish_mod_files(m, std::move(files));
    }
    --open_;
    read.whole.empty() ? want_zip(m) : want_zip_at(m, read.whole);
  });
}

std::optional<ModuleSource::ModFiles> ModuleSource::cached_mod_files(
    const ModuleVersion& m, const ModFiles& digests) const {
  const auto read = [&](const char* ending) {
    const std::optional<fs::path> file = cache_.find(m, ending);
    return file ? read_cached(*file, mod_file::most_bytes).value_or("") : "";
  };
  ModFiles files{read("mod"), digests.go_sum.empty() ? "" : read("sum")};
  if (!has_digests(files, digests)) return std::nullopt;
  return files;
}

void ModuleSource::finish_mod_files(const ModuleVersion& m, ModFiles files) {
  Arrival arrival;
  arrival.module = m;
  arrival.mod_files = std::move(files);
  arrive(std::move(arrival));
}

// want_zip_at is want_zip of a zip that is there already, just downloaded.
void ModuleSource::want_zip_at(const ModuleVersion& m, const fs::path& file) {
  downloaded_.insert({m, false});
  if (take(m, true)) return workers_->add({m, true, file, true});
  std::error_code ignored;
  fs::remove(file, ignored);
}

void ModuleSource::finish_zip(const Job& job, Arrival arrival) {
  if (!arrival.fault) {
    try {
      verify(job.module, false, arrival.sum, claims_(job.module, false));
    } catch (const SecurityError&) {
      arrival.fault = std::current_exception();
    }
  }
  if (arrival.fault && !job.downloaded) {
    cache_.drop(job.module, "zip");
    return download(job.module, true);
  }
  if (arrival.fault) {
    std::error_code ignored;
    fs::remove(job.file, ignored);
    arrival.facts.reset();
  } else if (job.downloaded) {
    cache_.keep(job.file, job.module, "zip");
  }
  arrive(std::move(arrival));
}

}  // namespace goset
