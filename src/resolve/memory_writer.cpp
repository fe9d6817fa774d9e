#include <algorithm>
#include <utility>

#include "goset/facts/packed.hpp"
#include "goset/hash/sha256.hpp"
#include "memory_bytes.hpp"
#include "memory_reader.hpp"

namespace goset::resolve {

using memory_bytes::bytes_of;
using memory_bytes::without;

namespace {

constexpr std::size_t most_unused = 32;  // looks at a leaf that are kept though this run had no use

// Numbering gives each number below `count` another, from 0 in the order of their first use.
template <typename Id>
class Numbering {
 public:
  explicit Numbering(std::size_t count) : numbers_(count, 0) {}

  std::uint32_t operator()(Id id) {
    std::uint32_t& number = numbers_[id];  // from 1
    if (number == 0) {
      ids_.push_back(id);
      number = static_cast<std::uint32_t>(ids_.size());
    }
    return number - 1;
  }
  const std::vector<Id>& ids() const { return ids_; }

 private:
  Table<Id, std::uint32_t> numbers_;
  std::vector<Id> ids_;
};

// AnswerNumbering gives each answer of a module to an import a number.
class AnswerNumbering {
 public:
  explicit AnswerNumbering(const Universe& universe)
      : universe_(universe), last_(universe.import_count(), 0) {}

  // `package` is null for an answer that there is none.
  Answers::Number operator()(VersionId module, ImportId import, const Package* package) {
    for (std::uint32_t at = last_[import]; at != 0; at = before_[at - 1]) {
      if (all_[at - 1].module == module) return at - 1;
    }
    const auto number = static_cast<Answers::Number>(all_.size());
    all_.push_back(
        {module, import, package ? Answers::contents_of(*package, universe_) : Answers::absent});
    before_.push_back(std::exchange(last_[import], number + 1));
    return number;
  }
  // go_on begins with those that were read, as they were.
  void go_on(const Answers& answers) {
    for (Answers::Number number = 0; number < answers.size(); ++number) {
      const Answers::Answer& answer = answers[number];
      all_.push_back(answer);
      before_.push_back(std::exchange(last_[answer.import], number + 1));
    }
  }
  const std::vector<Answers::Answer>& all() const { return all_; }

 private:
  const Universe& universe_;
  std::vector<Answers::Answer> all_;
  Table<ImportId, std::uint32_t> last_;  // of an import, from 1
  std::vector<std::uint32_t> before_;    // the answer before to the same import, from 1
};

}  // namespace

class MemoryWriter {
 public:
  using Leaves = std::vector<std::unique_ptr<LeafState>>;

  MemoryWriter(const Memory& memory, const Leaves& leaves)
      : memory_(memory),
        leaves_(leaves),
        universe_(memory.universe_),
        paths_(universe_.path_count()),
        versions_(universe_.version_count()),
        imports_(universe_.import_count()),
        answers_(universe_) {}

  std::string write() {
    if (goes_on()) begin_with(memory_.reader_->tables());
    std::size_t count = 0;
    PackedWriter leaves;
    for (std::size_t i = 0; i < memory_.leaves_.size(); ++i) {
      const Memory::LeafMemory& leaf = memory_.leaves_[i];
      if (!leaf.is_on || leaf.kept.empty()) continue;
      ++count;
      if (before_ && is_unchanged(leaf, *leaves_[i])) {
        leaves.bytes().append(bytes_of(leaf.self)).append(leaf.written);
      } else {
        write(leaf, *leaves_[i], leaves);
      }
    }
    PackedWriter own_lists = written_own_lists();
    PackedWriter out = written_tables();
    out.bytes() += own_lists.bytes();
    out.number(count);
    out.bytes() += leaves.bytes();
    const Sha256Digest hash = sha256(out.bytes());
    return std::string(memory_bytes::magic).append(bytes_of(hash)) + out.bytes();
  }

 private:
  using Tables = MemoryReader::Tables;

  // goes_on reports whether tables are worth taking over: few leaves have changed, and there is not
  // much in the tables that nothing refers to.
  bool goes_on() const {
    if (!memory_.reader_ || !memory_.answers_.all_held()) return false;
    const Tables& tables = memory_.reader_->tables();
    const std::size_t entries = tables.paths.size() + tables.versions.size() +
                                tables.imports.size() + memory_.answers_.size();
    if (entries > tables.entries_anew + tables.entries_anew / 10) return false;
    std::size_t changed = 0;
    for (std::size_t i = 0; i < memory_.leaves_.size(); ++i) {
      if (!is_unchanged(memory_.leaves_[i], *leaves_[i])) ++changed;
    }
    return changed < memory_.leaves_.size() / 4;
  }

