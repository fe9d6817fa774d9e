#include "solving.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// Versions and needs depend on each other: what is needed follows from the packages at the chosen
// versions, and what a needed module requires may raise versions (I2). So they are found in rounds:
//
//   versions  from the floors (I1 and the pins), raised by what the needed modules of the last
//             round require, until nothing moves
//   lists     each leaf's build list with its requirements at these versions: where an import of
//             the leaf may be looked for. What the leaf alone does not have is required as well
//   walks     the packages that each leaf needs, hence the modules
//
// until the same modules are needed as in the round before. Each round chooses versions anew, so
// that a module that is no longer needed leaves nothing behind (I3). Should the rounds go in a
// circle, which takes packages that move between modules, what was needed once stays so.
//
// A version that a leaf replaces by lines of its own does not count for the others, nor does what
// only reaches a replaced module. It does count for the leaf itself, if any module that the leaf
// needs requires it.
//
// The set is solved again and again, each time without a leaf that was set apart, and begins from
// nothing each time. But round by round little is different from the solution before. So the rounds
// are kept: in each, only those leaves are evaluated that mind a path whose version, or whose being
// needed, is another than in the same round before; the others come to what they came to then.

namespace goset::resolve {

// --- what is kept -------------------------------------------------------------------------------

void Rounds::mind(const Resolving& resolving, const LeafState& leaf, const BuildList& list) {
  minding.grow(resolving.universe.path_count());
  for (const PathId path : list.paths) {
    minding[path].push_back(static_cast<std::uint32_t>(leaf.position));
  }
}

void Rounds::add(const Resolving& resolving, const LeafState& leaf) {
  mind(resolving, leaf, *leaf.own);
  for (const auto& main : leaf.leaf->mains()) {
    for (const VersionId m : main->listed) {
      const PathId path = resolving.universe.path_of(m);
      if (!leaf.own->contains(path)) {
        minding[path].push_back(static_cast<std::uint32_t>(leaf.position));
      }
    }
  }
  floors.grow(resolving.universe.path_count(), no_version);
  at_floor.grow(resolving.universe.path_count());
  for (std::size_t i = 0; i < leaf.own->paths.size(); ++i) {
    const PathId path = leaf.own->paths[i];
    const VersionId version = leaf.own->versions[i];
    if (leaf.leaf->replaces(version)) continue;
    if (resolving.lift(floors, path, version)) at_floor[path] = 0;
    if (floors[path] == version) ++at_floor[path];
  }
}

void Rounds::remove(const Resolving& resolving, const LeafState& leaf) {
  for (Round& round : rounds) round.needs.set(leaf, nullptr);
  for (std::size_t i = 0; i < leaf.own->paths.size(); ++i) {
    const PathId path = leaf.own->paths[i];
    const VersionId version = leaf.own->versions[i];
    if (leaf.leaf->replaces(version) || floors[path] != version) continue;
    if (--at_floor[path] > 0) continue;
    floors[path] = no_version;
    if (index(path) < requirers.size()) {
      for (const VersionId m : requirers[path]) {
        above[m].is_known = false;
        is_quiet.grow(index(m) + 1);
        is_quiet[m] = 0;
      }
    }
    for (const std::uint32_t position : minding[path]) {
      const LeafState& other = *resolving.leaves[position];
      const VersionId own = other.own->at(path);
      if (!other.track.empty() || own == no_version || other.leaf->replaces(own)) continue;
      if (resolving.lift(floors, path, own)) at_floor[path] = 0;
      if (floors[path] == own) ++at_floor[path];
    }
  }
}

// --- rounds -------------------------------------------------------------------------------------

Solving::Solving(Resolving& resolving, Evaluator& evaluator, Fit& fit, View& view,
                 const View* below, std::vector<LeafState*> leaves, Rounds* rounds)
    : resolving_(resolving),
      evaluator_(evaluator),
      explainer_(resolving),
      fit_(fit),
      view_(view),
      below_(below),
      leaves_(std::move(leaves)),
      rounds_(rounds),
      counts_(resolving.leaves.size()),
      demoted_(view.own) {
  for (LeafState* leaf : leaves_) {
    if (!leaf->leaf->is_alike()) {
      not_alike_.push_back(leaf);
    } else if (!any_alike_) {
      any_alike_ = leaf;
    }
  }
}

// begin forgets what was needed: what led there may have gone.
void Solving::begin() {
  needed_.assign(leaves_.size(), nullptr);
  for (LeafState* leaf : leaves_) leaf->raise_all = false;
}

namespace {

bool same(const NeedList& a, const NeedList& b) {
  if (a == b) return true;
  const std::size_t size_a = a ? a->size() : 0;
  const std::size_t size_b = b ? b->size() : 0;
  return size_a == size_b && (size_a == 0 || *a == *b);
}

bool same(const std::vector<NeedList>& a, const std::vector<NeedList>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const NeedList& x, const NeedList& y) { return same(x, y); });
}

}  // namespace

