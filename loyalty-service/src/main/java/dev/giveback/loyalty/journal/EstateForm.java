package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.StoredEstate;
import dev.giveback.loyalty.domain.Estate;
import dev.giveback.platform.cluster.StoredForm;

/** What a merge moves, between nodes: as the journal has it. */
public final class EstateForm implements StoredForm<Estate> {
    /** Made by its name. */
    public EstateForm() {}

    @Override
    public Class<Estate> type() {
        return Estate.class;
    }

    @Override
    public ByteString toBytes(Estate estate) {
        return EstateMapper.toProto(estate).toByteString();
    }

    @Override
    public Estate ofBytes(ByteString bytes) {
        try {
            return EstateMapper.toDomain(StoredEstate.parseFrom(bytes));
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException("estate: " + damaged.getMessage(), damaged);
        }
    }
}
