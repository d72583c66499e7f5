package dev.giveback.coupon.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.coupon.domain.Definition;
import dev.giveback.journal.v1.StoredDefinition;
import dev.giveback.platform.cluster.StoredForm;

/** What a version of a campaign says, between nodes: as an event has it. */
public final class DefinitionForm implements StoredForm<Definition> {
    /** Made by its name. */
    public DefinitionForm() {}

    @Override
    public Class<Definition> type() {
        return Definition.class;
    }

    @Override
    public ByteString toBytes(Definition definition) {
        return Definitions.toProto(definition).toByteString();
    }

    @Override
    public Definition ofBytes(ByteString bytes) {
        try {
            return Definitions.toDomain(StoredDefinition.parseFrom(bytes));
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException("definition: " + damaged.getMessage(), damaged);
        }
    }
}
