package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.platform.cluster.StoredForm;

/** An event between nodes: as the journal has it. */
public final class CustomerEventForm implements StoredForm<CustomerEvent> {
    /** Made by its name. */
    public CustomerEventForm() {}

    @Override
    public Class<CustomerEvent> type() {
        return CustomerEvent.class;
    }

    @Override
    public ByteString toBytes(CustomerEvent event) {
        return CustomerEventMapper.toProto(event).toByteString();
    }

    @Override
    public CustomerEvent ofBytes(ByteString bytes) {
        try {
            return CustomerEventMapper.toDomain(dev.giveback.journal.v1.CustomerEvent.parseFrom(bytes));
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException("event: " + damaged.getMessage(), damaged);
        }
    }
}
