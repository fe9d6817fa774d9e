#include "goset/app/generate.hpp"

#include "goset/export/nix_set.hpp"
#include "goset/store/lock.hpp"
#include "goset/store/record_file.hpp"

namespace goset {

TextFiles lock_texts(Manifest::Layout layout, const Lock& lock) {
  if (layout == Manifest::Layout::directory) return lock::print_files(lock);
  return {{"", lock::print(lock)}};
}

TextFiles render_packages(Manifest::Layout layout, const Lock& lock, const SetGraph& graph) {
  if (layout == Manifest::Layout::file) return {{"", nix_set::render(lock, graph)}};
  TextFiles files;
  nix_set::render_records(
      lock, graph, [&](const std::string& kind, const std::string& key, std::string text) {
        const std::string name =
            key.empty() ? kind + ".nix" : kind + "/" + record_file::name(key, ".nix");
        files[name] = std::move(text);
      });
  return files;
}

}  // namespace goset
