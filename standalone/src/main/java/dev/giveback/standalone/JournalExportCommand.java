package dev.giveback.standalone;

import dev.giveback.standalone.archive.Download;
import dev.giveback.standalone.archive.Export;
import dev.giveback.standalone.archive.Journal;
import dev.giveback.standalone.archive.JsonLines;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback journal export}. */
@Command(
        name = "export",
        description = {
            "Writes the journal to files: customers and programs to FILE, and campaigns to a file beside it,"
                    + " journal.campaigns.gbx beside journal.gbx; everything, or one program, or one customer. Each file"
                    + " is of one moment, however long it takes. An export that was broken off goes on with --resume.",
            "The file of the campaigns holds their secrets: who has it can compute every unique code. Keep it as you"
                    + " keep the database.",
            "protobuf is the stored events byte by byte with checksums, for giveback journal import; jsonl is one"
                    + " event a line as JSON, for people and other programs, and cannot be imported."
        },
        footer = {
            "",
            "Examples:",
            "  giveback journal export journal.gbx",
            "  giveback journal export journal.gbx --resume",
            "  giveback journal export campaigns.gbx --only campaigns",
            "  giveback journal export anna.jsonl --customer 12347 --format jsonl"
        })
final class JournalExportCommand implements Callable<Integer> {
    /** What an export may be written as. */
    enum Format {
        PROTOBUF,
        JSONL
    }

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "FILE", description = "Where to; until it is whole it is FILE.part.")
    private Path file = Path.of("");

    @Option(
            names = "--program",
            paramLabel = "NAME",
            description = "Only this program and its customers (default: all; of a customer, online-retail).")
    private @Nullable String program;

    @Option(names = "--customer", paramLabel = "ID", description = "Only this customer.")
    private @Nullable String customer;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "protobuf",
            description = "protobuf or jsonl (default: protobuf).")
    private Format format = Format.PROTOBUF;

    @Option(
            names = "--only",
            paramLabel = "JOURNAL",
            description = "customers or campaigns: only this journal, to FILE (default: both).")
    private @Nullable Journal only;

    @Option(names = "--resume", description = "Go on with what there is.")
    private boolean resume;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final List<List<Object>> written = new ArrayList<>();

    @Override
    public Integer call() {
        List<Journal> journals = journals();
        if (!resume) {
            journals.forEach(journal -> expectNone(fileOf(journal)));
        } else if (journals.stream().allMatch(journal -> Files.exists(fileOf(journal)))) {
            throw Problem.usage(file + ": is whole already; it is not written over");
        }
        try (GatewayClient client = admin.connect()) {
            for (Journal journal : journals) {
                if (!Files.exists(fileOf(journal))) {
                    write(journal, client);
                }
            }
            if (output.isForPrograms()) {
                output.things(List.of("journal", "file", "events"), written);
            }
            return 0;
        }
    }

    /** Customers first: what a campaign has counted of them is then in the files, and hardly more. */
    private List<Journal> journals() {
        if (only != null) {
            return List.of(only);
        }
        return customer == null ? List.of(Journal.values()) : List.of(Journal.CUSTOMERS);
    }

    private Path fileOf(Journal journal) {
        return only == null ? journal.beside(file) : file;
    }

    private static void expectNone(Path file) {
        if (Files.exists(file)) {
            throw Problem.usage(file + ": is there already; it is not written over");
        }
    }

    private void write(Journal journal, GatewayClient client) {
        Path to = fileOf(journal);
        Path part = to.resolveSibling(to.getFileName() + ".part");
        long rows;
        try (WorkLine line = WorkLine.onStandardError("export")) {
            boolean goesOn = resume && Files.exists(part);
            rows = Download.to(part, new Export(journal, admin.context(), scope()), goesOn, client, line::show);
        } catch (Refused refused) {
            if (only == null && journal == Journal.CAMPAIGNS && refused.reason().equals("PROGRAM_NOT_FOUND")) {
                deleteEmpty(part);
                say("The program has no campaigns.");
                return;
            }
            throw words(refused);
        }
        if (format == Format.JSONL) {
            JsonLines.write(part, to);
        } else {
            Download.rename(part, to);
        }
        written.add(List.of(journal.toString(), to.toString(), rows));
        say(Numbers.grouped(rows) + " events of " + journal.words() + " are in " + to);
    }

    /** To people; programs get it all at the end. */
    private void say(String sentence) {
        if (!output.isForPrograms()) {
            System.out.println(sentence);
        }
    }

    private static void deleteEmpty(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException failed) {
            throw Problem.failed(part + " is empty and cannot be deleted", failed);
        }
    }

    private Problem words(Refused refused) {
        return Problem.failed(
                switch (refused.reason()) {
                    case "CUSTOMER_NOT_FOUND" ->
                        "there is nothing of a customer " + customer + " in the program "
                                + JournalNames.orDefault(program);
                    case "PROGRAM_NOT_FOUND" -> "there is nothing of a program " + program;
                    default -> "refused: " + refused.getMessage();
                },
                refused);
    }

    private String scope() {
        if (customer != null && only == Journal.CAMPAIGNS) {
            throw Problem.usage("--customer: campaigns are not exported by customer (expected: --program, or none)");
        }
        if (customer != null) {
            return JournalNames.customer(program, customer);
        }
        return program == null ? "" : JournalNames.program(program);
    }
}
