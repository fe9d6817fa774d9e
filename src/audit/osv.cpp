#include "goset/audit/osv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "goset/error.hpp"
#include "goset/go/module.hpp"
#include "goset/go/semver.hpp"

namespace goset::audit::osv {

namespace {

using Json = nlohmann::ordered_json;
using Texts = std::vector<std::string>;

constexpr std::string_view digits = "0123456789";

// Reader reads the members of one object, and names it in its errors.
class Reader {
 public:
  Reader(const Json& object, std::string place) : object_(object), place_(std::move(place)) {
    if (!object.is_object()) fail("is not an object");
  }

  [[noreturn]] void fail(std::string_view what) const {
    throw Error(fmt::format("{} {}", place_, what));
  }

  bool has(const char* key) const { return object_.contains(key); }

  // text returns an empty one where there is none.
  std::string text(const char* key) const {
    const auto found = object_.find(key);
    if (found == object_.end()) return "";
    if (!found->is_string()) fail(fmt::format("has \"{}\" that is not a string", key));
    return found->get<std::string>();
  }

  Texts texts(const char* key) const {
    Texts result;
    for (const Json& one : array(key)) {
      if (!one.is_string()) fail(fmt::format("has \"{}\" that is not all strings", key));
      result.push_back(one.get<std::string>());
    }
    return result;
  }

  Reader object(const char* key) const {
    const auto found = object_.find(key);
    static const Json none = Json::object();
    return {found == object_.end() ? none : *found, member(key)};
  }

  std::vector<Reader> objects(const char* key) const {
    std::vector<Reader> result;
    for (const Json& one : array(key)) result.emplace_back(one, member(key));
    return result;
  }

 private:
  std::string member(std::string_view key) const { return fmt::format("{} \"{}\"", place_, key); }

  const Json& array(const char* key) const {
    static const Json none = Json::array();
    const auto found = object_.find(key);
    if (found == object_.end()) return none;
    if (!found->is_array()) fail(fmt::format("has \"{}\" that is not an array", key));
    return *found;
  }

