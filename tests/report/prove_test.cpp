#include "goset/report/prove.hpp"

#include "support/catch.hpp"

using namespace goset;

namespace {

const Configuration linux{{"linux", "amd64"}, false};

// Two leaves that a module breaks, one of them in its own code too, one that builds and one that was
// not looked at.
Proof sample() {
  Proof proof;
  proof.packages = 30;
  proof.checked = 4;
  proof.failures = {
      {"a.io/x",
       {"a.io", "v1.2.0"},
       "",
       linux,
       5,
       {{"x.go", 3, 5, "undefined: b.Gone", "b.Gone", {"b.io"}},
        {"y.go", 4, 6, "too many arguments in call\n\thave (number)\n\twant ()", "", {}}},
       {"both", "one"},
       {},
       Proof::Blame{
           {"b.io", "v2.0.0"}, "v1.0.0", "one", {"selected by leaf x", "required by y@v1"}}},
      {"both.io", {"both.io", ""}, "hold", linux, 1, {{"", 0, 0, "no Go file", "", {}}}, {"both"}}};
  using Verdict = Proof::Verdict;
  proof.leaves = {{"both", "hold", Verdict::fails, {linux}, 9, {0, 1}, ""},
                  {"one", "", Verdict::fails, {linux}, 8, {0}, ""},
                  {"sound", "", Verdict::builds, {linux}, 7, {}, ""},
                  {"unix", "", Verdict::not_proven, {}, 0, {}, "not supported on windows/amd64"}};
  return proof;
}

}  // namespace

TEST_CASE("the text lists leaves that do not build, then what is at fault") {
  CHECK(prove_output::text(sample(), Paint(false)).str() ==
        "both fails at a.io/x and 1 package more\n"
        "one fails at a.io/x\n"
        "unix is not proven: not supported on windows/amd64\n"
        "\n"
        "a.io/x (a.io v1.2.0): 5 errors on linux/amd64 without cgo\n"
        "  x.go:3:5: undefined: b.Gone\n"
        "  y.go:4:6: too many arguments in call\n"
        "  and 3 more\n"
        "  b.io: one alone has v1.0.0, the set has v2.0.0, selected by leaf x and 1 more\n"
        "  needed by both, one\n"
        "\n"
        "both.io (the program itself in track hold): 1 error on linux/amd64 without cgo\n"
        "  no Go file\n"
        "  needed by both\n");
  CHECK(prove_output::summary(sample()).str() ==
        "1 of 4 programs type-check: 30 packages, 4 checked now\n");
}

TEST_CASE("where everything builds there is nothing but the summary") {
  Proof proof;
  proof.leaves = {{"one", "", Proof::Verdict::builds, {linux}, 1, {}, ""}};
  proof.packages = 1;
  CHECK(prove_output::text(proof, Paint(false)).str().empty());
  CHECK(prove_output::github(proof).str().empty());
  CHECK(prove_output::markdown(proof).str() == prove_output::summary(proof).str());
}

TEST_CASE("of many leaves the text names the first") {
  Proof proof = sample();
  proof.failures.resize(1);
  proof.leaves = {{"l0", "", Proof::Verdict::fails, {linux}, 1, {0}, ""}};
  for (int i = 0; i < 12; ++i) proof.failures[0].leaves.insert("l" + std::to_string(i));
  CHECK(prove_output::text(proof, Paint(false)).str().find("and 6 more\n") != std::string::npos);
}

TEST_CASE("a forge is told one thing for each leaf") {
  CHECK(prove_output::github(sample()).str() ==
        "::error title=goset fails::both fails at a.io/x and 1 package more%0Aa.io/x (a.io v1.2.0)"
        "%0A  x.go:3:5: undefined: b.Gone%0A  y.go:4:6: too many arguments in call%0A  and 3 more"
        "%0A  b.io: one alone has v1.0.0, the set has v2.0.0, selected by leaf x and 1 more"
        "%0Aboth.io (the program itself in track hold)%0A  no Go file\n"
        "::error title=goset fails::one fails at a.io/x%0Aa.io/x (a.io v1.2.0)"
        "%0A  x.go:3:5: undefined: b.Gone%0A  y.go:4:6: too many arguments in call%0A  and 3 more"
        "%0A  b.io: one alone has v1.0.0, the set has v2.0.0, selected by leaf x and 1 more\n"
        "::warning title=goset not proven::unix is not proven: not supported on windows/amd64\n");
}

