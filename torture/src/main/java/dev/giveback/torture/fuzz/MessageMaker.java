package dev.giveback.torture.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;
import java.util.Random;

/** Makes messages of a kind: of the right shape, with values that are often at the end of what there is. */
final class MessageMaker {
    /** The program that is there for the requests. */
    static final String PROGRAM = "programs/fuzz";

    private static final int DEEPEST = 6;
    private static final long[] NUMBERS = {0, 1, 2, 3, 7, 10, 59, 60, 100, 1_000, 86_400, 10_000, 1_000_000, -1, -2};
    private static final long[] EDGES = {
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 1,
        253_402_300_799L,
        253_402_300_800L,
        -62_135_596_800L,
        -62_135_596_801L,
        31_556_889_864_403_199L,
        999_999_999,
        1_000_000_000,
        1L << 53
    };
    private static final List<String> NAMES = List.of(
            PROGRAM,
            PROGRAM + "/customers/c1",
            PROGRAM + "/customers/c2",
            PROGRAM + "/customers/" + "x".repeat(64),
            PROGRAM + "/campaigns/gift",
            PROGRAM + "/surveys/s1",
            PROGRAM + "/webhooks/w1",
            PROGRAM + "/products/p1",
            PROGRAM + "/customers/c1/coupons/k1",
            PROGRAM + "/customers/c1/orders/o1",
            PROGRAM + "/customers/-",
            "keys/abcdefghijkl",
            "programs/",
            "programs/other",
            "programs/-/customers/",
            "*");
    private static final List<String> WORDS = List.of(
            "",
            "a",
            "c1",
            "o1",
            "h1",
            "k1",
            "GBP",
            "EUR",
            "JPY",
            "XXX",
            "Europe/London",
            "UTC",
            "America/Nowhere",
            "GIFT-####-#####",
            "GIFT-0000-00000",
            "order.total > 100",
            "order.total / 0 == 1",
            "line.category == \"tea\"",
            "en-GB",
            "ada@example.invalid",
            "+441234567890",
            "http://127.0.0.1:9/hook",
            "P1D",
            "PT0S",
            "2026-11-28",
            "2026-02-30",
            "CR0wAA==",
            "%s%n",
            "\u0000",
            "\ud83d\ude00\u202e\u0130\u00df",
            "'; --",
            "{\"a\":1}",
            "1e999999999",
            "0".repeat(400));

    private final Random random;

    MessageMaker(Random random) {
        this.random = random;
    }

    /** The bytes of one. */
    byte[] bytes(Descriptor type) {
        return message(type, 0).toByteArray();
    }

    /** One, inside of so many others. */
    DynamicMessage message(Descriptor type, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        int sparse = 1 + random.nextInt(4);
        for (FieldDescriptor field : type.getFields()) {
            if (random.nextInt(4) >= sparse || (depth >= DEEPEST && isMessage(field))) {
                continue;
            }
            if (field.isRepeated()) {
                int elements = random.nextInt(20) == 0 ? 40 : random.nextInt(3);
                for (int element = 0; element < (depth < 3 ? elements : Math.min(1, elements)); element++) {
                    message.addRepeatedField(field, value(field, depth));
                }
            } else {
                message.setField(field, value(field, depth));
            }
        }
        return message.build();
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    private Object value(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case MESSAGE -> message(field.getMessageType(), depth + 1);
            case STRING -> text(field);
            case BYTE_STRING -> bytesOf(random.nextInt(3) == 0 ? 32 : random.nextInt(40));
            case INT -> (int) number();
            case LONG -> number();
            case BOOLEAN -> random.nextBoolean();
            case ENUM -> constant(field.getEnumType());
            case DOUBLE -> fraction();
            case FLOAT -> (float) fraction();
        };
    }

    private String text(FieldDescriptor field) {
        String name = field.getName();
        boolean isTime = name.contains("zone");
        if (isTime && random.nextBoolean()) {
            return "Europe/London";
        }
        if (name.contains("currency") && random.nextInt(4) > 0) {
            return "GBP";
        }
        if (name.endsWith("request_id") && random.nextInt(4) > 0) {
            return "r" + random.nextInt(1_000_000);
        }
        if (random.nextInt(2) == 0) {
            return NAMES.get(random.nextInt(NAMES.size()));
        }
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private ByteString bytesOf(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private long number() {
        return switch (random.nextInt(8)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> random.nextLong();
            default -> NUMBERS[random.nextInt(NUMBERS.length)];
        };
    }

    private double fraction() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> -Double.MAX_VALUE;
            default -> number() / 3.0;
        };
    }

    private Object constant(EnumDescriptor type) {
        return random.nextInt(10) == 0
                ? type.findValueByNumberCreatingIfUnknown(random.nextInt(200))
                : type.getValues().get(random.nextInt(type.getValues().size()));
    }
}