  void begin_with(const Tables& tables) {
    before_ = &tables;
    for (const PathId path : tables.paths) paths_(path);
    for (const VersionId m : tables.versions) versions_(m);
    for (const ImportId import : tables.imports) imports_(import);
    answers_.go_on(memory_.answers_);
  }

  // is_unchanged reports whether what was read of a leaf is what would be written.
  static bool is_unchanged(const Memory::LeafMemory& leaf, const LeafState& state) {
    if (leaf.written.empty()) return false;
    std::size_t unused = 0;
    for (const Memory::Kept& kept : leaf.kept) {
      if (kept.is_new) return false;
      if (!kept.is_recalled) ++unused;
    }
    const bool has_walk = state.kept != 0 && KeptWalk::can_keep(state);
    return unused <= most_unused && leaf.last_look == (has_walk ? state.kept : 0);
  }

  PackedWriter written_tables() {
    const Tables none;
    const Tables& before = before_ ? *before_ : none;
    const std::size_t old_answers = before_ ? memory_.answers_.size() : 0;
    PackedWriter answers;
    answers.number(answers_.all().size());
    answers.bytes() += before.answer_bytes;
    for (std::size_t i = old_answers; i < answers_.all().size(); ++i) {
      const Answers::Answer& answer = answers_.all()[i];
      answers.number(versions_(answer.module));
      answers.number(imports_(answer.import));
      answers.bytes().append(reinterpret_cast<const char*>(&answer.contents),
                             sizeof answer.contents);
    }
    PackedWriter versions;
    versions.number(versions_.ids().size());
    versions.bytes() += before.version_bytes;
    for (std::size_t i = before.versions.size(); i < versions_.ids().size(); ++i) {
      const VersionId m = versions_.ids()[i];
      versions.number(paths_(universe_.path_of(m)));
      versions.text(universe_.module(m).version);
    }
    const std::size_t entries = paths_.ids().size() + versions_.ids().size() +
                                imports_.ids().size() + answers_.all().size();
    PackedWriter out;
    out.number(before_ ? before_->entries_anew : entries);
    out.number(paths_.ids().size());
    out.bytes() += before.path_bytes;
    for (std::size_t i = before.paths.size(); i < paths_.ids().size(); ++i) {
      out.text(universe_.text(paths_.ids()[i]));
    }
    out.bytes() += versions.bytes();
    out.number(imports_.ids().size());
    out.bytes() += before.import_bytes;
    for (std::size_t i = before.imports.size(); i < imports_.ids().size(); ++i) {
      out.text(universe_.import(imports_.ids()[i]).path);
    }
    out.bytes() += answers.bytes();
    return out;
  }

  PackedWriter written_own_lists() {
    std::size_t count = 0;
    PackedWriter lists;
    for (const auto& leaf : leaves_) {
      if (leaf->leaf->input().identity.empty()) continue;
      ++count;
      const Memory::Digest identity = memory_.identity_of(*leaf);
      lists.bytes() += bytes_of(identity);
      const auto known = memory_.own_lists_.find(identity);
      if (before_ && known != memory_.own_lists_.end()) {
        lists.bytes() += known->second.written;
        continue;
      }
      write(*leaf->own, lists);
      lists.number(leaf->own->read.size());
      for (const VersionId m : leaf->own->read) lists.number(versions_(m));
    }
    PackedWriter result;
    result.number(count);
    result.bytes() += lists.bytes();
    return result;
  }

  void write(const Memory::LeafMemory& leaf, const LeafState& state, PackedWriter& out) {
    std::vector<const Memory::Kept*> looks;  // the latest first
    std::size_t unused = 0;
    for (auto kept = leaf.kept.rbegin(); kept != leaf.kept.rend(); ++kept) {
      if (kept->is_recalled || kept->is_new || unused++ < most_unused) looks.push_back(&*kept);
    }
    // Lists that no look refers to any more are left out.
    Numbering<std::uint32_t> needed(leaf.needed.size());
    Numbering<std::uint32_t> places(leaf.places.size());
    PackedWriter written;
    written.number(looks.size());
    std::for_each(looks.rbegin(), looks.rend(), [&](const Memory::Kept* look) {
      write(*look, needed(look->needed), places(look->places), written);
    });
    out.bytes() += bytes_of(leaf.self);
    out.number(needed.ids().size());
    for (const std::uint32_t list : needed.ids()) write(*leaf.needed[list], out);
    out.number(places.ids().size());
    const Places none;
    const Places* first = &none;
    for (const std::uint32_t list : places.ids()) {
      const Places& now = *leaf.places[list];
      if (first != &none) write(without(*first, now), out);
      write(without(now, *first), out);
      if (first == &none) first = &now;
    }
    out.bytes() += written.bytes();
    const auto last = std::find_if(looks.rbegin(), looks.rend(), [&](const Memory::Kept* look) {
      return state.kept != 0 && look == &leaf.kept[state.kept - 1];
    });
    if (last == looks.rend() || !KeptWalk::can_keep(state)) return out.number(0);
    out.number(1);
    out.number(static_cast<std::size_t>(last - looks.rbegin()));
    write(*state.list, out);
    write(*state.walk, out);
  }

