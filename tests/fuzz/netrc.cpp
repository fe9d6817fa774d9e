#include "goset/fetch/netrc.hpp"
#include "target.hpp"

// A .netrc is read whatever is in it, and gives no half of a login. A first piece is the URL.

namespace goset::fuzz {

namespace {

const Target target("netrc", [](std::string_view input) {
  Pieces pieces(input);
  std::string_view url = pieces.next();
  while (url.ends_with('\n')) url.remove_suffix(1);
  const Netrc netrc = Netrc::parse(pieces.rest());
  if (const Login* const login = netrc.find(url)) {
    expect(!login->user.empty() && !login->password.empty(), "a login is whole");
    expect(url.starts_with("https://"), "nobody else is told a password");
  }
});

}  // namespace

}  // namespace goset::fuzz
