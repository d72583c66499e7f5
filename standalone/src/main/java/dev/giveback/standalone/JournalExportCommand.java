package dev.giveback.standalone;

import dev.giveback.loyalty.v1.ExportJournalRequest;
import dev.giveback.standalone.archive.Download;
import dev.giveback.standalone.archive.JsonLines;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
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
            "Writes the journal to a file: everything, or one program, or one customer. All of it is of one moment, however long it"
                    + " takes. An export that was broken off goes on with --resume.",
            "protobuf is the stored events byte by byte with checksums, for giveback journal import; jsonl is one event a line as JSON,"
                    + " for people and other programs, and cannot be imported."
        },
        footer = {
            "",
            "Examples:",
            "  giveback journal export journal.gbx",
            "  giveback journal export journal.gbx --resume",
            "  giveback journal export anna.jsonl --customer online-retail/12347 --format jsonl"
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

    @Option(names = "--program", paramLabel = "ID", description = "Only this program and its customers.")
    private @Nullable String program;

    @Option(names = "--customer", paramLabel = "PROGRAM/ID", description = "Only this customer.")
    private @Nullable String customer;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "protobuf",
            description = "protobuf or jsonl (default: protobuf).")
    private Format format = Format.PROTOBUF;

    @Option(names = "--resume", description = "Go on with FILE.part.")
    private boolean resume;

    @Override
    public Integer call() {
        if (Files.exists(file)) {
            throw Problem.usage(file + ": is there already; it is not written over");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (GatewayClient client = admin.connect();
                WorkLine line = WorkLine.onStandardError("export")) {
            ExportJournalRequest request = ExportJournalRequest.newBuilder()
                    .setContext(admin.context())
                    .setScope(scope())
                    .build();
            long rows = Download.to(part, request, resume, client, line::show);
            if (format == Format.JSONL) {
                JsonLines.write(part, file);
            } else {
                Download.rename(part, file);
            }
            System.out.println(Numbers.grouped(rows) + " events are in " + file);
            return 0;
        } catch (Refused refused) {
            throw words(refused);
        }
    }

    private Problem words(Refused refused) {
        return Problem.failed(
                switch (refused.reason()) {
                    case "CUSTOMER_NOT_FOUND" -> "there is nothing of a customer " + customer;
                    case "PROGRAM_NOT_FOUND" -> "there is nothing of a program " + program;
                    default -> "refused: " + refused.getMessage();
                },
                refused);
    }

    private String scope() {
        if (program != null && customer != null) {
            throw Problem.usage("--program and --customer: both were given (expected: one of them, or none)");
        }
        if (customer != null) {
            return Scopes.ofCustomer(customer);
        }
        return program == null ? "" : Scopes.ofProgram(program);
    }
}