  void write(const BuildList& list, PackedWriter& out) {
    out.number(list.ordered ? 1 : 0);
    out.number(list.versions.size());
    for (const VersionId m : list.versions) out.number(versions_(m));
    write(list.roots, out);
  }

  void write(const Walk& walk, PackedWriter& out) {
    out.number(walk.modules.size());
    for (const Walk::Module& module : walk.modules) {
      out.number(paths_(module.path));
      out.number(module.version == no_version ? 0 : versions_(module.version) + 1);
      out.number((module.root ? 1U : 0U) + (module.looked ? 2U : 0U));
    }
    out.number(walk.packages.size());
    for (const Walk::Needed& needed : walk.packages) {
      const Walk::Module& module = walk.module(needed);
      out.number(needed.module);
      out.number(module.own ? imports_(needed.import)
                            : answers_(module.version, needed.import, needed.package));
      out.number(needed.mask);
    }
    out.number(walk.absent.size());
    for (const Walk::Absent& absent : walk.absent) {
      out.number(absent.module);
      out.number(answers_(walk.modules[absent.module].version, absent.import, nullptr));
    }
  }

  void write(const Memory::Kept& look, std::uint32_t needed, std::uint32_t places,
             PackedWriter& out) {
    out.bytes() += bytes_of(look.key);
    out.number(look.beyond.size());
    for (const Memory::Minded& minded : look.beyond) {
      out.number(paths_(minded.path));
      out.number(minded.version == no_version ? 0 : versions_(minded.version) + 1);
      out.number(minded.is_needed ? 1 : 0);
    }
    out.number(needed);
    write(look.newly_required, out);
    out.number(places);
    out.number(look.read.size());
    for (const VersionId m : look.read) out.number(versions_(m));
    out.number(look.brought_in.size());
    for (const auto& [path, version] : look.brought_in) {
      out.number(paths_(path));
      out.number(version == no_version ? 0 : versions_(version) + 1);
    }
    out.number(look.faults.size());
    for (const Look::Fault& fault : look.faults) {
      out.number(imports_(fault.import));
      out.number(fault.mask);
      out.number(static_cast<std::uint64_t>(fault.kind));
    }
    out.number(look.raised.size());
    for (const auto& [fault, raised] : look.raised) {
      out.number(fault);
      out.number(raised.size());
      for (const VersionId m : raised) out.number(versions_(m));
    }
    out.number(look.misfits ? look.misfits->size() + 1 : 0);
    if (look.misfits) {
      for (const Misfit& misfit : *look.misfits) write(misfit, out);
    }
  }

  void write(const Misfit& misfit, PackedWriter& out) {
    out.number(imports_(misfit.user));
    out.number(misfit.user_module == no_version ? 0 : versions_(misfit.user_module) + 1);
    out.number(imports_(misfit.used));
    out.number(versions_(misfit.used_module));
    out.number(misfit.names.size());
    for (const std::string& name : misfit.names) out.text(name);
  }

  void write(const std::vector<PathId>& paths, PackedWriter& out) {
    out.number(paths.size());
    for (const PathId path : paths) out.number(paths_(path));
  }

  void write(const Places& places, PackedWriter& out) {
    out.number(places.size());
    for (const auto& [import, path] : places) {
      out.number(imports_(import));
      out.number(paths_(path));
    }
  }

  const Memory& memory_;
  const Leaves& leaves_;
  const Universe& universe_;
  Numbering<PathId> paths_;
  Numbering<VersionId> versions_;
  Numbering<ImportId> imports_;
  AnswerNumbering answers_;
  const Tables* before_ = nullptr;  // that were taken over
};

std::optional<std::string> Memory::bytes(
    const std::vector<std::unique_ptr<LeafState>>& leaves) const {
  const bool is_new = std::any_of(leaves_.begin(), leaves_.end(), [](const LeafMemory& leaf) {
    return std::any_of(leaf.kept.begin(), leaf.kept.end(),
                       [](const Kept& kept) { return kept.is_new; });
  });
  if (!is_new) return std::nullopt;
  return MemoryWriter(*this, leaves).write();
}

}  // namespace goset::resolve
