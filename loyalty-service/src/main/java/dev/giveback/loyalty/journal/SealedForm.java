package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import dev.giveback.loyalty.domain.Sealed;
import dev.giveback.platform.cluster.StoredForm;

/** A sealed value between nodes: as it is sealed. */
public final class SealedForm implements StoredForm<Sealed> {
    /** Made by its name. */
    public SealedForm() {}

    @Override
    public Class<Sealed> type() {
        return Sealed.class;
    }

    @Override
    public ByteString toBytes(Sealed value) {
        return ByteString.copyFrom(value.bytes());
    }

    @Override
    public Sealed ofBytes(ByteString bytes) {
        return Sealed.of(bytes.toByteArray());
    }
}
