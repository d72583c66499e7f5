package dev.giveback.torture.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.li;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.ol;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;

import dev.giveback.torture.report.SuiteRecord.ControlRecord;
import dev.giveback.torture.report.SuiteRecord.Status;
import dev.giveback.torture.suite.Violation;
import j2html.tags.DomContent;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The report for people: one page that needs nothing besides itself. */
final class ReportPage {
    private static final String STYLE = """
        :root{color-scheme:light dark;--ink:#1c1f24;--paper:#fff;--soft:#5b6470;--line:#d9dde3;--good:#17703c;--bad:#b3261e;--none:#8a5a00;--box:#f5f6f8}
        @media(prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#16181c;--soft:#a3abb6;--line:#363b43;--good:#6ecb93;--bad:#ff8f85;--none:#e6b450;--box:#1f2228}}
        body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:62rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem;margin:0 0 .3rem}h2{font-size:1.2rem;margin:0 0 .3rem}h3{font-size:1rem;margin:1rem 0 .3rem}
        p{margin:.3rem 0}.soft{color:var(--soft)}table{border-collapse:collapse;width:100%;margin:.5rem 0}
        th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
        td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        section{border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.2rem;margin:1.2rem 0}
        .PASSED{color:var(--good);font-weight:600}.VIOLATED{color:var(--bad);font-weight:600}.NOT_RUN,.UNFINISHED{color:var(--none);font-weight:600}
        .counts{columns:2 18rem;column-gap:2rem}.counts div{display:flex;justify-content:space-between;border-bottom:1px dotted var(--line)}
        .bad{background:var(--box);border-left:4px solid var(--bad);padding:.6rem .9rem;margin:.6rem 0}
        code{font:14px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}ol{margin:.3rem 0;padding-left:1.6rem}
        """;

    private ReportPage() {}

    static String of(RunRecord run) {
        return "<!doctype html>\n"
                + html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                        title("Giveback: torture"),
                                        style(rawHtml(STYLE))),
                                body(
                                        h1("Giveback: torture"),
                                        intro(run),
                                        overview(run),
                                        each(run.suites(), s -> suite(run, s))))
                        .attr("lang", "en")
                        .render();
    }

    private static DomContent intro(RunRecord run) {
        String verdict = run.count(Status.PASSED) + " passed, " + run.count(Status.VIOLATED) + " violated, "
                + run.count(Status.NOT_RUN) + " not run, " + run.count(Status.UNFINISHED) + " unfinished.";
        return div(
                p(verdict),
                p("Size " + run.scale().name().toLowerCase(Locale.ROOT) + ", first seed " + run.seed() + ". Begun "
                                + run.begun() + ", written " + run.written() + ". " + run.machine())
                        .withClass("soft"));
    }

    private static DomContent overview(RunRecord run) {
        return table(
                thead(tr(
                        th("Suite"),
                        th("Result"),
                        th("Seeds").withClass("n"),
                        th("Planted faults").withClass("n"),
                        th("Violations").withClass("n"),
                        th("Time").withClass("n"))),
                tbody(each(
                        run.suites(),
                        suite -> tr(
                                td(suite.number() + " " + suite.name()),
                                td(span(words(suite.status()))
                                        .withClass(suite.status().name())),
                                td(number(suite.done()) + " of " + number(suite.seeds()))
                                        .withClass("n"),
                                td(found(suite)).withClass("n"),
                                td(number(suite.violations().size())).withClass("n"),
                                td(time(suite.millis())).withClass("n")))));
    }

    private static DomContent suite(RunRecord run, SuiteRecord suite) {
        return section(
                h2(suite.number() + " " + suite.name()),
                p(suite.promise()),
                p("How: " + suite.reality()).withClass("soft"),
                p("A seed is " + suite.unit() + ".").withClass("soft"),
                each(suite.notRun(), what -> p(span("Not run: ").withClass("NOT_RUN"), span(what))),
                each(suite.violations(), violation -> violation(run, suite, violation)),
                h3("Planted faults"),
                suite.controls().isEmpty() ? p("None was looked for.") : controls(suite),
                h3("What was done and seen"),
                div(each(suite.counts(), ReportPage::count)).withClass("counts"));
    }

    private static DomContent controls(SuiteRecord suite) {
        return table(
                thead(tr(th("Fault"), th("Found"), th("By"))),
                tbody(each(
                        suite.controls(),
                        control -> tr(
                                td(control.name()),
                                td(span(control.isFound() ? "yes" : "NO")
                                        .withClass(control.isFound() ? "PASSED" : "VIOLATED")),
                                td(span(control.what()), steps(control))))));
    }

    private static DomContent steps(ControlRecord control) {
        return control.steps().isEmpty()
                ? span()
                : span(" (shrunk to " + control.steps().size() + " steps)").withClass("soft");
    }

    private static DomContent violation(RunRecord run, SuiteRecord suite, Violation violation) {
        return div(
                        p(span("Seed " + violation.seed() + ": ").withClass("VIOLATED"), span(violation.what())),
                        ol(each(violation.story(), step -> li(code(step)))),
                        p(code(repeat(run, suite, violation))))
                .withClass("bad");
    }

    /** The command that shows a violation again. */
    static String repeat(RunRecord run, SuiteRecord suite, Violation violation) {
        return "./giveback torture " + suite.name() + " --size "
                + run.scale().name().toLowerCase(Locale.ROOT) + " --seed " + violation.seed() + " --seeds 1";
    }

    private static DomContent count(Map.Entry<String, Long> count) {
        return div(span(count.getKey()), span(number(count.getValue())));
    }

    private static String found(SuiteRecord suite) {
        long found = suite.controls().stream().filter(ControlRecord::isFound).count();
        return found + " of " + suite.controls().size();
    }

    private static String words(Status status) {
        return switch (status) {
            case PASSED -> "passed";
            case VIOLATED -> "violated";
            case NOT_RUN -> "not run";
            case UNFINISHED -> "unfinished";
        };
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String time(long millis) {
        Duration time = Duration.ofMillis(millis);
        return time.toMinutes() == 0
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
