// goset-cacheprog [--out DIR] [--in DIR]... [--inputs FILE]
//                 [--index-out DIR] [--indexes FILE] [--scratch DIR]
//
// A GOCACHEPROG helper for one build inside a derivation; see docs/cacheprog.md.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "failure.hpp"
#include "service.hpp"

namespace {

using goset::build::fail_with_errno;
using goset::build::Failure;

struct Options {
  goset::build::Store::Outputs outputs;
  std::filesystem::path scratch;
  std::vector<std::string> inputs;
  std::vector<std::string> indexes;
};

void append_lines(std::vector<std::string>& directories, const std::string& file) {
  for (std::string& line : goset::build::read_lines(file)) directories.push_back(std::move(line));
}

// The go command opens what is answered from its own directory.
void make_absolute(std::filesystem::path& path) {
  if (!path.empty()) path = std::filesystem::absolute(path);
}

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); i += 2) {
    const std::string& name = arguments[i];
    if (i + 1 == arguments.size()) throw Failure("option " + name + " needs a value");
    const std::string& value = arguments[i + 1];
    if (name == "--out") {
      options.outputs.archives = value;
    } else if (name == "--index-out") {
      options.outputs.indexes = value;
    } else if (name == "--in") {
      options.inputs.push_back(value);
    } else if (name == "--inputs") {
      append_lines(options.inputs, value);
    } else if (name == "--indexes") {
      append_lines(options.indexes, value);
    } else if (name == "--scratch") {
      options.scratch = value;
    } else {
      throw Failure("unknown option: " + name);
    }
  }
  make_absolute(options.outputs.archives);
  make_absolute(options.outputs.indexes);
  make_absolute(options.scratch);
  for (std::vector<std::string>* const list : {&options.inputs, &options.indexes}) {
    for (std::string& input : *list) input = std::filesystem::absolute(input);
  }
  return options;
}

// Scratch is the directory for what is not kept; one that was made here is removed again.
class Scratch {
 public:
  explicit Scratch(const std::filesystem::path& given) : path_(given), owned_(given.empty()) {
    if (!owned_) return;
    std::string name = (std::filesystem::temp_directory_path() / "goset-cacheprog-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) fail_with_errno(name);
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    if (owned_) std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  bool owned_;
};

std::size_t read_stdin(char* data, std::size_t size) {
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, data, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) fail_with_errno("stdin");
  }
}

void write_stdout(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_with_errno("stdout");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

int serve(const Options& options) {
  const Scratch scratch(options.scratch);
  goset::build::Store store(options.outputs, scratch.path());
  const goset::build::CacheTable packages(options.inputs);
  const goset::build::CacheTable indexes(options.indexes);
  goset::build::Service service(store, packages, indexes, write_stdout, std::cerr);
  return service.run(read_stdin) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
#ifdef F_SETPIPE_SZ
  ::fcntl(STDIN_FILENO, F_SETPIPE_SZ, 1 << 20);  // bodies come in fewer reads; may fail
#endif
  try {
    return serve(parse_options({argv + 1, argv + argc}));
  } catch (const std::exception& error) {
    std::cerr << "goset-cacheprog: " << error.what() << "\n";
    return 1;
  }
}
