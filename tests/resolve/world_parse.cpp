#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <sstream>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/semver.hpp"
#include "world.hpp"

// A line is a list of words; "[...]" is one word, and a colon at a word's end another. A line at
// the left margin says something of the set or begins a leaf, a track or a module; what is indented
// belongs to that.

namespace goset::world {

namespace {

ModuleVersion version_of(const std::string& word) {
  const std::size_t at = word.find('@');
  if (at == std::string::npos) return {word, ""};
  const std::string version = word.substr(at + 1);
  const std::string canonical = module::canonical_version(version);
  if (canonical.empty()) throw Error(fmt::format("bad version: {}", word));
  return {word.substr(0, at), canonical};
}

class Words {
 public:
  explicit Words(const std::string& line) : line_(line) {
    std::istringstream in(line);
    for (std::string word; in >> std::ws && in.peek() != EOF;) {
      if (in.peek() == '[') {
        std::getline(in, word, ']');
        words_.push_back(word + "]");
        continue;
      }
      in >> word;
      const bool ends = word.size() > 1 && word.back() == ':';
      if (ends) word.pop_back();
      words_.push_back(word);
      if (ends) words_.emplace_back(":");
    }
  }

  bool empty() const { return words_.empty(); }
  std::string peek(std::size_t i = 0) const { return i < words_.size() ? words_[i] : ""; }

  std::string take() {
    if (words_.empty()) throw Error("a word is missing");
    std::string word = std::move(words_.front());
    words_.pop_front();
    return word;
  }
  bool take_if(std::string_view word) {
    if (peek() != word) return false;
    words_.pop_front();
    return true;
  }
  void expect(std::string_view word) {
    if (!take_if(word)) throw Error(fmt::format("\"{}\" is missing", word));
  }
  // take_condition takes "[...]" where it is next.
  std::optional<std::string> take_condition() {
    if (!peek().starts_with('[')) return std::nullopt;
    const std::string word = take();
    return word.substr(1, word.size() - 2);
  }
  std::vector<std::string> rest() {
    std::vector<std::string> result(words_.begin(), words_.end());
    words_.clear();
    return result;
  }
  std::vector<ModuleVersion> versions() {
    std::vector<ModuleVersion> result;
    for (const std::string& word : rest()) {
      result.push_back(version_of(word));
      if (result.back().version.empty()) throw Error(fmt::format("no version: {}", word));
    }
    return result;
  }
  // text_after returns the text of the line after the first `mark`.
  std::string text_after(std::string_view mark) {
    words_.clear();
    const std::size_t at = line_.find(mark);
    if (at == std::string::npos) throw Error(fmt::format("\"{}\" is missing", mark));
    const std::size_t begin = line_.find_first_not_of(' ', at + mark.size());
    return begin == std::string::npos ? "" : line_.substr(begin);
  }

