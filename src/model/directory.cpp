#include "goset/model/directory.hpp"

#include <filesystem>

namespace goset {

std::string directory::joined(const std::string& directory, const std::string& below) {
  if (directory == ".") return below;
  return below == "." ? directory : directory + "/" + below;
}

std::string directory::resolved(const std::string& directory, const std::string& below) {
  std::string path = (std::filesystem::path(directory) / below).lexically_normal().generic_string();
  if (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path.empty() ? "." : path;
}

}  // namespace goset
