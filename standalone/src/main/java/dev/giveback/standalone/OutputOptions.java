package dev.giveback.standalone;

import com.google.protobuf.MessageOrBuilder;
import dev.giveback.standalone.console.Problem;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For whom the output of a command is. It goes to standard output; progress and remarks go to standard error. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table for people, json or csv for programs (default: table).")
    private OutputFormat format = OutputFormat.TABLE;

    private @Nullable MessageRows rows;
    private boolean findings;

    boolean isJson() {
        return format == OutputFormat.JSON;
    }

    /** Whether a program reads it. */
    boolean isForPrograms() {
        return format != OutputFormat.TABLE;
    }

    /** Prints an answer for a program. */
    void print(MessageOrBuilder answer) {
        print(() -> Printing.json(answer), answer);
    }

    /** Prints an answer for a program: as JSON of the command's own, and as CSV by the message that has the rows. */
    void print(Supplier<String> json, MessageOrBuilder rows) {
        if (isJson()) {
            System.out.println(json.get());
        } else {
            MessageRows csv = new MessageRows(System.out);
            MessageRows.rowsOf(rows).forEach(csv::add);
            if (csv.isEmpty()) {
                csv.header(MessageRows.rowType(rows));
            }
        }
    }

    /** Prints one of many messages as they come, for a program: JSON on one line, or a row. */
    void line(MessageOrBuilder message) {
        if (isJson()) {
            System.out.println(Printing.jsonLine(message));
            return;
        }
        if (rows == null) {
            rows = new MessageRows(System.out);
        }
        rows.add(message);
    }

    /** Prints what a check found, for a program; rows are alike whatever was checked. */
    void finding(MessageOrBuilder finding, String subject, long event, String rule, String message) {
        if (isJson()) {
            System.out.println(Printing.jsonLine(finding));
            return;
        }
        if (!findings) {
            MessageRows.record(System.out, List.of("subject", "event", "rule", "message"));
            findings = true;
        }
        MessageRows.record(System.out, List.of(subject, event == 0 ? "" : Long.toString(event), rule, message));
    }

    /** Prints a thing: for people a line for each field that is set. */
    void showFields(MessageOrBuilder thing, String otherwise) {
        show(thing, each -> MessageRows.fields(each, otherwise));
    }

    /** Prints rows of a command's own as CSV. */
    void records(List<String> header, List<List<String>> records) {
        MessageRows.record(System.out, header);
        records.forEach(each -> MessageRows.record(System.out, each));
    }

    /** Prints things of a command's own, for a program: JSON as a list of objects, or a row for each. A cell is a text, a number or a list of texts. */
    void things(List<String> names, List<List<Object>> things) {
        if (isJson()) {
            System.out.println(Printing.json(names, things));
            return;
        }
        records(
                names,
                things.stream()
                        .map(each -> each.stream().map(OutputOptions::cell).toList())
                        .toList());
    }

    private static String cell(Object value) {
        return value instanceof List<?> texts
                ? texts.stream().map(Object::toString).collect(Collectors.joining("; "))
                : value.toString();
    }

    /** Prints an answer: in lines for people, or for a program. */
    <T extends MessageOrBuilder> void show(T answer, Function<T, List<String>> lines) {
        if (isForPrograms()) {
            print(answer);
        } else {
            lines.apply(answer).forEach(System.out::println);
        }
    }

    /**
     * Ends quietly unless CSV is asked for.
     *
     * @param what there is, which has no rows
     * @throws Problem with exit code 2 if it is
     */
    void expectNoCsv(String what) {
        if (format == OutputFormat.CSV) {
            throw Problem.usage("-o csv: " + what + " has no rows (expected: table or json)");
        }
    }
}
