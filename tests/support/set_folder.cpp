#include "support/set_folder.hpp"

#include "goset/store/lock_file.hpp"
#include "support/module_tree.hpp"
#include "support/txtar.hpp"

namespace fs = std::filesystem;

using namespace goset;

namespace {

Environment environment(const fs::path& root) {
  Environment result;
  result.goproxy = "file://" + (root / "proxy").string();
  result.gosumdb = "off";
  result.cache = root / "cache";
  result.facts_size = 1U << 30U;
  return result;
}

// lay_out writes the files of the folder, and the modules of the proxy.
fs::path lay_out(const TempDir& dir, std::string_view archive) {
  fs::create_directories(dir.path() / "none");
  fs::create_directories(dir.path() / "proxy");
  fs::create_directories(dir.path() / "set");
  ModuleTree modules(dir.path() / "none");
  std::vector<Txtar::File> of_modules;
  for (Txtar::File& file : txtar::parse(archive).files) {
    if (file.name.starts_with("mod/")) {
      file.name = file.name.substr(4);
      of_modules.push_back(std::move(file));
    } else {
      dir.write("set/" + file.name, file.data);
    }
  }
  modules.add_files(of_modules);
  modules.write(dir.path() / "proxy");
  return dir.path() / "set";
}

}  // namespace

SetFolder::SetFolder(std::string_view archive) : folder_(lay_out(dir_, archive)) {
  forget_downloads();
}

void SetFolder::forget_downloads() {
  fs::remove_all(dir_.path() / "cache");
  session_ = std::make_unique<Session>(NetworkOptions{false, 1}, environment(dir_.path()));
}

void SetFolder::write(std::string_view name, std::string_view text) const {
  dir_.write("set/" + std::string(name), text);
}

std::string SetFolder::read(const std::string& name) const {
  return folder_.read(name).value_or("");
}

fs::path SetFolder::proxy_file(std::string_view name) const {
  return dir_.path() / "proxy" / name;
}

std::unique_ptr<Refresh> SetFolder::refresh(Refresh::Request request) const {
  return std::make_unique<Refresh>(folder_, SetFiles::read(folder_), std::move(request));
}

std::unique_ptr<Refresh> SetFolder::relocked(Refresh::Request request) {
  std::unique_ptr<Refresh> result = refresh(std::move(request));
  result->relock(*session_, ignore);
  return result;
}

Lock SetFolder::lock() {
  relocked()->commit();
  return need_lock(folder_);
}
