package dev.giveback.standalone;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Messages as CSV (RFC 4180). A column is a field by its JSON name; a field of a message within it is {@code limits.total}; times, durations and money
 * are one cell; what is repeated is its JSON in one cell. The columns are those of the contract in its order, whatever is set.
 */
final class MessageRows {
    private static final int MOST_LEVELS = 4;

    private final CsvWriter csv;
    private boolean empty = true;

    MessageRows(PrintStream out) {
        this.csv = CsvWriter.builder().autoFlush(true).build(new PrintStreamWriter(out));
    }

    /** Nothing but the stream's text; it is nobody's to close. */
    private static final class PrintStreamWriter extends java.io.Writer {
        private final PrintStream out;

        PrintStreamWriter(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(char[] text, int from, int count) {
            out.print(new String(text, from, count));
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    /** Writes one record of any cells. */
    static void record(PrintStream out, List<String> cells) {
        new MessageRows(out).csv.writeRecord(cells);
    }

    /** The fields that are set, a line for each. */
    static List<String> fields(MessageOrBuilder message, String otherwise) {
        List<String> names = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        names("", message.getDescriptorForType(), 0, names);
        cells(message, message.getDescriptorForType(), 0, cells);
        int widest = names.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!cells.get(i).isEmpty() && !cells.get(i).equals("0")) {
                lines.add("  " + names.get(i) + " ".repeat(widest - names.get(i).length() + 2) + cells.get(i));
            }
        }
        return lines.isEmpty() ? List.of(otherwise) : lines;
    }

    /** Whether no row was added. */
    boolean isEmpty() {
        return empty;
    }

    /** Writes a row; before the first, the header. */
    void add(MessageOrBuilder message) {
        if (empty) {
            header(message.getDescriptorForType());
            empty = false;
        }
        List<String> cells = new ArrayList<>();
        cells(message, message.getDescriptorForType(), 0, cells);
        csv.writeRecord(cells);
    }

    /** Writes the header alone. */
    void header(Descriptor type) {
        List<String> names = new ArrayList<>();
        names("", type, 0, names);
        csv.writeRecord(names);
    }

    /** The rows of an answer: what it lists, if it has one list and nothing else but the token of the next page; otherwise itself. */
    static List<? extends MessageOrBuilder> rowsOf(MessageOrBuilder answer) {
        FieldDescriptor list = list(answer.getDescriptorForType());
        if (list != null) {
            return elements(answer, list);
        }
        FieldDescriptor only = only(answer.getDescriptorForType());
        return List.of(only == null ? answer : (Message) answer.getField(only));
    }

    /** The type of the rows of an answer. */
    static Descriptor rowType(MessageOrBuilder answer) {
        FieldDescriptor list = list(answer.getDescriptorForType());
        return list == null ? answer.getDescriptorForType() : list.getMessageType();
    }

    private static List<Message> elements(MessageOrBuilder answer, FieldDescriptor list) {
        List<Message> rows = new ArrayList<>();
        for (int i = 0; i < answer.getRepeatedFieldCount(list); i++) {
            rows.add((Message) answer.getRepeatedField(list, i));
        }
        return rows;
    }

    private static @Nullable FieldDescriptor list(Descriptor type) {
        List<FieldDescriptor> lists = type.getFields().stream()
                .filter(field -> field.isRepeated() && isMessage(field) && !field.isMapField())
                .toList();
        boolean listOnly = type.getFields().stream()
                .allMatch(field -> field.isRepeated()
                        || field.getName().equals("next_page_token")
                        || field.getName().equals("total_size"));
        return lists.size() == 1 && listOnly ? lists.getFirst() : null;
    }

    private static @Nullable FieldDescriptor only(Descriptor type) {
        return type.getFields().size() == 1
                        && isMessage(type.getFields().getFirst())
                        && !type.getFields().getFirst().isRepeated()
                ? type.getFields().getFirst()
                : null;
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    /** A message of one cell, or one that is too deep for cells of its own. */
    private static boolean isOneCell(FieldDescriptor field, int level) {
        if (field.isRepeated() || !isMessage(field)) {
            return true;
        }
        String type = field.getMessageType().getFullName();
        return level >= MOST_LEVELS || type.startsWith("google.");
    }

    private static void names(String prefix, Descriptor type, int level, List<String> names) {
        for (FieldDescriptor field : type.getFields()) {
            if (isOneCell(field, level)) {
                names.add(prefix + field.getJsonName());
            } else {
                names(prefix + field.getJsonName() + ".", field.getMessageType(), level + 1, names);
            }
        }
    }

    private static void cells(@Nullable MessageOrBuilder message, Descriptor type, int level, List<String> cells) {
        for (FieldDescriptor field : type.getFields()) {
            if (isOneCell(field, level)) {
                cells.add(message == null ? "" : cell(message, field));
            } else {
                MessageOrBuilder below =
                        message != null && message.hasField(field) ? (MessageOrBuilder) message.getField(field) : null;
                cells(below, field.getMessageType(), level + 1, cells);
            }
        }
    }

    private static String cell(MessageOrBuilder message, FieldDescriptor field) {
        if (field.isRepeated()) {
            return message.getRepeatedFieldCount(field) == 0 ? "" : repeated((List<?>) message.getField(field));
        }
        boolean unset = field.hasPresence() && !message.hasField(field);
        return unset ? "" : text(message.getField(field));
    }

    private static String repeated(List<?> values) {
        boolean messages = values.getFirst() instanceof Message;
        String joined = values.stream().map(MessageRows::text).collect(Collectors.joining(messages ? "," : " "));
        return messages ? "[" + joined + "]" : joined;
    }

    private static String text(Object value) {
        return switch (value) {
            case Timestamp time -> Timestamps.toString(time);
            case com.google.protobuf.Duration duration -> Durations.toString(duration);
            case Money money -> Printing.money(money);
            case Message message -> Printing.jsonLine(message);
            case EnumValueDescriptor constant -> constant.getName();
            case ByteString bytes -> Base64.getEncoder().encodeToString(bytes.toByteArray());
            default -> value.toString();
        };
    }
}
