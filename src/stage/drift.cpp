#include <sstream>

#include "cacheprog/failure.hpp"
#include "cacheprog/file.hpp"
#include "layout.hpp"
#include "stage.hpp"

namespace goset::build {
namespace {

LeafModule read_module(const std::string& line, const std::string& origin) {
  std::istringstream text(line);
  LeafModule module;
  text >> module.path >> module.version >> module.go_mod >> module.go_sum;
  std::getline(text >> std::ws, module.directory);
  if (module.directory.empty()) throw Failure(origin + ": malformed module: " + line);
  if (module.version == "-") module.version.clear();
  if (module.go_sum == "-") module.go_sum.clear();
  return module;
}

// Differences collects the files that are not the locked ones.
class Differences {
 public:
  void compare(const std::string& file, const std::string& locked, const std::string& found) {
    if (locked == found) return;
    files_.push_back(file);
    const auto or_none = [](const std::string& hash) { return hash.empty() ? "none" : hash; };
    const std::string indent(file.size(), ' ');
    details_ += "\n  " + file + ": locked " + or_none(locked);
    details_ += "\n  " + indent + "  found  " + or_none(found);
  }

  bool empty() const { return files_.empty(); }

  std::string message(const std::string& leaf) const {
    std::string names;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (i > 0) names += i + 1 == files_.size() ? " and " : ", ";
      names += files_[i];
    }
    return "drift: leaf " + leaf + ": " + names + " changed since it was locked" + details_ +
           "\n  run: goset lock" +
           "\n  or, where a patch changes it on purpose: allowGoModPatch = true";
  }

 private:
  std::vector<std::string> files_;
  std::string details_;
};

// sri_of takes an empty file for none, as the lock does.
std::string sri_of(const std::filesystem::path& file) {
  const std::string text = std::filesystem::exists(file) ? read_file(file) : std::string();
  return text.empty() ? text : sri_sha256(text);
}

}  // namespace

LeafLock read_leaf_lock(const std::filesystem::path& file) {
  LeafLock lock;
  for (const std::string& line : read_lines(file)) {
    const std::size_t cut = line.find(' ');
    if (cut == std::string::npos) throw Failure(file.string() + ": malformed line: " + line);
    const std::string key = line.substr(0, cut);
    const std::string value = line.substr(cut + 1);
    if (key == "name") {
      lock.name = value;
    } else if (key == "module") {
      lock.modules.push_back(read_module(value, file.string()));
    } else if (key == "goWork") {
      lock.go_work = value;
    } else if (key == "goWorkSum") {
      lock.go_work_sum = value;
    } else {
      throw Failure(file.string() + ": unknown key: " + key);
    }
  }
  if (lock.modules.empty() || !lock.modules[0].is_main()) {
    throw Failure(file.string() + ": no main module comes first");
  }
  return lock;
}

std::string read_go_mod(const std::filesystem::path& source, const LeafModule& module) {
  const std::filesystem::path file = source / module.directory / "go.mod";
  if (module.is_main() && !std::filesystem::exists(file)) return "module " + module.path + "\n";
  return read_file(file);
}

void check_special_files(const LeafLock& lock, const std::filesystem::path& source) {
  using std::filesystem::file_type;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source)) {
    std::error_code dangling;
    const file_type type = entry.status(dangling).type();
    const bool is_plain = type == file_type::regular || type == file_type::directory ||
                          type == file_type::not_found || type == file_type::none;
    if (is_plain) continue;
    throw Failure("leaf " + lock.name + ": " + entry.path().lexically_relative(source).string() +
                  " is a FIFO, a socket or a device: the go command would wait for it");
  }
}

void check_drift(const LeafLock& lock, const std::filesystem::path& source) {
  Differences differences;
  if (!lock.go_work.empty()) {
    differences.compare("go.work", lock.go_work, sri_of(source / "go.work"));
    differences.compare("go.work.sum", lock.go_work_sum, sri_of(source / "go.work.sum"));
  }
  for (const LeafModule& module : lock.modules) {
    const std::string prefix = module.directory == "." ? "" : module.directory + "/";
    const std::filesystem::path directory = source / module.directory;
    const bool is_there = module.is_main() || std::filesystem::exists(directory / "go.mod");
    differences.compare(prefix + "go.mod", module.go_mod,
                        is_there ? mod_hash(read_go_mod(source, module)) : "");
    if (!module.is_main()) continue;
    differences.compare(prefix + "go.sum", module.go_sum, sri_of(directory / "go.sum"));
  }
  if (!differences.empty()) throw Failure(differences.message(lock.name));
}

}  // namespace goset::build
