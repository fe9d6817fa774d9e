#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>

#include "audit_words.hpp"
#include "goset/hash/encoding.hpp"
#include "goset/licenses/expression.hpp"
#include "goset/report/overview.hpp"
#include "goset/report/paint.hpp"
#include "page_files.hpp"

namespace goset::overview_output {

namespace {

using Index = Overview::Index;

HtmlText bad_if(bool is_bad) {
  return is_bad ? HtmlText::format(" class=\"bad\"") : HtmlText();
}

// tile shows a number that the page begins with: "3 programs".
HtmlText tile(std::string_view count, bool is_bad = false) {
  const std::size_t space = count.find(' ');
  return HtmlText::format("<li><b{}>{}</b>{}</li>\n", bad_if(is_bad), count.substr(0, space),
                          count.substr(space + 1));
}

// folded shows a list behind a line that opens it; nothing if the list is empty.
HtmlText folded(const std::string& line, const std::vector<HtmlText>& all) {
  if (all.empty()) return {};
  HtmlText items;
  for (const HtmlText& one : all) items.add("<li>{}</li>", one);
  return HtmlText::format("<details><summary>{}</summary><ul>{}</ul></details>", line, items);
}

HtmlText ids(const std::set<std::string>& known) {
  HtmlText out;
  for (const std::string& id : known) {
    if (!out.empty()) out.add(" ");
    out.add("<a class=\"bad\" href=\"#{}\">{}</a>", id, id);
  }
  return out;
}

// Page writes the sections, each a table.
class Page {
 public:
  explicit Page(const Overview& overview) : overview_(overview) {
    for (Index i = 0; i < overview.programs.size(); ++i) programs_[overview.programs[i].name] = i;
  }

  HtmlText write() const {
    HtmlText out = HtmlText::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
        "style-src 'unsafe-inline'; script-src '{}'; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n"
        "<title>Go package set: {}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        encoding::sri(sha256(page_files::script)), plural(overview_.programs.size(), "program"),
        HtmlText::trusted(std::string(page_files::style)));
    out += head() + vulnerabilities() + graph() + programs() + tracks() + modules() + notes();
    out.add("<script type=\"application/json\" id=\"edges\">{}</script>\n", edges());
    out.add("<script>{}</script>\n</body>\n</html>\n",
            HtmlText::trusted(std::string(page_files::script)));
    return out;
  }

 private:
  HtmlText head() const {
    HtmlText out = HtmlText::format(
        "<h1>Go package set</h1>\n<p class=\"soft\">For {}{}.</p>\n<ul class=\"tiles\">\n",
        fmt::format("{}", fmt::join(overview_.platforms, ", ")),
        overview_.go.empty() ? "" : ", with Go up to " + overview_.go);
    out += tile(plural(overview_.programs.size(), "program"));
    out += tile(plural(overview_.modules.size(), "module version"));
    out += tile(plural(overview_.tracks.size(), "track"));
    if (overview_.audit) {
      const std::size_t n = built_in();
      out += tile(audit_words::vulnerabilities(n) + " built in", n > 0);
    }
    out.add(
        "</ul>\n<nav aria-label=\"Sections\">\n{}<a href=\"#programs\">Programs</a>\n"
        "{}<a href=\"#modules\">Modules</a>{}\n"
        "<a href=\"#graph\" class=\"scripted\" hidden>Imports</a>\n"
        "<input id=\"search\" class=\"scripted\" hidden type=\"search\" autocomplete=\"off\" "
        "placeholder=\"Search: press /\" aria-label=\"Search programs, modules and versions\">"
        "<span id=\"found\" class=\"soft\" role=\"status\"></span></nav>\n",
        overview_.audit ? HtmlText::format("<a href=\"#vulnerabilities\">Vulnerabilities</a>\n")
                        : HtmlText(),
        overview_.tracks.empty() ? HtmlText()
                                 : HtmlText::format("<a href=\"#tracks\">Tracks</a>\n"),
        overview_.notes.empty() ? HtmlText()
                                : HtmlText::format("\n<a href=\"#notes\">Not known</a>"));
    return out;
  }

  std::size_t built_in() const {
    std::set<std::string> all;
    for (const Overview::Program& program : overview_.programs) {
      all.insert(program.known.begin(), program.known.end());
    }
    return all.size();
  }

  static HtmlText section(HtmlText::Literal<> id, HtmlText::Literal<> title,
                          HtmlText::Literal<> columns, const HtmlText& rows) {
    HtmlText out = HtmlText::format("<section id=\"");
    out.add(id).add("\">\n<h2>").add(title).add("</h2>\n<div class=\"wide\"><table>\n<thead><tr>");
    out.add(columns).add("</tr></thead>\n<tbody>\n{}</tbody>\n</table></div>\n</section>\n", rows);
    return out;
  }

