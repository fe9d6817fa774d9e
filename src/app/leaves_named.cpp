#include "goset/app/leaves_named.hpp"

namespace goset {

std::vector<std::string> leaves_named(const Manifest& manifest, const std::string& word) {
  if (manifest.leaves.contains(word)) return {word};
  std::vector<std::string> names;
  for (const auto& [name, leaf] : manifest.leaves) {
    if (!word.empty() && leaf.module == word) names.push_back(name);
  }
  return names;
}

}  // namespace goset
