package dev.giveback.gateway.http;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The comments of the protos by the full names of what they stand before. Generated classes have none; the build keeps them in a file of descriptors. */
final class Comments {
    private static final String FILE = "META-INF/armeria/grpc/giveback.dsc";

    private final Map<String, String> byName = new HashMap<>();

    private Comments(FileDescriptorSet files) {
        files.getFileList().forEach(this::addFile);
    }

    /** Reads the comments of our contract. */
    static Comments read() {
        ClassLoader loader = Comments.class.getClassLoader();
        try (InputStream in = Objects.requireNonNull(loader.getResourceAsStream(FILE), FILE)) {
            return new Comments(FileDescriptorSet.parseFrom(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What stands before it, without the ends of its lines; empty if nothing does. */
    String of(GenericDescriptor described) {
        return byName.getOrDefault(described.getFullName(), "");
    }

    private void addFile(FileDescriptorProto file) {
        Map<List<Integer>, String> names = new HashMap<>();
        String scope = file.getPackage() + ".";
        for (int i = 0; i < file.getMessageTypeCount(); i++) {
            addMessage(file.getMessageType(i), scope, List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, i), names);
        }
        for (int i = 0; i < file.getEnumTypeCount(); i++) {
            addEnum(file.getEnumType(i), scope, List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, i), names);
        }
        for (int i = 0; i < file.getServiceCount(); i++) {
            String service = scope + file.getService(i).getName();
            names.put(List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, i), service);
            for (int j = 0; j < file.getService(i).getMethodCount(); j++) {
                // 2 is the number of ServiceDescriptorProto.method.
                names.put(
                        List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, i, 2, j),
                        service + "." + file.getService(i).getMethod(j).getName());
            }
        }
        for (Location location : file.getSourceCodeInfo().getLocationList()) {
            String name = names.get(location.getPathList());
            if (name != null && location.hasLeadingComments()) {
                byName.put(name, joined(location.getLeadingComments()));
            }
        }
    }

    private static void addMessage(
            DescriptorProto message, String scope, List<Integer> path, Map<List<Integer>, String> names) {
        String name = scope + message.getName();
        names.put(path, name);
        for (int i = 0; i < message.getFieldCount(); i++) {
            names.put(
                    with(path, DescriptorProto.FIELD_FIELD_NUMBER, i),
                    name + "." + message.getField(i).getName());
        }
        for (int i = 0; i < message.getNestedTypeCount(); i++) {
            List<Integer> inner = with(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i);
            addMessage(message.getNestedType(i), name + ".", inner, names);
        }
        for (int i = 0; i < message.getEnumTypeCount(); i++) {
            addEnum(message.getEnumType(i), name + ".", with(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER, i), names);
        }
    }

    /** As descriptors of protobuf for Java name values: below their enum. */
    private static void addEnum(
            EnumDescriptorProto type, String scope, List<Integer> path, Map<List<Integer>, String> names) {
        names.put(path, scope + type.getName());
        for (int i = 0; i < type.getValueCount(); i++) {
            names.put(
                    with(path, EnumDescriptorProto.VALUE_FIELD_NUMBER, i),
                    scope + type.getName() + "." + type.getValue(i).getName());
        }
    }

    private static List<Integer> with(List<Integer> path, int field, int index) {
        List<Integer> longer = new ArrayList<>(path);
        longer.add(field);
        longer.add(index);
        return longer;
    }

    /** Lines of a paragraph are joined; an empty line stays. */
    private static String joined(String comment) {
        StringBuilder text = new StringBuilder();
        comment.lines().map(String::strip).forEach(line -> {
            if (line.isEmpty()) {
                text.append("\n\n");
            } else {
                boolean goesOn = !text.isEmpty() && text.charAt(text.length() - 1) != '\n';
                text.append(goesOn ? " " : "").append(line);
            }
        });
        return text.toString().strip();
    }
}