  HtmlText vulnerabilities() const {
    if (!overview_.audit) return {};
    HtmlText rows;
    std::set<std::string> targets;  // of links to an entry: the first row of several
    for (const Audit::Item& item : overview_.audit->items) {
      const std::string& id = item.finding.vulnerability.id;
      rows.add("<tr{}>{}</tr>\n",
               targets.insert(id).second ? HtmlText::format(" id=\"{}\"", id) : HtmlText(),
               vulnerability(item));
    }
    if (rows.empty()) rows.add("<tr><td colspan=\"6\">None is known.</td></tr>\n");
    HtmlText out =
        section("vulnerabilities", "Vulnerabilities",
                "<th>Entry</th><th>Module</th><th>Fixed in</th><th>Exposure</th><th>Programs</th>"
                "<th>Summary</th>",
                rows);
    out.add("<p class=\"soft\">Compared with {}", overview_.audit->database.name);
    if (overview_.audit->database.date) {
      out.add(" of {}", day_text(*overview_.audit->database.date));
    }
    return out.add(".</p>\n");
  }

  static HtmlText entry(const audit::Vulnerability& known) {
    const std::string page = audit_words::page(known);
    if (page.empty()) return HtmlText::of(known.id);
    return HtmlText::format("<a href=\"https://{}\">{}</a>", page, known.id);
  }

  HtmlText vulnerability(const Audit::Item& item) const {
    const audit::Finding& finding = item.finding;
    const audit::Vulnerability& known = finding.vulnerability;
    std::vector<HtmlText> leaves;
    for (const std::string& leaf : finding.leaves(finding.exposure)) {
      leaves.push_back(HtmlText::of(leaf));
    }
    const std::string exposure = item.ignored
                                     ? "ignored: " + item.ignored->reason
                                     : std::string(audit_words::exposure(finding.exposure));
    return HtmlText::format(
        "<td class=\"v\">{}<br><span class=\"soft\">{}</span></td><td>{}</td>"
        "<td class=\"v\">{}</td><td{}>{}</td><td>{}</td><td>{}</td>",
        entry(known), fmt::format("{}", fmt::join(known.aliases, " ")),
        audit_words::module(finding),
        finding.fixed.empty() ? "not fixed" : audit_words::version(finding, finding.fixed),
        bad_if(item.is_built_in()), exposure, folded(plural(leaves.size(), "program"), leaves),
        known.summary);
  }

  static HtmlText graph() {
    return HtmlText::format(
        "<section id=\"graph\" class=\"scripted\" hidden>\n<h2>What imports what</h2>\n"
        "<p id=\"caption\" class=\"soft\"></p>\n<div id=\"picture\"></div>\n</section>\n");
  }

  // row begins the row of a program or module: its name and its version.
  static HtmlText row(const std::string& id, const std::string& name, const std::string& version,
                      const std::set<std::string>& known) {
    return HtmlText::format(
        "<tr id=\"{}\" data-bad=\"{}\"><td><a href=\"#{}\" data-name=\"{}\" data-version=\"{}\">"
        "{}</a></td><td class=\"v\">{}</td>",
        id, known.empty() ? 0 : 1, id, name, version, name, version);
  }

  HtmlText module_link(Index i) const {
    const Overview::Module& module = overview_.modules[i];
    return HtmlText::format("<a href=\"#m{}\">{}</a> {}", i, module.module.path,
                            module.module.version);
  }

  HtmlText programs() const {
    HtmlText rows;
    for (Index i = 0; i < overview_.programs.size(); ++i) rows += program(i);
    return section("programs", "Programs",
                   "<th>Program</th><th>Version</th><th>Source</th><th>Versions of modules</th>"
                   "<th class=\"n\">Packages</th><th>Built from</th><th>Licence</th>"
                   "<th>Vulnerabilities</th>",
                   rows);
  }

  HtmlText program(Index i) const {
    const Overview::Program& program = overview_.programs[i];
    std::vector<HtmlText> modules;
    for (const Index module : program.modules) modules.push_back(module_link(module));
    std::vector<HtmlText> licenses;
    for (const std::string& term : licenses::terms_of(program.all_licenses)) {
      licenses.push_back(HtmlText::of(term));
    }
    HtmlText versions = HtmlText::of("of the set");
    if (program.has_own_versions) versions = HtmlText::of("its own");
    if (!program.track.empty()) versions = HtmlText::format("track {}", program.track);
    return HtmlText::format(
        "{}<td>{}{}</td><td>{}</td><td class=\"n\">{}</td><td>{}</td><td>{}{}</td><td>{}</td>"
        "</tr>\n",
        row(fmt::format("p{}", i), program.name, program.module.version, program.known),
        program.module.path, program.from.empty() ? "" : " from " + program.from, versions,
        program.packages, folded(plural(modules.size(), "module"), modules),
        license(program.license, {}), folded("all that is built in", licenses), ids(program.known));
  }

