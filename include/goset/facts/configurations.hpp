#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "goset/go/build_constraint.hpp"
#include "goset/model/lock.hpp"
#include "goset/model/platform.hpp"

namespace goset {

// Configurations are what a set is resolved for: every platform with cgo off and on. Bit 2i of a
// mask is platform i without cgo, bit 2i+1 the same with cgo.
class Configurations {
 public:
  static constexpr std::size_t max_platforms = 32;

  // `platforms` are sorted and made unique; `go_minor` is N of the toolchain's 1.N, whose build
  // tags hold. Throws Error for none or more than max_platforms.
  Configurations(std::vector<Platform> platforms, int go_minor);
  // of returns what a set was locked for.
  static Configurations of(const Lock& lock);

  const std::vector<Platform>& platforms() const { return platforms_; }
  int go_minor() const { return go_minor_; }
  ConfigMask all() const { return all_; }
  friend bool operator==(const Configurations& a, const Configurations& b) {
    return a.platforms_ == b.platforms_ && a.go_minor_ == b.go_minor_;
  }

  // bit returns the mask of one configuration; 0 if the platform is not among these.
  ConfigMask bit(const Platform& platform, bool cgo) const;

  // mask returns where a constraint holds for a build with these custom tags.
  ConfigMask mask(const BuildConstraint& constraint, const std::set<std::string>& tags) const;

  // canonical returns a short constraint that says the same for these configurations: what they
  // decide is folded away, and a tag that makes no difference in any of them. Equal masks give
  // equal text, unless custom tags remain.
  BuildConstraint canonical(const BuildConstraint& constraint) const;

  // is_custom reports whether a tag is a leaf's to set: no platform and no toolchain decides it.
  bool is_custom(std::string_view tag) const;

  // terms cuts a mask into disjoint conjunctions (`linux`, `darwin && arm64`, `!cgo`), the simplest
  // first; {""} stands for all, and no term for the empty mask.
  std::vector<std::string> terms(ConfigMask mask) const;

 private:
  struct Term {
    std::string text;
    ConfigMask mask;
  };
  void add_term(std::string_view os, std::string_view arch, std::string_view cgo);
  // cases returns the constraint as one alternative for all configurations that leave the same of it.
  BuildConstraint cases(const BuildConstraint& constraint) const;
  BuildConstraint any_of(ConfigMask mask) const;

  std::vector<Platform> platforms_;
  int go_minor_;
  ConfigMask all_ = 0;
  std::vector<Term> terms_;  // every conjunction, fewest words first
};

}  // namespace goset
