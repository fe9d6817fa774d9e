#include "goset/fetch/goproxy.hpp"
#include "goset/error.hpp"
#include "target.hpp"

// GOPROXY is refused or read; written again it says the same, and no message has a password.

namespace goset::fuzz {

namespace {

std::string text_of(const ProxyList& list) {
  std::string text;
  for (const ProxyList::Entry& entry : list.entries) {
    text += entry.url + (entry.fall_through_on_error ? "|" : ",");
  }
  return text;
}

const Target target("goproxy", [](std::string_view input) {
  const std::string shown = without_credentials(input);
  expect_equal(without_credentials(shown), shown, "credentials are gone at once");
  ProxyList list;
  try {
    list = ProxyList::parse(input);
  } catch (const Error&) {
    return;
  }
  expect(!list.entries.empty(), "there is a proxy");
  for (const ProxyList::Entry& entry : list.entries) {
    if (entry.kind != ProxyList::Kind::url) continue;
    expect(entry.url.find("://") != std::string::npos, "a proxy has a scheme");
  }
  expect_equal(text_of(ProxyList::parse(text_of(list))), text_of(list), "written and read again");
});

}  // namespace

}  // namespace goset::fuzz