TEST_CASE("a leaf that fails alone as well is no finding") {
  Proof proof = sample();
  proof.leaves.resize(1);
  proof.leaves[0].verdict = Proof::Verdict::fails_alone;
  proof.leaves[0].failures_alone = {0, 1};
  CHECK_FALSE(proof.has_findings());
  CHECK(prove_output::text(proof, Paint(false))
            .str()
            .starts_with("both fails at a.io/x and 1 package more, and alone as well\n"));
  CHECK(
      prove_output::github(proof).str().starts_with("::warning title=goset fails alone as well::"));
}

TEST_CASE("a leaf is told apart that fails alone as well at some packages") {
  Proof proof = sample();
  proof.leaves[0].failures_alone = {1};
  CHECK(proof.has_findings());
  CHECK(prove_output::text(proof, Paint(false))
            .str()
            .starts_with("both fails at a.io/x and 1 package more; alone at both.io\n"));
  proof.leaves[0].untried = "leaf both: example.com/none@v1.0.0: not found";
  CHECK(prove_output::text(proof, Paint(false))
            .str()
            .find("; it could not be tried alone: leaf both: example.com/none@v1.0.0: not found") !=
        std::string::npos);
}

TEST_CASE("a module that a leaf has only in the set is blamed as one") {
  Proof proof = sample();
  proof.failures[0].blame = Proof::Blame{{"b.io", "v2.0.0"}, "", "one", {}};
  CHECK(prove_output::text(proof, Paint(false))
            .str()
            .find("  b.io: one alone has no version, the set has v2.0.0\n") != std::string::npos);
}

TEST_CASE("json has every leaf, and every message whole") {
  const std::string json = prove_output::json(sample()).str();
  CHECK(json.find("\"name\": \"sound\",\n   \"verdict\": \"builds\"") != std::string::npos);
  CHECK(json.find("\\n\\thave (number)") != std::string::npos);
}

TEST_CASE("what was tried is offered, with what it costs") {
  Proof proof = sample();
  proof.leaves[1].unmended = "goset.toml pins b.io";
  Remedy& hold = proof.remedies.emplace_back();
  hold.track = "both";
  hold.change.leaves = {"both"};
  hold.change.reason = "a.io/x does not compile with b.io v2.0.0";
  hold.change.pins = {{"b.io", {"v1.0.0", true}}, {"c.io", {"v1.1.0", true}}};
  hold.mends = {"both"};
  hold.parts = 3;
  proof.parts = 20;
  proof.mended_parts = 23;
  const std::string text = prove_output::text(proof, Paint(false)).str();
  CHECK(text.find("one fails at a.io/x; no fix was found: goset.toml pins b.io\n") !=
        std::string::npos);
  CHECK(text.find("\n  fixed by track both with b.io v1.0.0 and 1 module more held back: 3 parts "
                  "more\n") != std::string::npos);
  CHECK(text.ends_with(
      "\n\n2 of 4 programs type-check with this in goset.toml (tried; 20 -> 23 module "
      "parts).\n`goset prove --write` writes it:\n\n[track.both]\n"
      "leaves = [\"both\"]\nreason = \"a.io/x does not compile with b.io v2.0.0\"\n"
      "pin = { \"b.io\" = \"v1.0.0\", \"c.io\" = \"v1.1.0\" }\n"));
  Remedy& own = proof.remedies.front();
  own.kind = Remedy::Kind::own;
  own.parts = -1;
  CHECK(prove_output::github(proof).str().find(
            "fixed by track both with own versions of 2 modules: 1 part fewer") !=
        std::string::npos);
  const Remedy in_track = own;
  own.track.clear();
  own.change.pins.clear();
  const std::string offer = prove_output::text(proof, Paint(false)).str();
  CHECK(offer.find("\n  fixed by versions = \"own\" for both: 1 part fewer\n") !=
        std::string::npos);
  CHECK(
      offer.ends_with("\n\n[leaf.both]\n# a.io/x does not compile with b.io v2.0.0\n"
                      "versions = \"own\"\n"));
  own = in_track;
  own.kind = Remedy::Kind::apart;
  CHECK(prove_output::markdown(proof).str().find(
            "\nFixed by track both for both: 1 part fewer.\n") != std::string::npos);
}
