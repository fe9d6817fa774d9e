#include "cacheprog/failure.hpp"
#include "cacheprog/file.hpp"
#include "layout.hpp"
#include "stage.hpp"

namespace goset::build {
namespace {

// difference describes one file that is not the locked one; empty where it is.
std::string difference(const std::string& file, const std::string& locked,
                       const std::string& found) {
  if (locked == found) return "";
  const auto or_none = [](const std::string& hash) { return hash.empty() ? "none" : hash; };
  return "\n  " + file + ": locked " + or_none(locked) + "\n  " + std::string(file.size(), ' ') +
         "  found  " + or_none(found);
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
      lock.module_path = value;
    } else if (key == "goMod") {
      lock.go_mod = value;
    } else if (key == "goSum") {
      lock.go_sum = value;
    } else {
      throw Failure(file.string() + ": unknown key: " + key);
    }
  }
  return lock;
}

void check_drift(const LeafLock& lock, const std::filesystem::path& source) {
  const std::filesystem::path go_mod = source / "go.mod";
  const std::filesystem::path go_sum = source / "go.sum";
  const std::string mod_text =
      std::filesystem::exists(go_mod) ? read_file(go_mod) : "module " + lock.module_path + "\n";
  const std::string sum =
      std::filesystem::exists(go_sum) ? sri_sha256(read_file(go_sum)) : std::string();
  const std::string mod = difference("go.mod", lock.go_mod, mod_hash(mod_text));
  const std::string sums = difference("go.sum", lock.go_sum, sum);
  if (mod.empty() && sums.empty()) return;
  const std::string what = sums.empty() ? "go.mod" : mod.empty() ? "go.sum" : "go.mod and go.sum";
  throw Failure("drift: leaf " + lock.name + ": " + what + " changed since it was locked" + mod +
                sums + "\n  run: goset lock");
}

}  // namespace goset::build