void Solving::solve() {
  std::vector<std::vector<NeedList>> seen;
  bool circle = view_.circle = false;
  begin();
  for (round_ = 0;; ++round_) {
    next_round();
    choose_versions();
    evaluate();
    std::vector<NeedList> now;
    for (const LeafState* leaf : leaves_) now.push_back(leaf->needed);
    bool stable = same(now, needed_);
    const bool is_known = std::any_of(seen.begin(), seen.end(),
                                      [&](const auto& before) { return same(before, now); });
    circle = circle || (!stable && is_known);
    if (!stable && !is_known) seen.push_back(now);
    view_.circle = view_.circle || circle;
    if (circle) {
      stable = !keep_needed(now);
    } else {
      needed_ = std::move(now);
    }
    if (!stable) continue;
    if (!settle_faults()) break;
    seen.clear();
    circle = false;
  }
}

// keep_needed adds what is needed now to what was before, and reports whether that was more.
bool Solving::keep_needed(const std::vector<NeedList>& now) {
  bool any = false;
  for (std::size_t i = 0; i < now.size(); ++i) {
    std::set<PathId> known;
    if (needed_[i]) known.insert(needed_[i]->begin(), needed_[i]->end());
    auto merged =
        std::make_shared<std::vector<PathId>>(needed_[i] ? *needed_[i] : std::vector<PathId>());
    for (const PathId path : *now[i]) {
      if (known.contains(path)) continue;
      merged->push_back(path);
      any = true;
    }
    std::sort(merged->begin(), merged->end(), [this](PathId a, PathId b) {
      return resolving_.universe.text(a) < resolving_.universe.text(b);
    });
    needed_[i] = std::move(merged);
  }
  return any;
}

// publish hands what was found to the view.
void Solving::publish() {
  view_.is_needed = Table<PathId, std::uint8_t>(resolving_.universe.path_count(), 0);
  view_.needed.clear();
  for (const NeedList& paths : needed_) {
    if (!paths) continue;
    for (const PathId path : *paths) {
      if (std::exchange(view_.is_needed[path], 1) == 0) view_.needed.push_back(path);
    }
  }
  view_.versions = versions_;
  view_.own.insert(demoted_.begin(), demoted_.end());
}

void Solving::complete() {
  publish();
  evaluator_.complete(outlook(), leaves_, Evaluator::Walks::partial);
  if (check_rounds) check_looks();
}

void Solving::make_walks(const std::vector<LeafState*>& leaves) {
  evaluator_.complete(outlook(), leaves);
}

std::vector<Misfit> Solving::misfits() {
  Memory& memory = evaluator_.memory();
  std::vector<LeafState*> open;
  for (LeafState* leaf : leaves_) {
    if (!memory.misfits(*leaf)) open.push_back(leaf);
  }
  make_walks(open);
  std::map<const LeafState*, std::vector<Misfit>> found;
  for (Misfit& misfit : fit_.misfits(open)) found[misfit.leaf].push_back(std::move(misfit));
  std::vector<Misfit> result;
  for (LeafState* leaf : leaves_) {
    const std::vector<Misfit>* const known = memory.misfits(*leaf);
    const std::vector<Misfit>& misfits = known ? *known : found[leaf];
    for (const Misfit& misfit : misfits) {
      result.push_back(misfit);
      result.back().leaf = leaf;
    }
    // With other pins, more may be missing than what a lock is known to fit says.
    const bool is_whole = !resolving_.set.judged || view_.pins.empty();
    if (!known && is_whole) memory.keep_misfits(*leaf, misfits);
  }
  return result;
}

// next_round takes over what the round begins with: for the set, from the same round of the
// solution before, or else from the round before.
void Solving::next_round() {
  if (rounds_ && round_ == rounds_->rounds.size()) {
    if (round_ == 0) {
      rounds_->rounds.emplace_back(resolving_.leaves.size());
    } else {
      rounds_->rounds.push_back(Round(rounds_->rounds.back()));
    }
  }
  for (std::size_t i = 0; i < leaves_.size(); ++i) counts().set(*leaves_[i], needed_[i]);
}

Outlook Solving::outlook() const {
  return {versions_, [this](const LeafState& leaf, PathId path) { return is_needed(leaf, path); }};
}

void Solving::evaluate() {
  const std::vector<LeafState*> open = rounds_ ? moved() : leaves_;
  evaluator_.evaluate(outlook(), open);
  if (rounds_) remember(open);
  if (check_rounds) check_round();
}

