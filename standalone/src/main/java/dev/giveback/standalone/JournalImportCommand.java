package dev.giveback.standalone;

import dev.giveback.standalone.archive.Upload;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback journal import}. */
@Command(
        name = "import",
        description = {
            "Brings a file of giveback journal export into a Giveback that has nothing of what the file holds: the same bytes, the same"
                    + " hash chains, the same states. Everything is checked before it is written.",
            "If it is broken off, run the same command again: it goes on where it was. Until then nobody can work with what is there."
        },
        footer = {"", "Example:", "  giveback journal import journal.gbx --reason \"moving to the new server\""})
final class JournalImportCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "FILE", description = "What giveback journal export wrote, as protobuf.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        try (GatewayClient client = admin.connect();
                WorkLine line = WorkLine.onStandardError("import")) {
            Upload.Result result = Upload.of(file, admin.context(), client, line::show);
            if (result.rowsBefore() > 0) {
                System.out.println("It went on after " + Numbers.grouped(result.rowsBefore()) + " events.");
            }
            System.out.println(Numbers.grouped(result.rows()) + " events are imported.");
            return 0;
        }
    }
}
