#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "goset/model/license.hpp"
#include "goset/model/package.hpp"
#include "goset/model/pin.hpp"
#include "goset/model/replacements.hpp"
#include "lock_reader.hpp"

// What stands in more than one place of a lock. All of it throws Error for what is not as it should
// be.
namespace goset::lock {

// check_directory refuses what is no directory of a module.
void check_directory(const Reader& reader, const std::string& directory);
std::set<std::string> parse_absent_packages(Reader& reader);
BuildConstraint parse_constraint(const Reader& reader, const std::string& text);
// parse_packages adds the packages of a module, and returns their directories, sorted.
std::vector<std::string> parse_packages(const Reader& reader, const Value& value,
                                        const std::string& module,
                                        std::map<std::string, PackageFacts>& packages);
// parse_texts reads an object of strings; empty if there is none.
std::map<std::string, std::string> parse_texts(Reader& reader, const std::string& key);
Pins parse_pins(Reader& reader);
// parse_module_version reads "PATH@VERSION", or "PATH"; `key` says where it stands.
ModuleVersion parse_module_version(const Reader& reader, const std::string& key,
                                   const std::string& text);
Replacements parse_replace(Reader& reader);
// parse_license reads what is known of a module's licence.
License parse_license(Reader& reader);
// parse_witness reads who vouched for a sum, or why nobody did.
void parse_witness(Reader& reader, std::string& verified, std::string& unverified);

}  // namespace goset::lock
