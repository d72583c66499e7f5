package dev.giveback.standalone.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.journal.v1.AdminEvent;
import dev.giveback.journal.v1.CampaignEvent;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.ExportRow;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.platform.archive.DamagedExportException;
import dev.giveback.platform.archive.ExportFile;
import dev.giveback.platform.archive.UnknownFormatException;
import dev.giveback.standalone.console.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** Tells a whole export as text: one event a line, in the order in which they were recorded. */
public final class JsonLines {
    private static final JsonFormat.Printer EVENTS =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

    private JsonLines() {}

    /**
     * Writes the text of an export and deletes the export.
     *
     * @throws Problem if the export is damaged or the text cannot be written
     */
    public static void write(Path export, Path file) {
        Path text = file.resolveSibling(file.getFileName() + ".text");
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(export));
                BufferedWriter lines = Files.newBufferedWriter(text, StandardCharsets.UTF_8)) {
            ExportFile.check(
                    bytes, Journal.ARCHIVES, row -> lines.append(lineOf(row)).append('\n'));
        } catch (DamagedExportException | UnknownFormatException broken) {
            throw Problem.failed(export + ": " + broken.getMessage(), broken);
        } catch (IOException failed) {
            throw Problem.failed(file + " cannot be written: " + failed.getMessage(), failed);
        }
        Download.rename(text, file);
        try {
            Files.delete(export);
        } catch (IOException failed) {
            throw Problem.failed(export + " is not needed any more and cannot be deleted", failed);
        }
    }

    /** One row: whose event, its number, when, its hash, and the event with all its fields by name. */
    static String lineOf(ExportRow row) throws InvalidProtocolBufferException {
        JournalRecord record = JournalRecord.parseFrom(row.getPayload());
        return "{\"persistence_id\":\"" + escaped(row.getPersistenceId())
                + "\",\"sequence_number\":" + row.getSequenceNumber()
                + ",\"write_time\":\"" + Instant.ofEpochMilli(row.getWriteMillis())
                + "\",\"chain_hash\":\""
                + HexFormat.of().formatHex(record.getChainHash().toByteArray())
                + "\",\"event\":" + eventOf(row.getManifest(), record) + "}";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    private static String eventOf(String manifest, JournalRecord record) throws InvalidProtocolBufferException {
        return EVENTS.print(
                switch (manifest) {
                    case "C1" -> CustomerEvent.parseFrom(record.getEvent());
                    case "P1" -> ProgramEvent.parseFrom(record.getEvent());
                    case "M1" -> CampaignEvent.parseFrom(record.getEvent());
                    case "A1" -> AdminEvent.parseFrom(record.getEvent());
                    default ->
                        throw new InvalidProtocolBufferException(
                                "manifest: " + manifest + " (expected: C1, P1, M1 or A1)");
                });
    }
}
