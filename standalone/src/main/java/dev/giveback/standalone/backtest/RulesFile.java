package dev.giveback.standalone.backtest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A program's rules in a file: YAML, or JSON, which is YAML too, with the fields of {@code giveback.loyalty.v1.Program}.
 *
 * @param lines where each field stands, by its path as the service tells it, counted from 1
 */
public record RulesFile(Path path, Program program, Map<String, Integer> lines) {
    private static final int LARGEST_BYTES = 256 * 1024;
    private static final int DEEPEST = 20;

    public RulesFile {
        lines = Map.copyOf(lines);
    }

    /**
     * Reads a file.
     *
     * @param programName of the program, which the file may leave out
     * @throws Problem that names file and line
     */
    public static RulesFile read(Path path, String programName) {
        Node root = composed(path, text(path));
        if (root == null) {
            throw Problem.usage(path + ": is empty (expected: the rules of a program)");
        }
        RulesReader reader = new RulesReader(path, Program.getDescriptor());
        String json = reader.json(root);
        Program.Builder program = Program.newBuilder();
        try {
            JsonFormat.parser().merge(json, program);
        } catch (InvalidProtocolBufferException unread) {
            throw Problem.usage(path + ": " + unread.getMessage());
        }
        if (program.getName().isEmpty()) {
            program.setName(programName);
        }
        if (program.getDisplayName().isEmpty()) {
            program.setDisplayName(path.getFileName().toString().replaceFirst("\\.(ya?ml|json)$", ""));
        }
        return new RulesFile(path, program.build(), reader.lines());
    }

    private static String text(Path path) {
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw Problem.usage(path + ": is larger than " + LARGEST_BYTES / 1024 + " KiB");
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw Problem.usage(path + ": there is no such file");
        } catch (MalformedInputException garbled) {
            throw Problem.usage(path + ": is not a text in UTF-8");
        } catch (IOException unread) {
            throw Problem.failed(path + ": cannot be read: " + unread.getMessage(), unread);
        }
    }

    private static @Nullable Node composed(Path path, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        options.setAllowRecursiveKeys(false);
        try {
            return new Yaml(options).compose(new StringReader(text));
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null
                    ? 1
                    : broken.getProblemMark().getLine() + 1;
            throw Problem.usage(path + ":" + line + ": " + broken.getProblem());
        } catch (YAMLException broken) {
            throw Problem.usage(path + ": " + broken.getMessage());
        }
    }

    /** File and line of a field, or of the nearest one around it that the file has. */
    public String placeOf(String field) {
        String known = field;
        while (!lines.containsKey(known) && !known.isEmpty()) {
            int end = Math.max(known.lastIndexOf('.'), known.lastIndexOf('['));
            known = known.substring(0, Math.max(0, end));
        }
        Integer line = lines.get(known);
        return line == null ? path.toString() : path + ":" + line;
    }
}
