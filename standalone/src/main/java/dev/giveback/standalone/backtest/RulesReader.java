package dev.giveback.standalone.backtest;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import dev.giveback.standalone.console.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Makes a message's JSON of YAML and finds what the message does not know, with its line. */
final class RulesReader {
    private static final String WHOLE_NUMBER = "-?[0-9]{1,18}";

    private final Path file;
    private final Descriptor type;
    private final Map<String, Integer> lines = new HashMap<>();

    RulesReader(Path file, Descriptor type) {
        this.file = file;
        this.type = type;
    }

    String json(Node root) {
        StringBuilder json = new StringBuilder();
        message(root, type, "", json);
        return json.toString();
    }

    /** Where each field stands, by its path, counted from 1. */
    Map<String, Integer> lines() {
        return lines;
    }

    private void message(Node node, Descriptor message, String path, StringBuilder json) {
        if (!(node instanceof MappingNode mapping)) {
            throw problem(
                    node, (path.isEmpty() ? "the file" : path) + " must have fields, one a line, each with its name");
        }
        json.append('{');
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            FieldDescriptor field = field(tuple.getKeyNode(), message, path);
            if (!seen.add(field.getName())) {
                throw problem(tuple.getKeyNode(), field.getName() + " stands here a second time");
            }
            String fieldPath = path.isEmpty() ? field.getName() : path + "." + field.getName();
            lines.put(fieldPath, line(tuple.getKeyNode()));
            json.append(seen.size() == 1 ? "" : ",")
                    .append('"')
                    .append(field.getName())
                    .append("\":");
            values(tuple.getValueNode(), field, fieldPath, json);
        }
        json.append('}');
    }

    private FieldDescriptor field(Node key, Descriptor message, String path) {
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
        FieldDescriptor field = message.findFieldByName(name);
        for (FieldDescriptor each : message.getFields()) {
            field = field == null && each.getJsonName().equals(name) ? each : field;
        }
        if (field == null) {
            throw problem(
                    key,
                    "there is no field '" + name + "' in " + (path.isEmpty() ? "a program" : path) + " (expected: "
                            + message.getFields().stream()
                                    .map(FieldDescriptor::getName)
                                    .collect(Collectors.joining(", "))
                            + ")");
        }
        return field;
    }

    private void values(Node node, FieldDescriptor field, String path, StringBuilder json) {
        if (!field.isRepeated()) {
            value(node, field, path, json);
            return;
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw problem(node, path + " must be a list, each item after a '-'");
        }
        json.append('[');
        for (int i = 0; i < sequence.getValue().size(); i++) {
            Node item = sequence.getValue().get(i);
            String itemPath = path + "[" + i + "]";
            lines.put(itemPath, line(item));
            json.append(i == 0 ? "" : ",");
            value(item, field, itemPath, json);
        }
        json.append(']');
    }

    private void value(Node node, FieldDescriptor field, String path, StringBuilder json) {
        boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !isText(field.getMessageType());
        if (isMessage) {
            message(node, field.getMessageType(), path, json);
            return;
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw problem(node, path + " must be a single value");
        }
        String text = scalar.getValue();
        String rule = ruleAgainst(text, field);
        if (rule != null) {
            throw problem(node, path + ": '" + text + "' " + rule);
        }
        if (field.getJavaType() == FieldDescriptor.JavaType.BOOLEAN) {
            json.append(text);
        } else {
            quote(text, json);
        }
    }

    /** Messages that are written as a text. */
    private static boolean isText(Descriptor message) {
        return message.equals(Duration.getDescriptor()) || message.equals(Timestamp.getDescriptor());
    }

    private static @Nullable String ruleAgainst(String text, FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG -> text.matches(WHOLE_NUMBER) ? null : "must be a whole number";
            case BOOLEAN -> text.equals("true") || text.equals("false") ? null : "must be true or false";
            case ENUM ->
                field.getEnumType().findValueByName(text) != null
                        ? null
                        : "must be one of "
                                + field.getEnumType().getValues().stream()
                                        .map(EnumValueDescriptor::getName)
                                        .collect(Collectors.joining(", "));
            case STRING, BYTE_STRING, FLOAT, DOUBLE, MESSAGE -> null;
        };
    }

    /** Numbers may be quoted too in a message's JSON. */
    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private Problem problem(Node node, String message) {
        return Problem.usage(file + ":" + line(node) + ": " + message);
    }
}