 private:
  const std::string& line_;
  std::deque<std::string> words_;
};

Pin pin_of(Words& words) {
  Pin pin;
  pin.path = words.take();
  pin.exact = words.take_if("=");
  if (!pin.exact) words.expect(">=");
  pin.version = version_of(pin.path + "@" + words.take()).version;
  return pin;
}

Replace replace_of(Words& words) {
  Replace replace;
  replace.old = version_of(words.take());
  words.expect("=>");
  const std::string by = words.take();
  if (by.starts_with("./") || by.starts_with("../")) {
    replace.directory = by.starts_with("./") ? by.substr(2) : by;
  } else {
    replace.by = version_of(by);
    if (replace.by.version.empty()) throw Error(fmt::format("no version: {}", by));
  }
  return replace;
}

// is_package reports whether a line is DIRECTORY {.NAME} [WHEN] ":" and so on.
bool is_package(const Words& words) {
  std::size_t at = 1;
  while (words.peek(at).size() > 1 && words.peek(at).starts_with('.')) ++at;
  if (words.peek(at).starts_with('[')) ++at;
  return words.peek(at) == ":";
}

// names_of takes words that begin with a period, which they lose.
std::vector<std::string> names_of(Words& words) {
  std::vector<std::string> result;
  while (words.peek().size() > 1 && words.peek().starts_with('.')) {
    result.push_back(words.take().substr(1));
  }
  return result;
}

Package package_of(Words& words) {
  Package package;
  package.directory = words.take();
  package.names = names_of(words);
  package.when = words.take_condition().value_or("");
  words.expect(":");
  while (!words.empty()) {
    Import import;
    import.path = words.take();
    import.names = names_of(words);
    import.when = words.take_condition();
    package.imports.push_back(std::move(import));
  }
  return package;
}

// head_of reads what the first line of any module may say after its name: `go1.16`, `nogo`,
// `declares PATH`; false for another word.
bool head_of(Module& module, Words& words) {
  if (words.take_if("nogo")) {
    module.go.reset();
  } else if (words.take_if("declares")) {
    module.path = words.take();
    if (module.path == "nothing") module.path.clear();
  } else if (words.peek().starts_with("go1")) {
    module.go = words.take().substr(2);
  } else {
    return false;
  }
  return true;
}

class Parser {
 public:
  World parse(std::string_view text) {
    std::istringstream lines{std::string(text)};
    std::size_t number = 0;
    bool expecting = false;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      if (line.starts_with('#') || line.find_first_not_of(' ') == std::string::npos) continue;
      if (line == "=>") {
        expecting = true;
      } else if (expecting) {
        world_.expected += line + "\n";
      } else if (line.starts_with("== ")) {
        world_.name = line.substr(3);
      } else {
        read_line(line, number);
      }
    }
    std::stable_sort(world_.leaves.begin(), world_.leaves.end(),
                     [](const Leaf& a, const Leaf& b) { return a.name < b.name; });
    check();
    return std::move(world_);
  }

 private:
  // check refuses what goset.toml can't say.
  void check() const {
    std::string last;
    for (const Leaf& leaf : world_.leaves) {
      if (leaf.name == std::exchange(last, leaf.name)) {
        throw Error(fmt::format("leaf {} is there twice", leaf.name));
      }
      const bool has_track =
          std::any_of(world_.tracks.begin(), world_.tracks.end(),
                      [&](const Track& track) { return track.name == leaf.track; });
      if (!leaf.track.empty() && !has_track) {
        throw Error(fmt::format("there is no track {}", leaf.track));
      }
    }
  }

  void read_line(const std::string& line, std::size_t number) {
    Words words(line);
    try {
      if (line.front() == ' ') {
        read_indented(words);
      } else {
        read_top(words);
      }
      if (!words.empty()) throw Error(fmt::format("unexpected: {}", words.peek()));
    } catch (const Error& error) {
      throw Error(fmt::format("{}: {}", number, error.message()), {line});
    }
  }

  void read_top(Words& words) {
    const std::string first = words.take();
    leaf_ = nullptr;
    source_ = nullptr;
    module_ = nullptr;
    track_ = nullptr;
    if (first == "platforms") {
      world_.platforms = words.rest();
    } else if (first == "toolchain") {
      world_.go_minor = std::stoi(words.take().substr(2));
    } else if (first == "ceiling") {
      world_.ceiling = words.take();
    } else if (first == "tolerant") {
      world_.tolerant = true;
    } else if (first == "pin") {
      world_.pins.push_back(pin_of(words));
    } else if (first == "replace") {
      world_.replace.push_back(replace_of(words));
    } else if (first == "track") {
      read_track(words);
    } else if (first == "leaf") {
      read_leaf(words);
    } else if (first.find('@') != std::string::npos) {
      read_module(version_of(first), words);
    } else {
      throw Error(fmt::format("unknown word: {}", first));
    }
  }

  void read_track(Words& words) {
    Track track;
    track.name = words.take();
    track.reason = words.text_after(":");
    world_.tracks.push_back(std::move(track));
    track_ = &world_.tracks.back();
  }

