#pragma once

#include <string>

#include "cacheprog/failure.hpp"

// failure_of returns what a Failure that `action` throws says; empty where it throws none.
template <typename Action>
std::string failure_of(const Action& action) {
  try {
    action();
  } catch (const goset::build::Failure& failure) {
    return failure.what();
  }
  return "";
}
