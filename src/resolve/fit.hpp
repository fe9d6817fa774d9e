#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "evaluator.hpp"
#include "judged.hpp"
#include "misfit.hpp"
#include "missing_names.hpp"

namespace goset::resolve {

// Fit looks whether what leaves need fits together by name. It judges what the versions of a view
// bring together and no leaf alone: see fit.cpp.
class Fit {
 public:
  Fit(Resolving& resolving, Evaluator& evaluator)
      : resolving_(resolving),
        evaluator_(evaluator),
        judged_before_(resolving.universe, resolving.set.judged) {}

  // misfits returns those of leaves whose walks are made, by leaf, user and import.
  std::vector<Misfit> misfits(const std::vector<LeafState*>& leaves);
  // misfits_at does so for imports of one module alone, as if it were at `version`; nullopt if
  // that version can't be had any more.
  std::optional<std::vector<Misfit>> misfits_at(const std::vector<LeafState*>& leaves,
                                                VersionId version);

 private:
  // Side is one package of a module as a leaf has it.
  struct Side {
    const Package* package;
    VersionId module;  // as Walk::Module::version
    Source source;
    const ModuleNames* names = nullptr;  // of a module of the leaf's own; null: as of the source
  };
  // Edge is an import of a needed package that is to be judged.
  struct Edge {
    LeafState* leaf;
    Side user;
    ImportId import;
    Side used;
    ConfigMask mask;
    VersionId asked;  // the version of the used module that the user's own module asks for
  };
  using Verdict = std::vector<MissingName>;
  using Key = std::tuple<const Package*, const Package*, VersionId, TagSetId>;
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };
  // Wanted decides on imports of one module by another, which asks for the version that it is given.
  using Wanted = std::function<bool(const LeafState&, const Walk::Module& user,
                                    const Walk::Module& used, VersionId asked)>;

  // Known says of an import of a package by another whether they are known to fit.
  using Known = std::function<bool(const LeafState&, const Walk::Needed&, const Walk::Needed&)>;

  std::vector<Edge> edges(const std::vector<LeafState*>& leaves, const Wanted& is_wanted,
                          const Known& is_known = {});
  static Side side(const LeafState& leaf, const Walk::Module& module, const Package& package);
  bool is_alone(const LeafState& leaf, const Walk::Module& module) const;
  VersionId asked_by(const LeafState& leaf, const Walk::Module& user, PathId path) const;
  static void move_to(std::vector<Edge>& edges, VersionId version);
  std::vector<Misfit> judged(const std::vector<Edge>& edges);
  const ModuleNames* names(const Side& side) const;
  const Verdict& judge(const Edge& edge);
  Verdict missing(const Edge& edge, const ModuleNames& used, ConfigMask where);
  const PackageNames* package(const ModuleNames& module, std::string_view directory);
  const std::vector<ConfigMask>& masks(const ModuleNames& names, TagSetId tags);

  Resolving& resolving_;
  Evaluator& evaluator_;
  const Judged judged_before_;
  Table<ImportId, std::pair<std::uint32_t, std::uint32_t>> places_;  // epoch, place in a walk
  std::uint32_t epoch_ = 0;
  std::vector<std::uint8_t> wanted_;  // of pairs of a walk's modules: unknown, no, yes
  std::vector<VersionId> asked_;      // of these, where they are known
  std::unordered_map<Key, Verdict, KeyHash> judged_;
  std::unordered_map<const ModuleNames::Package*, PackageNames> packages_;  // while some are judged
  std::map<std::pair<const ModuleNames*, TagSetId>, std::vector<ConfigMask>> masks_;
};

}  // namespace goset::resolve
