package dev.giveback.benchmark.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes reports to files. */
public final class ReportFiles {
    private static final String BEGIN = "<!-- benchmark:begin -->";
    private static final String END = "<!-- benchmark:end -->";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportFiles() {}

    /**
     * Writes {@code report.json}, all figures and what follows from them, and {@code report.md} into a folder.
     *
     * @param text the whole report for people
     * @param parts what was measured on systems of its own
     */
    public static void write(
            Path folder, Report report, Findings findings, String text, List<Map<String, Object>> parts)
            throws IOException {
        Files.createDirectories(folder);
        JSON.writeValue(folder.resolve("report.json").toFile(), new Document(report, findings, parts));
        Files.writeString(folder.resolve("report.md"), text);
    }

    /**
     * Puts a report between the two marks of a document and leaves the rest as it is. Throws IllegalArgumentException if the
     * document has no such marks.
     */
    public static void fill(Path document, String report) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(document + " has no lines '" + BEGIN + "' and '" + END + "'");
        }
        String filled = text.substring(0, begin + BEGIN.length()) + "\n\n" + report + "\n" + text.substring(end);
        Files.writeString(document, filled);
    }

    /** Reads the measured part of a {@code report.json}. */
    static Report read(String json) throws IOException {
        return JSON.treeToValue(JSON.readTree(json).get("run"), Report.class);
    }

    /** The JSON file: what was measured, and what follows. */
    private record Document(Report run, Findings findings, List<Map<String, Object>> parts) {}
}