  void read_leaf(Words& words) {
    Leaf leaf;
    leaf.name = words.take();
    SourceModule main;
    main.path = leaf.name;
    main.go = "1.17";
    main.directory = ".";
    while (!words.empty() && !words.take_if(":")) {
      if (head_of(main, words)) continue;
      const std::string word = words.take();
      if (word.starts_with('+')) {
        leaf.tags.push_back(word.substr(1));
      } else if (word.starts_with('?')) {
        leaf.optional_tags.push_back(word.substr(1));
      } else if (word == "in") {
        leaf.track = words.take();
      } else if (word == "own") {
        leaf.own = true;
      } else if (word == "tests") {
        leaf.tests = true;
      } else if (word == "workspace") {
        leaf.workspace = true;
      } else if (word.starts_with("./")) {
        leaf.patterns.push_back(word);
      } else {
        throw Error(fmt::format("unknown word: {}", word));
      }
    }
    main.require = words.versions();
    leaf.mains.push_back(std::move(main));
    world_.leaves.push_back(std::move(leaf));
    leaf_ = &world_.leaves.back();
    source_ = &leaf_->mains.front();
    module_ = source_;
  }

  void read_module(const ModuleVersion& m, Words& words) {
    using Answer = Published::Answer;
    Published module;
    module.path = m.path;
    module.go = "1.17";
    while (!words.empty() && !words.take_if(":")) {
      if (head_of(module, words)) continue;
      const std::string word = words.take();
      if (word == "missing" || word == "tampered") {
        module.go_mod = module.zip = word == "missing" ? Answer::missing : Answer::tampered;
      } else if (word == "zip-missing" || word == "zip-tampered") {
        module.zip = word == "zip-missing" ? Answer::missing : Answer::tampered;
      } else {
        throw Error(fmt::format("unknown word: {}", word));
      }
    }
    module.require = words.versions();
    const auto [entry, is_new] = world_.modules.emplace(m, std::move(module));
    if (!is_new) throw Error(fmt::format("{} is there twice", m.str()));
    module_ = &entry->second;
  }

  void read_indented(Words& words) {
    if (track_ && words.take_if("pin")) {
      track_->pins.push_back(pin_of(words));
    } else if (module_ && is_package(words)) {
      module_->packages.push_back(package_of(words));
    } else if (module_ && words.take_if("empty")) {
      module_->is_empty = true;
    } else if (source_) {
      read_of_source(words);
    } else {
      throw Error(fmt::format("nothing that this belongs to: {}", words.peek()));
    }
  }

  void read_of_source(Words& words) {
    const std::string first = words.take();
    if (first == "exclude") {
      for (ModuleVersion& m : words.versions()) source_->exclude.push_back(std::move(m));
    } else if (first == "replace") {
      source_->replace.push_back(replace_of(words));
    } else if (first == "ignore") {
      source_->ignore = words.rest();
    } else if (first == "work") {
      words.expect("replace");
      leaf_->work_replace.push_back(replace_of(words));
    } else if (first == "use" || first == "dir") {
      read_directory(first == "use" ? leaf_->mains : leaf_->locals, words);
      leaf_->workspace = leaf_->workspace || first == "use";
    } else {
      throw Error(fmt::format("unknown word: {}", first));
    }
  }

  void read_directory(std::vector<SourceModule>& modules, Words& words) {
    SourceModule module;
    module.directory = words.take();
    if (module.directory.starts_with("./")) module.directory = module.directory.substr(2);
    module.path = words.take();
    module.go = "1.17";
    while (!words.empty() && !words.take_if(":")) {
      if (!head_of(module, words)) throw Error(fmt::format("unknown word: {}", words.peek()));
    }
    module.require = words.versions();
    modules.push_back(std::move(module));
    source_ = &modules.back();
    module_ = source_;
  }

  World world_;
  // What indented lines belong to.
  Leaf* leaf_ = nullptr;
  SourceModule* source_ = nullptr;
  Module* module_ = nullptr;
  Track* track_ = nullptr;
};

}  // namespace

World parse(std::string_view text) {
  return Parser().parse(text);
}

std::vector<World> parse_all(std::string_view text) {
  std::vector<World> result;
  std::string one;
  std::istringstream lines{std::string(text)};
  const auto finish = [&] {
    if (!one.empty()) result.push_back(parse(one));
    one.clear();
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("== ")) finish();
    if (!one.empty() || line.starts_with("== ")) one += line + "\n";
  }
  finish();
  return result;
}

}  // namespace goset::world