  HtmlText tracks() const {
    if (overview_.tracks.empty()) return {};
    HtmlText rows;
    for (const listing::Track& track : overview_.tracks) {
      std::vector<HtmlText> builds;
      for (const listing::Track::Build& build : track.builds) {
        builds.push_back(HtmlText::format("{} {}: {}", build.path, build.version, build.because));
      }
      rows.add("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", track.name, track.reason,
               fmt::format("{}", fmt::join(track.leaves, ", ")),
               folded(plural(builds.size(), "module"), builds));
    }
    return section("tracks", "Tracks",
                   "<th>Track</th><th>Reason</th><th>Programs</th><th>Built once more</th>", rows);
  }

  HtmlText modules() const {
    HtmlText rows;
    for (Index i = 0; i < overview_.modules.size(); ++i) rows += module(i);
    return section("modules", "Modules",
                   "<th>Module</th><th>Version</th><th>Programs</th><th>Why this version</th>"
                   "<th>Licence</th><th>Remarks</th>",
                   rows);
  }

  HtmlText module(Index i) const {
    const Overview::Module& module = overview_.modules[i];
    std::vector<HtmlText> programs;
    for (const std::string& name : module.programs) {
      programs.push_back(HtmlText::format("<a href=\"#p{}\">{}</a>", programs_.at(name), name));
    }
    HtmlText because;
    if (module.because.size() == 1) because = HtmlText::of(module.because.front());
    if (module.because.size() > 1) {
      std::vector<HtmlText> more;
      for (std::size_t one = 1; one < module.because.size(); ++one) {
        more.push_back(HtmlText::of(module.because[one]));
      }
      because = HtmlText::format("{}{}", module.because.front(),
                                 folded(fmt::format("and {} more", more.size()), more));
    }
    const auto& [path, version] = module.module;
    return HtmlText::format("{}<td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                            row(fmt::format("m{}", i), path, version, module.known),
                            folded(plural(programs.size(), "program"), programs), because,
                            license(module.license, module.unknown_licenses), remarks(module));
  }

  static HtmlText license(const std::string& expression, const std::set<std::string>& unknown) {
    HtmlText out = expression.empty() ? HtmlText::format("<span class=\"warn\">unknown</span>")
                                      : HtmlText::of(expression);
    for (const std::string& file : unknown) {
      out.add("<br><span class=\"soft\">{}: not recognised</span>", file);
    }
    return out;
  }

  static HtmlText remarks(const Overview::Module& module) {
    std::vector<HtmlText> all;
    if (!module.known.empty()) all.push_back(ids(module.known));
    if (!module.newest.empty()) {
      all.push_back(HtmlText::format("newer: <span class=\"v\">{}</span>", module.newest));
    }
    if (!module.track.empty()) all.push_back(HtmlText::format("track {}", module.track));
    if (!module.source.path.empty()) {
      all.push_back(HtmlText::format("replaced by {}", module.source.str()));
    }
    if (!module.unverified.empty()) {
      all.push_back(
          HtmlText::format("<span class=\"warn\">unverified: {}</span>", module.unverified));
    }
    return HtmlText::join(all, "<br>");
  }

  HtmlText notes() const {
    if (overview_.notes.empty()) return {};
    HtmlText out = HtmlText::format("<section id=\"notes\">\n<h2>Not known</h2>\n<ul>\n");
    for (const std::string& note : overview_.notes) out.add("<li>{}</li>\n", note);
    return out.add("</ul>\n</section>\n");
  }

  HtmlText edges() const {
    HtmlText programs;
    HtmlText modules;
    for (const Overview::Program& program : overview_.programs) {
      programs.add("{}[{}]", programs.empty() ? "" : ",", numbers(program.imports));
    }
    for (const Overview::Module& module : overview_.modules) {
      modules.add("{}[{}]", modules.empty() ? "" : ",", numbers(module.imports));
    }
    return HtmlText::format("{{\"programs\":[{}],\"modules\":[{}]}}", programs, modules);
  }

  static std::string numbers(const std::set<Index>& all) {
    return fmt::format("{}", fmt::join(all, ","));
  }

  const Overview& overview_;
  std::map<std::string, Index> programs_;
};

}  // namespace

HtmlText html(const Overview& overview) {
  return Page(overview).write();
}

}  // namespace goset::overview_output
