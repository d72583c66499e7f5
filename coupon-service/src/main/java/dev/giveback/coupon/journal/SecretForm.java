package dev.giveback.coupon.journal;

import com.google.protobuf.ByteString;
import dev.giveback.coupon.domain.Secret;
import dev.giveback.platform.cluster.StoredForm;

/** The secret of a campaign between nodes: its bytes. */
public final class SecretForm implements StoredForm<Secret> {
    /** Made by its name. */
    public SecretForm() {}

    @Override
    public Class<Secret> type() {
        return Secret.class;
    }

    @Override
    public ByteString toBytes(Secret secret) {
        return ByteString.copyFrom(secret.bytes());
    }

    @Override
    public Secret ofBytes(ByteString bytes) {
        return new Secret(bytes.toByteArray());
    }
}
