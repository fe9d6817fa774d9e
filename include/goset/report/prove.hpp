#pragma once

#include <string>

#include "goset/app/prove.hpp"
#include "goset/report/paint.hpp"

namespace goset::prove_output {

// text lists the leaves that do not build, then each package at fault with its first errors.
std::string text(const Proof& proof, const Paint& paint);

// summary is a line: how many leaves build, and what it took.
std::string summary(const Proof& proof);

// json and github are described in docs/output.md; markdown is for a pull request.
std::string json(const Proof& proof);
std::string markdown(const Proof& proof);
std::string github(const Proof& proof);

}  // namespace goset::prove_output