  const Json& object_;
  std::string place_;
};

bool is_word(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

// is_name reports whether that may be an alias; an index lists them between commas.
bool is_name(std::string_view text) {
  return is_word(text) && text.find(',') == std::string_view::npos;
}

// check_module takes what may stand for the path of a module: `stdlib` and `toolchain` are such.
void check_module(const Reader& row, const std::string& path) {
  try {
    module::check_main_path(path);
  } catch (const Error& error) {
    row.fail("has a bad module: " + error.message());
  }
}

std::string version(const Reader& event, const std::string& text) {
  if (text == "0") return "";
  const std::string result = "v" + text;
  if (!semver::is_valid(result)) event.fail(fmt::format("has a bad version \"{}\"", text));
  return result;
}

Vulnerability::Range range(const Reader& reader) {
  Vulnerability::Range result;
  for (const Reader& event : reader.objects("events")) {
    const std::string introduced = event.text("introduced");
    const std::string fixed = event.text("fixed");
    if (introduced.empty() == fixed.empty()) event.fail("has not one of \"introduced\", \"fixed\"");
    if (introduced.empty()) {
      result.push_back({version(event, fixed), true});
    } else {
      result.push_back({version(event, introduced), false});
    }
  }
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
    return semver::compare(a.version, b.version) < 0;
  });
  return result;
}

// custom_range takes the first interval: none has more.
void add_custom(std::vector<Vulnerability::CustomRange>& ranges, const Reader& reader) {
  for (const Reader& event : reader.objects("events")) {
    if (event.has("introduced") || ranges.empty()) ranges.push_back({event.text("introduced"), ""});
    if (event.has("fixed")) ranges.back().fixed = event.text("fixed");
  }
}

Vulnerability::Package package(const Reader& reader, const std::string& module) {
  Vulnerability::Package result{reader.text("path"), reader.texts("goos"), reader.texts("goarch")};
  const bool is_inside = module == stdlib || module == toolchain
                             ? is_word(result.path)
                             : module::in_module(result.path, module);
  if (!is_inside) {
    reader.fail(fmt::format("has package \"{}\", which is not in module {}", result.path, module));
  }
  return result;
}

Vulnerability::Affected affected(const Reader& reader) {
  Vulnerability::Affected result;
  result.module = reader.object("package").text("name");
  check_module(reader, result.module);
  for (const Reader& one : reader.objects("ranges")) {
    if (one.text("type") == "SEMVER") result.ranges.push_back(range(one));
  }
  const Reader specific = reader.object("ecosystem_specific");
  for (const Reader& one : specific.objects("imports")) {
    result.packages.push_back(package(one, result.module));
  }
  for (const Reader& one : specific.objects("custom_ranges")) {
    add_custom(result.custom_ranges, one);
  }
  return result;
}

Json json_of(const Vulnerability::Event& event) {
  const std::string version = event.version.empty() ? "0" : event.version.substr(1);
  return {{event.is_fix ? "fixed" : "introduced", version}};
}

Json json_of(const Vulnerability::CustomRange& range) {
  Json events = Json::array({{{"introduced", range.introduced}}});
  if (!range.fixed.empty()) events.push_back({{"fixed", range.fixed}});
  return {{"type", "ECOSYSTEM"}, {"events", std::move(events)}};
}

Json json_of(const Vulnerability::Affected& affected) {
  Json result{{"package", {{"name", affected.module}}}};
  for (const Vulnerability::Range& range : affected.ranges) {
    Json& one = result["ranges"].emplace_back(Json{{"type", "SEMVER"}, {"events", Json::array()}});
    for (const Vulnerability::Event& event : range) one["events"].push_back(json_of(event));
  }
  Json specific = Json::object();
  for (const Vulnerability::Package& package : affected.packages) {
    Json& one = specific["imports"].emplace_back(Json{{"path", package.path}});
    if (!package.os.empty()) one["goos"] = package.os;
    if (!package.arch.empty()) one["goarch"] = package.arch;
  }
  for (const auto& range : affected.custom_ranges) {
    specific["custom_ranges"].push_back(json_of(range));
  }
  if (!specific.empty()) result["ecosystem_specific"] = std::move(specific);
  return result;
}

}  // namespace

bool is_id(std::string_view text) {
  if (!text.starts_with("GO-") || text.size() < 9 || text[7] != '-') return false;
  return text.find_first_not_of(digits, 3) == 7 && text.find_first_not_of(digits, 8) == text.npos;
}

Vulnerability parse(std::string_view text, const std::string& name) {
  if (text.size() > most_bytes) throw Error(fmt::format("{}: is larger than 1 MiB", name));
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) throw Error(fmt::format("{}: is not JSON", name));
  const Reader reader(json, name + ":");
  Vulnerability result;
  result.id = reader.text("id");
  if (!is_id(result.id)) reader.fail(fmt::format("has a bad id \"{}\"", result.id));
  result.aliases = reader.texts("aliases");
  if (!std::all_of(result.aliases.begin(), result.aliases.end(), is_name)) {
    reader.fail("has a bad alias");
  }
  result.summary = reader.text("summary");
  result.withdrawn = reader.text("withdrawn");
  const Reader specific = reader.object("database_specific");
  result.is_reviewed = specific.text("review_status") == "REVIEWED";
  const std::string url = specific.text("url");
  if (url.starts_with("https://") && is_word(url)) result.url = url;
  for (const Reader& one : reader.objects("affected")) result.affected.push_back(affected(one));
  return result;
}

std::string print(const Vulnerability& vulnerability) {
  Json json{{"id", vulnerability.id}};
  if (!vulnerability.withdrawn.empty()) json["withdrawn"] = vulnerability.withdrawn;
  if (!vulnerability.aliases.empty()) json["aliases"] = vulnerability.aliases;
  json["summary"] = vulnerability.summary;
  json["affected"] = Json::array();
  for (const auto& one : vulnerability.affected) json["affected"].push_back(json_of(one));
  Json& specific = json["database_specific"] = Json::object();
  if (!vulnerability.url.empty()) specific["url"] = vulnerability.url;
  if (vulnerability.is_reviewed) specific["review_status"] = "REVIEWED";
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace goset::audit::osv
