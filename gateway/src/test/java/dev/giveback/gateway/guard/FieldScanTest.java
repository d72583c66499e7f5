package dev.giveback.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.access.v1.UpdateApprovalPolicyRequest;
import dev.giveback.coupon.v1.GrantCampaignCouponRequest;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.recommendation.v1.RecordImpressionsRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the scan finds in bytes, against what protobuf's own parser finds in them. */
final class FieldScanTest {
    private static final int MESSAGES = 40_000;
    private static final long SEED = 7;

    record Case(Descriptor message, String path) {}

    static List<Case> cases() {
        return List.of(
                new Case(GetCustomerRequest.getDescriptor(), "name"),
                new Case(UpdateApprovalPolicyRequest.getDescriptor(), "policy.name"),
                new Case(RecordImpressionsRequest.getDescriptor(), "impressions.customer"),
                new Case(TailEventsRequest.getDescriptor(), "programs"),
                new Case(GrantCampaignCouponRequest.getDescriptor(), "campaign"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsWhatTheParserFindsInWhateverBytes(Case sample) {
        FieldPath path = FieldPath.of(sample.path(), sample.message(), "test");
        Random random = new Random(SEED);
        int wellFormed = 0;
        int refused = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] bytes = hostile(random, sample);
            List<String> parsed = parsed(sample, bytes);
            List<String> scanned = parsed == null ? null : scanned(path, bytes);
            if (scanned != null) {
                wellFormed++;
                assertThat(scanned).describedAs(Arrays.toString(bytes)).isEqualTo(parsed);
            } else if (parsed != null) {
                refused++;
            }
        }
        assertThat(wellFormed).describedAs("well-formed messages").isGreaterThan(MESSAGES / 10);
        // A number that is written with more bytes than it has: the parser takes some of those, the scan none, and then
        // the call is refused.
        assertThat(refused).describedAs("messages that the parser alone takes").isLessThan(MESSAGES / 1000);
    }

    @Test
    void aPlantedScanThatTakesTheFirstOfSeveralWouldBeCaught() throws IOException {
        byte[] twice = joined(name("programs/own/customers/a"), name("programs/foreign/customers/b"));

        assertThat(FieldScan.of(FieldPath.of("name", GetCustomerRequest.getDescriptor(), "test"), twice))
                .containsExactly("programs/foreign/customers/b");
        assertThat(parsed(new Case(GetCustomerRequest.getDescriptor(), "name"), twice))
                .containsExactly("programs/foreign/customers/b");
    }

    @Test
    void malformedBytesAreNoAnswer() {
        FieldPath path = FieldPath.of("name", GetCustomerRequest.getDescriptor(), "test");

        for (byte[] bytes :
                List.of(new byte[] {10, 5, 'a'}, new byte[] {10, 1, (byte) 0xff}, new byte[] {0}, new byte[] {12})) {
            assertThatThrownBy(() -> FieldScan.of(path, bytes)).isInstanceOf(IOException.class);
        }
    }

    private static byte[] name(String name) {
        return GetCustomerRequest.newBuilder().setName(name).build().toByteArray();
    }

    /** Null for bytes that it does not take. */
    private static @Nullable List<String> scanned(FieldPath path, byte[] bytes) {
        try {
            return FieldScan.of(path, bytes);
        } catch (IOException refused) {
            return null;
        }
    }

    /** The texts that are not empty, as the parser sees them; null for bytes that it does not take. */
    private static @Nullable List<String> parsed(Case sample, byte[] bytes) {
        try {
            List<String> texts = new ArrayList<>();
            collect(DynamicMessage.parseFrom(sample.message(), bytes), sample.path(), texts);
            return texts;
        } catch (InvalidProtocolBufferException malformed) {
            return null;
        }
    }

    private static void collect(DynamicMessage message, String path, List<String> texts) {
        int dot = path.indexOf('.');
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(dot < 0 ? path : path.substring(0, dot));
        List<?> values = field.isRepeated() ? (List<?>) message.getField(field) : List.of(message.getField(field));
        for (Object value : values) {
            if (value instanceof DynamicMessage inner) {
                collect(inner, path.substring(dot + 1), texts);
            } else if (!value.equals("")) {
                texts.add((String) value);
            }
        }
    }

    private static byte[] hostile(Random random, Case sample) {
        byte[] bytes = {};
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = joined(bytes, random(random, sample.message(), 0).toByteArray());
        }
        for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            bytes = changed(random, bytes);
        }
        return bytes;
    }

    private static DynamicMessage random(Random random, Descriptor type, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (FieldDescriptor field : type.getFields()) {
            int times = field.isRepeated() ? random.nextInt(3) : random.nextInt(2);
            for (int i = 0; i < times && !field.isMapField(); i++) {
                Object value = switch (field.getJavaType()) {
                    case STRING ->
                        List.of("", "programs/own", "programs/foreign/customers/é")
                                .get(random.nextInt(3));
                    case MESSAGE -> depth > 2 ? null : random(random, field.getMessageType(), depth + 1);
                    case INT -> random.nextInt();
                    case LONG -> random.nextLong();
                    case BOOLEAN -> random.nextBoolean();
                    case FLOAT, DOUBLE, BYTE_STRING, ENUM -> null;
                };
                if (value != null) {
                    if (field.isRepeated()) {
                        message.addRepeatedField(field, value);
                    } else {
                        message.setField(field, value);
                    }
                }
            }
        }
        return message.build();
    }

    private static byte[] changed(Random random, byte[] message) {
        int at = random.nextInt(message.length);
        int to = at + 1 + random.nextInt(message.length - at);
        byte[] head = Arrays.copyOf(message, at);
        byte[] middle = Arrays.copyOfRange(message, at, to);
        byte[] tail = Arrays.copyOfRange(message, to, message.length);
        return switch (random.nextInt(5)) {
            case 0 -> {
                byte[] flipped = message.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> head;
            case 2 -> joined(head, middle, middle, tail);
            case 3 -> joined(head, tail, middle);
            default -> {
                byte[] noise = new byte[1 + random.nextInt(6)];
                random.nextBytes(noise);
                yield joined(head, noise, middle, tail);
            }
        };
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
