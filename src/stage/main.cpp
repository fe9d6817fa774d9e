// goset-stage module --record FILE --deps FILE --cache DIR --closure FILE --stage DIR --std DIR
//                    --go VERSION
// goset-stage leaf   --lock FILE --deps FILE --private FILE --source DIR --stage DIR --std DIR
//                    --go VERSION
//
// Lays out a build inside a derivation; see stage.hpp. --record is one line of the closure without
// its last field, which --cache gives; --deps lists outputs of module derivations, one a line;
// --private has such lines of modules that the leaf itself compiles packages of.
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "cacheprog/failure.hpp"
#include "cacheprog/file.hpp"
#include "stage.hpp"

namespace {

using goset::build::Closure;
using goset::build::Failure;
using goset::build::StageDirectory;

// Options are `--name value` pairs; each one asked for must be there, and no other.
class Options {
 public:
  explicit Options(const std::vector<std::string>& arguments) {
    for (std::size_t i = 1; i < arguments.size(); i += 2) {
      if (i + 1 == arguments.size()) throw Failure("option " + arguments[i] + " needs a value");
      values_[arguments[i]] = arguments[i + 1];
    }
  }

  std::string take(const std::string& name) {
    const auto found = values_.find(name);
    if (found == values_.end()) throw Failure("option " + name + " is missing");
    std::string value = found->second;
    values_.erase(found);
    return value;
  }

  void check_all_taken() const {
    if (!values_.empty()) throw Failure("unknown option: " + values_.begin()->first);
  }

 private:
  std::map<std::string, std::string> values_;
};

StageDirectory take_stage(Options& options) {
  return {options.take("--stage"), options.take("--go"), options.take("--std")};
}

void run_module(Options options) {
  const std::string record_file = options.take("--record");
  const std::string deps = options.take("--deps");
  const std::string cache = options.take("--cache");
  const std::string closure_file = options.take("--closure");
  const StageDirectory stage = take_stage(options);
  options.check_all_taken();

  Closure closure = goset::build::read_closure(deps);
  const std::vector<std::string> record = goset::build::read_lines(record_file);
  if (record.size() != 1) throw Failure(record_file + ": not one line");
  // The module's own cache is empty yet: it is named for those who depend on it.
  Closure own = closure;
  own.add_line(record[0] + " " + cache, record_file);
  closure.add_line(record[0] + " -", record_file);
  goset::build::stage_module(stage, closure);
  goset::build::write_file_atomically(closure_file, own.str());
}

void run_leaf(Options options) {
  const goset::build::LeafLock lock = goset::build::read_leaf_lock(options.take("--lock"));
  const std::string deps = options.take("--deps");
  const std::string private_file = options.take("--private");
  const std::string source = options.take("--source");
  const StageDirectory stage = take_stage(options);
  options.check_all_taken();
  Closure closure = goset::build::read_closure(deps);
  for (const std::string& line : goset::build::read_lines(private_file)) {
    closure.add_line(line + " -", private_file);
  }
  goset::build::stage_leaf(stage, lock, std::move(closure), source);
}

void run(const std::vector<std::string>& arguments) {
  if (!arguments.empty() && arguments[0] == "module") return run_module(Options(arguments));
  if (!arguments.empty() && arguments[0] == "leaf") return run_leaf(Options(arguments));
  throw Failure("usage: goset-stage module|leaf --OPTION VALUE...");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    run({argv + 1, argv + argc});
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "goset-stage: " << error.what() << "\n";
    return 1;
  }
}