// moved returns the leaves that have to be evaluated, and gives the others what they have in this
// round.
std::vector<LeafState*> Solving::moved() {
  const Round& round = rounds_->rounds[round_];
  std::vector<bool> is_moved(resolving_.leaves.size());
  const std::size_t paths = resolving_.universe.path_count();
  for (std::size_t i = 0; i < paths; ++i) {
    const PathId path{static_cast<std::uint32_t>(i)};
    const bool was_needed = i < round.is_needed.size() && round.is_needed[path] != 0;
    const bool is_needed = round.needs.shared(path) > 0 || is_replaced_need(path);
    if (was_needed == is_needed &&
        Resolving::at(round.versions, path) == Resolving::at(versions_, path)) {
      continue;
    }
    if (i >= rounds_->minding.size()) continue;
    for (const std::uint32_t leaf : rounds_->minding[path]) is_moved[leaf] = true;
  }
  std::vector<LeafState*> result;
  for (LeafState* leaf : leaves_) {
    const Round::Seen& seen = round.leaves[leaf->position];
    const Round::Brief& brief = round.briefs[leaf->position];
    const bool is_other =
        !brief.is_known || brief.raise_all != leaf->raise_all ||
        brief.supported != leaf->supported ||
        (!brief.is_alike &&
         (seen.raised != leaf->raised ||
          (leaf->leaf->replaces() && !same(seen.own_needs, round.needs.of(*leaf)))));
    if (is_other || is_moved[leaf->position]) {
      result.push_back(leaf);
      continue;
    }
    const bool has_it = leaf->kept != 0 && leaf->kept == brief.kept;
    if (!has_it) static_cast<Look&>(*leaf) = seen.look;
  }
  return result;
}

void Solving::remember(const std::vector<LeafState*>& evaluated) {
  Round& round = rounds_->rounds[round_];
  for (LeafState* leaf : evaluated) {
    round.leaves[leaf->position] = {*leaf, leaf->raised,
                                    leaf->leaf->replaces() ? round.needs.of(*leaf) : nullptr};
    round.briefs[leaf->position] = {leaf->supported, leaf->kept, leaf->raise_all, true,
                                    leaf->leaf->is_alike()};
    if (leaf->kept != 0) {
      // The memory of the run is enough, and that of the machine would not be.
      round.leaves[leaf->position].look.list.reset();
      round.leaves[leaf->position].look.walk.reset();
    }
    rounds_->minding.grow(resolving_.universe.path_count());
    for (const PathId path : leaf->beyond) {
      if (!leaf->also_seen.insert(path).second) continue;
      rounds_->minding[path].push_back(static_cast<std::uint32_t>(leaf->position));
    }
  }
  const std::size_t paths = resolving_.universe.path_count();
  round.versions = versions_;
  round.is_needed = Table<PathId, std::uint8_t>(paths, 0);
  for (std::size_t i = 0; i < paths; ++i) {
    const PathId path{static_cast<std::uint32_t>(i)};
    round.is_needed[path] = round.needs.shared(path) > 0 || is_replaced_need(path);
  }
}

void Solving::differs(const std::string& who) const {
  throw Error(fmt::format("round {} of {}: {} is different when computed again", round_,
                          view_.name.empty() ? "the set" : view_.name, who),
              {"this is a fault of goset: please report it"});
}

// check_round computes the round from nothing and compares.
void Solving::check_round() {
  if (rounds_) {
    Versions floors(resolving_.universe.path_count(), no_version);
    for (const LeafState* leaf : leaves_) resolving_.lift_to_own(floors, *leaf);
    for (std::size_t i = 0; i < floors.size(); ++i) {
      const PathId path{static_cast<std::uint32_t>(i)};
      if (Resolving::at(rounds_->floors, path) != floors[path]) {
        differs("the floor of " + resolving_.universe.text(path));
      }
    }
  }
  check_looks();
}

void Solving::check_looks() {
  for (LeafState* leaf : leaves_) {
    const Look look = *leaf;
    evaluator_.anew(outlook(), *leaf);
    if (look.list &&
        (leaf->list->paths != look.list->paths || leaf->list->versions != look.list->versions ||
         leaf->list->roots != look.list->roots ||
         leaf->list->requirements != look.list->requirements)) {
      differs("the build list of leaf " + leaf->leaf->name());
    }
    if (look.walk ? !equal(*leaf->walk, *look.walk) : !leaf->agrees(look)) {
      differs("what leaf " + leaf->leaf->name() + " needs");
    }
    static_cast<Look&>(*leaf) = look;
  }
}

}  // namespace goset::resolve
