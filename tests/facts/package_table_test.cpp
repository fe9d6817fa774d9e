#include "goset/facts/package_table.hpp"

#include "in_words.hpp"
#include "support/catch.hpp"

using goset::BuildConstraint;
using goset::ModulePackages;
using goset::PackageTable;

TEST_CASE("PackageTableSaysWhatThePackagesSay") {
  const BuildConstraint linux = BuildConstraint::tag("linux");
  ModulePackages packages;
  packages.absent_packages = {"a", "z/y"};
  packages.packages["."] = {BuildConstraint::always(), {{"fmt", BuildConstraint::always()}}, {"t"}};
  packages.packages["sub"] = {linux, {{"fmt", linux}, {"m.io/x", BuildConstraint::always()}}, {}};
  packages.packages["empty"] = {BuildConstraint::never(), {}, {}};
  for (const bool complete : {true, false}) {
    packages.complete = complete;
    const ModulePackages again = in_words(PackageTable::of(packages));
    CHECK(again.complete == complete);
    CHECK(again.absent_packages == packages.absent_packages);
    CHECK(again.packages == packages.packages);
  }
}

TEST_CASE("PackageTableNumbersASharedImportOnce") {
  goset::SharedTexts texts;
  ModulePackages packages;
  for (const char* directory : {"a", "b", "c"}) {
    packages.packages[directory].imports = {{texts.of("fmt"), BuildConstraint::always()},
                                            {texts.of("m.io/x"), BuildConstraint::always()}};
  }
  const PackageTable table = PackageTable::of(packages);
  CHECK(table.imports.size() == 2);
  CHECK(in_words(table).packages == packages.packages);
}

TEST_CASE("PackageTableStaysWholeWhenItIsMoved") {
  ModulePackages packages;
  for (int i = 0; i < 100; ++i) {
    packages.packages["p" + std::to_string(i)].imports = {{"a.io/x", BuildConstraint::always()}};
  }
  PackageTable table = PackageTable::of(packages);
  const PackageTable moved = std::move(table);
  CHECK(in_words(moved).packages == packages.packages);
}
