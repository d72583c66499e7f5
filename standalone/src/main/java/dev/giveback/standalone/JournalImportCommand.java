package dev.giveback.standalone;

import dev.giveback.standalone.archive.Journal;
import dev.giveback.standalone.archive.Upload;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
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

/** {@code giveback journal import}. */
@Command(
        name = "import",
        description = {
            "Brings a file of giveback journal export into a Giveback that has nothing of what the file holds: the"
                    + " same bytes, the same hash chains, the same states. Everything is checked before it is written.",
            "The file of the campaigns beside it, journal.campaigns.gbx beside journal.gbx, comes after it. Codes that"
                    + " were printed before the export work afterwards. Let nobody sell between the two: what customers"
                    + " did by then counts as counted by the campaigns.",
            "If it is broken off, run the same command again: it goes on where it was. Until then nobody can work with"
                    + " what is there."
        },
        footer = {
            "",
            "Example:",
            "  giveback journal import journal.gbx --reason \"moving to the new server\"",
            "  giveback journal import journal.campaigns.gbx --only campaigns --reason \"the rest\""
        })
final class JournalImportCommand implements Callable<Integer> {
    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "FILE", description = "What giveback journal export wrote, as protobuf.")
    private Path file = Path.of("");

    @Option(
            names = "--only",
            paramLabel = "JOURNAL",
            description = "customers or campaigns: FILE alone, which must hold this journal (default: FILE and the one"
                    + " beside it).")
    private @Nullable Journal only;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final List<List<Object>> imported = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        Path campaigns = Journal.CAMPAIGNS.beside(file);
        try (GatewayClient client = admin.connect()) {
            Journal journal = Upload.journalOf(file);
            if (only != null && only != journal) {
                throw Problem.usage(
                        "--only: " + file + " holds " + journal.words() + " (expected: " + only.words() + ")");
            }
            boolean isAlone = only != null || journal == Journal.CAMPAIGNS;
            boolean hasCampaigns = !isAlone && Files.exists(campaigns);
            bring(file, client, hasCampaigns);
            if (hasCampaigns) {
                bring(campaigns, client, false);
            } else if (!isAlone) {
                say(campaigns + " is not there: no campaigns are imported.");
            }
            if (output.isForPrograms()) {
                output.things(List.of("journal", "file", "events", "eventsBefore"), imported);
            }
            return 0;
        }
    }

    /** @param mayBeThere whether it is no matter if this very file was imported before, because another one follows */
    private void bring(Path from, GatewayClient client, boolean mayBeThere) throws InterruptedException {
        try (WorkLine line = WorkLine.onStandardError("import")) {
            Upload.Result result = Upload.of(from, admin.context(), client, line::show);
            if (result.rowsBefore() > 0) {
                say("It went on after " + Numbers.grouped(result.rowsBefore()) + " events.");
            }
            say(Numbers.grouped(result.rows()) + " events of "
                    + result.journal().words() + " are imported.");
            imported.add(List.of(result.journal().toString(), from.toString(), result.rows(), result.rowsBefore()));
        } catch (Refused refused) {
            if (!mayBeThere || !String.valueOf(refused.getMessage()).contains("this very file")) {
                throw refused;
            }
            say(from + " is imported already.");
        }
    }

    /** To people; programs get it all at the end. */
    private void say(String sentence) {
        if (!output.isForPrograms()) {
            System.out.println(sentence);
        }
    }
}
