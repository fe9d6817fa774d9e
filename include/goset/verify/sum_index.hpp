#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "goset/go/module.hpp"
#include "goset/go/sum_lines.hpp"
#include "goset/model/string_ids.hpp"
#include "goset/model/text_store.hpp"

namespace goset {

// SumIndex looks a module up in many go.sum files at once. Programs have most lines in common, so
// equal lines are kept once and taken apart once.
class SumIndex {
 public:
  // Claim is what a file says; of files that say the same, that whose origin comes first by name.
  struct Claim {
    std::string origin;
    std::vector<std::string> hashes;
  };
  using Claims = std::vector<Claim>;  // by origin

  void add(const std::string& origin, const SumLines& sums);
  // zip and go_mod return all that is said of a module's zip, and of its go.mod.
  Claims zip(const ModuleVersion& m) const { return claims(m, ""); }
  Claims go_mod(const ModuleVersion& m) const { return claims(m, mod_suffix); }
  // has_zip and has_go_mod report whether anything is said of them.
  bool has_zip(const ModuleVersion& m) const { return is_claimed(m, ""); }
  bool has_go_mod(const ModuleVersion& m) const { return is_claimed(m, mod_suffix); }

 private:
  using Id = StringIds::Id;
  static constexpr std::string_view mod_suffix = "/go.mod";

  // Line is one text. `origin` is the first file by name of those that say this and nothing else of
  // the subject; null if there is none.
  struct Line {
    Id subject = StringIds::none;
    Id next = StringIds::none;  // of the same subject
    const std::string* origin = nullptr;
  };
  // Subject is a zip or a go.mod: "PATH VERSION", "PATH VERSION/go.mod".
  struct Subject {
    Id first = StringIds::none;  // of its lines
    Id last_seen = StringIds::none;
    std::size_t seen_in = 0;  // number of the file that has `last_seen`
  };
  Id line_of(std::string_view text);
  Claims claims(const ModuleVersion& m, std::string_view suffix) const;
  bool is_claimed(const ModuleVersion& m, std::string_view suffix) const;
  Id subject_of(const ModuleVersion& m, std::string_view suffix) const;
  void add_several(const std::string& origin, Id subject, std::vector<std::string> hashes);

  TextStore texts_;
  std::deque<std::string> origins_;
  StringIds line_ids_;
  StringIds subject_ids_;
  std::vector<Line> lines_;
  std::vector<Subject> subjects_;
  std::unordered_map<Id, Claims> several_;  // by subject: files that state more than one hash of it
};

}  // namespace goset
