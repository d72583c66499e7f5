package dev.giveback.access.journal;

import com.google.protobuf.ByteString;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.Request;
import dev.giveback.access.domain.StoredSecret;
import dev.giveback.journal.v1.StoredAccessRequest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small parts of events and snapshots between the domain and their stored form. */
final class Parts {
    private static final HexFormat HEX = HexFormat.of();

    private Parts() {}

    static dev.giveback.journal.v1.StoredSecret secret(StoredSecret secret) {
        return dev.giveback.journal.v1.StoredSecret.newBuilder()
                .setSha256(bytes(secret.sha256()))
                .setPrefix(secret.prefix())
                .setMadeMillis(secret.made().toEpochMilli())
                .build();
    }

    static StoredSecret secret(dev.giveback.journal.v1.StoredSecret stored) {
        return new StoredSecret(
                hex(stored.getSha256()), stored.getPrefix(), Instant.ofEpochMilli(stored.getMadeMillis()));
    }

    static ByteString bytes(String hex) {
        return ByteString.copyFrom(HEX.parseHex(hex));
    }

    static String hex(ByteString bytes) {
        return HEX.formatHex(bytes.toByteArray());
    }

    static StoredAccessRequest request(Request request) {
        return StoredAccessRequest.newBuilder()
                .setRequestId(request.id())
                .setRequestFingerprint(request.fingerprint())
                .build();
    }

    static Request request(StoredAccessRequest stored) {
        return new Request(stored.getRequestId(), stored.getRequestFingerprint());
    }

    /** Zero for never. */
    static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    static @Nullable Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    static KeyId id(String text) {
        return new KeyId(text);
    }

    static List<KeyId> ids(List<String> texts) {
        return texts.stream().map(KeyId::new).toList();
    }

    static List<String> texts(List<KeyId> ids) {
        return ids.stream().map(KeyId::text).toList();
    }
}
