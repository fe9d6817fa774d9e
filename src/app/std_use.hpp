#pragma once

#include <filesystem>
#include <string>

#include "goset/audit/inventory.hpp"
#include "goset/facts/fact_cache.hpp"

namespace goset {

// std_use returns the standard library as a module of the inventory, at this version: its packages
// that programs import, themselves or through others. A lock does not have such imports; they come
// from the facts of modules, and of a leaf on disk from its files. A program with a package of which
// neither is there may need anything (Inventory::Module::unsure).
audit::Inventory::Module std_use(const audit::Inventory& inventory, const GoSet& set,
                                 const Configurations& configurations, const FactCache& facts,
                                 const std::filesystem::path& folder, const std::string& version);

}  // namespace goset
