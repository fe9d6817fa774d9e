#pragma once

#include <string>

#include "goset/error.hpp"

// message_of returns the Error that `action` throws as a user sees it, each note in a line of its own,
// indented; empty if it throws none.
template <typename Action>
std::string message_of(const Action& action) {
  try {
    action();
  } catch (const goset::Error& error) {
    std::string text = error.message();
    for (const std::string& note : error.notes()) text += "\n  " + note;
    return text;
  }
  return "";
}
