package dev.giveback.torture.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The folder of a run: {@value #JSON_FILE}, from which it goes on, and {@value #HTML_FILE} for people. Both are replaced as a whole, so
 * that a run that is killed leaves the last good one.
 */
public final class ReportFolder {
    /** The figures. */
    public static final String JSON_FILE = "torture.json";

    /** The page. */
    public static final String HTML_FILE = "torture.html";

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path folder;

    /** This one, which is made when it is not there. */
    public ReportFolder(Path folder) {
        this.folder = folder;
    }

    /** What is in it; empty when there is nothing. */
    public Optional<RunRecord> read() throws IOException {
        Path file = folder.resolve(JSON_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        RunRecord run = JSON.readValue(file.toFile(), RunRecord.class);
        if (run.version() != RunRecord.VERSION) {
            throw new IOException(file + ": version " + run.version() + " (expected: " + RunRecord.VERSION + ")");
        }
        return Optional.of(run);
    }

    /** Writes the figures. */
    public void writeFigures(RunRecord run) throws IOException {
        write(JSON_FILE, JSON.writeValueAsString(run));
    }

    /** Writes the page. */
    public void writePage(RunRecord run) throws IOException {
        write(HTML_FILE, ReportPage.of(run));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder);
        Path draft = folder.resolve(name + ".new");
        Files.writeString(draft, text);
        Files.move(draft, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
