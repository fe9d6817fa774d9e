#pragma once

#include <exception>
#include <optional>

#include "goset/facts/package_table.hpp"
#include "goset/model/mod_summary.hpp"
#include "goset/model/module_names.hpp"

namespace goset {

// FactSource is where resolution gets what it must know of module versions: the one seam between
// the algorithms and network, cache and lock. Many questions may be open at once, and are answered
// in any order.
class FactSource {
 public:
  virtual ~FactSource() = default;

  // summary, packages and names return what is known; null for what is not, or not yet. What they
  // point to stays where it is, until release. Packages that come from a lock may be known in part.
  virtual const ModSummary* summary(const ModuleVersion& m) const = 0;
  virtual const PackageTable* packages(const ModuleVersion& m) const = 0;
  virtual const ModuleNames* names(const ModuleVersion& m) const = 0;

  // release says that what `packages` returned of a module is not looked at any more.
  virtual void release(const ModuleVersion&) {}

  // want_* ask for it: for all packages, where they are known in part. Asking twice is asking once.
  virtual void want_summary(const ModuleVersion& m) = 0;
  virtual void want_packages(const ModuleVersion& m) = 0;
  virtual void want_names(const ModuleVersion& m) = 0;

  // note_summary says that a go.mod is relied on though its summary is not asked for: who remembers
  // what came of it need not see it, but it counts as read. It returns false if it must be asked for.
  virtual bool note_summary(const ModuleVersion&) { return false; }

  enum class Kind { summary, packages, names };
  struct Arrival {
    ModuleVersion module;
    Kind kind = Kind::summary;
    std::exception_ptr fault;  // Error or SecurityError, where it can't be had
  };
  // next waits for one answer; nullopt when no question is open.
  virtual std::optional<Arrival> next() = 0;
};

}  // namespace goset
