package dev.giveback.gateway.http;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.util.Random;

/** Messages with something in every field that JSON or a query can hold. */
final class Samples {
    private static final int DEPTH = 3;
    private static final String[] TEXTS = {"a", "ä ö", "x/y:z", "50%+1", "\"q\"&=?#", "日本"};

    private final Random random;
    private final boolean forQuery;

    /**
     * A maker of messages.
     *
     * @param seed the same seed makes the same messages
     * @param forQuery whether only what a query can hold is filled
     */
    Samples(long seed, boolean forQuery) {
        this.random = new Random(seed);
        this.forQuery = forQuery;
    }

    Message fill(Message empty) {
        Message.Builder builder = empty.newBuilderForType();
        fill(builder, DEPTH);
        return builder.build();
    }

    private void fill(Message.Builder builder, int depth) {
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            if (field.getRealContainingOneof() != null && builder.hasOneof(field.getRealContainingOneof())) {
                continue;
            }
            // Codes would be claimed on the way.
            if (field.getName().equals("codes") || field.getName().equals("code_results")) {
                continue;
            }
            boolean isObject = Fields.isObject(field) || field.isMapField();
            if (isObject && (depth == 0 || (forQuery && field.isRepeated()) || field.isMapField())) {
                continue;
            }
            if (field.isRepeated()) {
                builder.addRepeatedField(field, value(builder, field, depth));
                builder.addRepeatedField(field, value(builder, field, depth));
            } else {
                builder.setField(field, value(builder, field, depth));
            }
        }
    }

    private Object value(Message.Builder in, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> true;
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case BYTE_STRING -> ByteString.copyFrom(new byte[] {(byte) random.nextInt(), -1, 62, 63});
            case ENUM -> field.getEnumType().getValues().getLast();
            case MESSAGE -> message(in, field, depth);
        };
    }

    private Object message(Message.Builder in, FieldDescriptor field, int depth) {
        return switch (field.getMessageType().getFullName()) {
            case "google.protobuf.Timestamp" ->
                Timestamp.newBuilder()
                        .setSeconds(1_700_000_000)
                        .setNanos(5_000_000)
                        .build();
            case "google.protobuf.Duration" ->
                Duration.newBuilder().setSeconds(3).setNanos(500_000_000).build();
            case "google.protobuf.FieldMask" ->
                FieldMask.newBuilder()
                        .addPaths("display_name")
                        .addPaths("a.b_c")
                        .build();
            default -> {
                Message.Builder inner = in.newBuilderForField(field);
                fill(inner, depth - 1);
                yield inner.build();
            }
        };
    }
}
