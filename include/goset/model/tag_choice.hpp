#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace goset {

// TagChoice is some of the optional build tags of a leaf, sorted. Each choice is resolved like a leaf
// with these tags; none is the leaf itself.
using TagChoice = std::vector<std::string>;

namespace tag_choice {

constexpr std::size_t most_tags = 4;  // that a leaf may have: each doubles the choices

// all returns every choice of these tags, which are sorted; that of none comes first.
std::vector<TagChoice> all(const std::vector<std::string>& tags);

// name returns what a leaf with a choice is called: "NAME[TAG,TAG]", or NAME alone for none. leaf_of and
// of return the parts of such a name; no leaf has a "[" in its own.
std::string name(const std::string& leaf, const TagChoice& choice);
std::string leaf_of(std::string_view name);
TagChoice of(std::string_view name);

// text writes a choice as the go command's -tags has it: "TAG,TAG". parse reads that.
std::string text(const TagChoice& choice);
TagChoice parse(std::string_view text);

// with returns the tags of a leaf together with a choice, sorted.
std::vector<std::string> with(std::vector<std::string> tags, const TagChoice& choice);

}  // namespace tag_choice
}  // namespace goset
