package dev.giveback.benchmark.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes reports to files. */
public final class ReportFiles {
    private static final String BEGIN = "<!-- benchmark:begin -->";
    private static final String END = "<!-- benchmark:end -->";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportFiles() {}

    /** Writes {@code report.json}, all figures and what follows from them, and {@code report.md} into a folder. */
    public static void write(Path folder, Report report, Findings findings) throws IOException {
        Files.createDirectories(folder);
        JSON.writeValue(folder.resolve("report.json").toFile(), new Document(report, findings));
        Files.writeString(folder.resolve("report.md"), Markdown.of(report, findings));
    }

    /**
     * Puts a report between the two marks of a document and leaves the rest as it is. Throws IllegalArgumentException if the
     * document has no such marks.
     */
    public static void fill(Path document, Report report, Findings findings) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(document + " has no lines '" + BEGIN + "' and '" + END + "'");
        }
        String filled = text.substring(0, begin + BEGIN.length()) + "\n\n" + Markdown.of(report, findings) + "\n"
                + text.substring(end);
        Files.writeString(document, filled);
    }

    /** Reads the measured part of a {@code report.json}. */
    static Report read(String json) throws IOException {
        return JSON.treeToValue(JSON.readTree(json).get("run"), Report.class);
    }

    /** The JSON file: what was measured, and what follows. */
    private record Document(Report run, Findings findings) {}
}
