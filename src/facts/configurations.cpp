#include "goset/facts/configurations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "goset/error.hpp"
#include "goset/go/platform_tags.hpp"
#include "goset/go/toolchain_version.hpp"

namespace goset {

Configurations::Configurations(std::vector<Platform> platforms, int go_minor)
    : platforms_(std::move(platforms)), go_minor_(go_minor) {
  std::sort(platforms_.begin(), platforms_.end());
  platforms_.erase(std::unique(platforms_.begin(), platforms_.end()), platforms_.end());
  if (platforms_.empty()) throw Error("no platform is given");
  if (platforms_.size() > max_platforms) {
    throw Error(fmt::format("{} platforms are given, at most {} are possible", platforms_.size(),
                            max_platforms));
  }
  for (const Platform& platform : platforms_) all_ |= bit(platform, false) | bit(platform, true);

  std::set<std::string> oses{""};
  std::set<std::string> arches{""};
  for (const Platform& platform : platforms_) {
    oses.insert(platform.os);
    arches.insert(platform.arch);
  }
  for (const std::string& os : oses) {
    for (const std::string& arch : arches) {
      for (std::string_view cgo : {"", "cgo", "!cgo"}) add_term(os, arch, cgo);
    }
  }
  // Fewest words first; among these GOOS before GOARCH before cgo, which is how they were made.
  const auto words = [](const Term& term) {
    return term.text.empty() ? 0 : 1 + std::count(term.text.begin(), term.text.end(), '&') / 2;
  };
  const auto rank = [](const Term& term) {  // of the first word
    if (platform_tags::known_os(term.text.substr(0, term.text.find(' ')))) return 0;
    return platform_tags::known_arch(term.text.substr(0, term.text.find(' '))) ? 1 : 2;
  };
  std::stable_sort(terms_.begin(), terms_.end(), [&](const Term& a, const Term& b) {
    if (words(a) != words(b)) return words(a) < words(b);
    return rank(a) < rank(b);
  });
}

void Configurations::add_term(std::string_view os, std::string_view arch, std::string_view cgo) {
  Term term{"", 0};
  for (std::string_view word : {os, arch, cgo}) {
    if (word.empty()) continue;
    if (!term.text.empty()) term.text += " && ";
    term.text += word;
  }
  for (const Platform& platform : platforms_) {
    if (!os.empty() && platform.os != os) continue;
    if (!arch.empty() && platform.arch != arch) continue;
    if (cgo != "cgo") term.mask |= bit(platform, false);
    if (cgo != "!cgo") term.mask |= bit(platform, true);
  }
  if (term.mask != 0) terms_.push_back(std::move(term));
}

Configurations Configurations::of(const Lock& lock) {
  return Configurations(lock.platforms, toolchain_version::minor(lock.toolchain));
}

ConfigMask Configurations::bit(const Platform& platform, bool cgo) const {
  const auto found = std::find(platforms_.begin(), platforms_.end(), platform);
  if (found == platforms_.end()) return 0;
  return ConfigMask{1} << (2 * (found - platforms_.begin()) + (cgo ? 1 : 0));
}

ConfigMask Configurations::mask(const BuildConstraint& constraint,
                                const std::set<std::string>& tags) const {
  if (constraint.is_always()) return all_;
  ConfigMask result = 0;
  for (const Platform& platform : platforms_) {
    for (const bool cgo : {false, true}) {
      const auto has_tag = [&](std::string_view tag) {
        return platform_tags::has(tag, platform.os, platform.arch, cgo, go_minor_)
                   .value_or(false) ||
               tags.contains(std::string(tag));
      };
      if (constraint.eval(has_tag)) result |= bit(platform, cgo);
    }
  }
  return result;
}

BuildConstraint Configurations::canonical(const BuildConstraint& constraint) const {
  if (constraint.is_always()) return constraint;
  bool custom = false;
  const BuildConstraint folded = constraint.fold([&](std::string_view tag) -> std::optional<bool> {
    std::optional<bool> same;
    for (const Platform& platform : platforms_) {
      for (const bool cgo : {false, true}) {
        const std::optional<bool> holds =
            platform_tags::has(tag, platform.os, platform.arch, cgo, go_minor_);
        if (!holds) {
          custom = true;
          return std::nullopt;
        }
        if (same && *same != *holds) return std::nullopt;
        same = holds;
      }
    }
    return same;
  });
  if (!custom) return any_of(mask(folded, {}));
  const BuildConstraint by_cases = cases(folded);
  const std::vector<std::string> tags = by_cases.tags();
  if (std::none_of(tags.begin(), tags.end(), [&](const auto& tag) { return is_custom(tag); })) {
    return any_of(mask(by_cases, {}));
  }
  return by_cases.str().size() <= folded.str().size() ? by_cases : folded;
}

BuildConstraint Configurations::cases(const BuildConstraint& constraint) const {
  // What is left of it in a configuration, in the order of the first that has it.
  std::vector<std::pair<BuildConstraint, ConfigMask>> found;
  for (const Platform& platform : platforms_) {
    for (const bool cgo : {false, true}) {
      const BuildConstraint left = constraint.fold([&](std::string_view tag) {
        return platform_tags::has(tag, platform.os, platform.arch, cgo, go_minor_);
      });
      const auto same = std::find_if(found.begin(), found.end(),
                                     [&](const auto& known) { return known.first == left; });
      if (same == found.end()) {
        found.emplace_back(left, bit(platform, cgo));
      } else {
        same->second |= bit(platform, cgo);
      }
    }
  }
  BuildConstraint result = BuildConstraint::never();
  for (const auto& [left, mask] : found) result = result || (any_of(mask) && left);
  return result;
}

BuildConstraint Configurations::any_of(ConfigMask mask) const {
  BuildConstraint result = BuildConstraint::never();
  for (const std::string& term : terms(mask)) result = result || BuildConstraint::parse(term);
  return result;
}

bool Configurations::is_custom(std::string_view tag) const {
  const Platform& any = platforms_.front();
  return !platform_tags::has(tag, any.os, any.arch, false, go_minor_);
}

std::vector<std::string> Configurations::terms(ConfigMask mask) const {
  std::vector<std::string> result;
  ConfigMask left = mask & all_;
  for (const Term& term : terms_) {
    if (left == 0) break;
    if ((term.mask & ~left) != 0) continue;
    result.push_back(term.text);
    left &= ~term.mask;
  }
  return result;
}

}  // namespace goset
