package dev.giveback.standalone;

import dev.giveback.platform.archive.DamagedExportException;
import dev.giveback.platform.archive.ExportFile;
import dev.giveback.platform.archive.UnknownFormatException;
import dev.giveback.standalone.archive.Journal;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback journal check-file}. */
@Command(
        name = "check-file",
        description = "Checks a file of giveback journal export, without a running Giveback: checksums, hash chains,"
                + " sequence numbers, and whether each event can be read; the file of the campaigns beside it too."
                + " It exits 1 and says where if anything is wrong.",
        footer = {"", "Example:", "  giveback journal check-file journal.gbx"})
final class JournalCheckFileCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    @Parameters(paramLabel = "FILE", description = "What giveback journal export wrote, as protobuf.")
    private Path file = Path.of("");

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final List<List<Object>> checked = new ArrayList<>();

    @Override
    public Integer call() {
        Path campaigns = Journal.CAMPAIGNS.beside(file);
        if (check(file) == Journal.CUSTOMERS && Files.exists(campaigns)) {
            check(campaigns);
        }
        if (output.isForPrograms()) {
            output.things(List.of("file", "journal", "scope", "exportTime", "events", "journals", "blocks"), checked);
        }
        return 0;
    }

    private Journal check(Path file) {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            ExportFile.Content content = ExportFile.check(bytes, Journal.ARCHIVES, row -> {});
            Journal journal = Journal.of(content.header());
            checked.add(List.of(
                    file.toString(),
                    journal.toString(),
                    content.header().getScope(),
                    Instant.ofEpochMilli(content.header().getExportMillis()).toString(),
                    content.place().getRowCount(),
                    content.journals(),
                    content.place().getBlockCount()));
            if (!output.isForPrograms()) {
                print(file, journal, content);
            }
            return journal;
        } catch (DamagedExportException | UnknownFormatException broken) {
            throw Problem.failed(file + ": " + broken.getMessage(), broken);
        } catch (NoSuchFileException missing) {
            throw Problem.failed(file + " cannot be read: there is no such file", missing);
        } catch (IOException unread) {
            throw Problem.failed(file + " cannot be read: " + unread.getMessage(), unread);
        }
    }

    private static void print(Path file, Journal journal, ExportFile.Content content) {
        String scope = content.header().getScope();
        System.out.println(file + " is whole and as it was written.");
        System.out.println("  holds      "
                + (scope.isEmpty() ? "the whole journal of " : scope + ", of the journal of ") + journal.words());
        System.out.println("  exported   "
                + TIME.format(
                        Instant.ofEpochMilli(content.header().getExportMillis()).atOffset(ZoneOffset.UTC)));
        System.out.println("  events     " + Numbers.grouped(content.place().getRowCount()) + " of "
                + Numbers.grouped(content.journals()) + " journals, in "
                + Numbers.grouped(content.place().getBlockCount()) + " blocks");
    }
}
