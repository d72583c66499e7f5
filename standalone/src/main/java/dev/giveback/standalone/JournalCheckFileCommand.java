package dev.giveback.standalone;

import dev.giveback.loyalty.archive.DamagedExportException;
import dev.giveback.loyalty.archive.ExportFile;
import dev.giveback.loyalty.archive.UnknownFormatException;
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
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code giveback journal check-file}. */
@Command(
        name = "check-file",
        description =
                "Checks a file of giveback journal export, without a running Giveback: checksums, hash chains, sequence numbers,"
                        + " and whether each event can be read. It exits 1 and says where if anything is wrong.",
        footer = {"", "Example:", "  giveback journal check-file journal.gbx"})
final class JournalCheckFileCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    @Parameters(paramLabel = "FILE", description = "What giveback journal export wrote, as protobuf.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            ExportFile.Content content = ExportFile.check(bytes, row -> {});
            String scope = content.header().getScope();
            System.out.println(file + " is whole and as it was written.");
            System.out.println("  holds      " + (scope.isEmpty() ? "the whole journal" : scope));
            System.out.println("  exported   "
                    + TIME.format(Instant.ofEpochMilli(content.header().getExportMillis())
                            .atOffset(ZoneOffset.UTC)));
            System.out.println("  events     " + Numbers.grouped(content.place().getRowCount()) + " of "
                    + Numbers.grouped(content.journals()) + " customers, programs and admins, in "
                    + Numbers.grouped(content.place().getBlockCount()) + " blocks");
            return 0;
        } catch (DamagedExportException | UnknownFormatException broken) {
            throw Problem.failed(file + ": " + broken.getMessage(), broken);
        } catch (NoSuchFileException missing) {
            throw Problem.failed(file + " cannot be read: there is no such file", missing);
        } catch (IOException unread) {
            throw Problem.failed(file + " cannot be read: " + unread.getMessage(), unread);
        }
    }
}
