package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.platform.cluster.StoredForm;
import dev.giveback.platform.journal.ChainHash;

/** A customer between nodes: as a snapshot has it. */
public final class CustomerForm implements StoredForm<Customer> {
    /** Made by its name. */
    public CustomerForm() {}

    @Override
    public Class<Customer> type() {
        return Customer.class;
    }

    @Override
    public ByteString toBytes(Customer customer) {
        return CustomerSnapshotMapper.toProto(new CustomerState(customer, ChainHash.NONE))
                .toByteString();
    }

    @Override
    public Customer ofBytes(ByteString bytes) {
        try {
            return CustomerSnapshotMapper.toDomain(CustomerSnapshot.parseFrom(bytes))
                    .customer();
        } catch (InvalidProtocolBufferException damaged) {
            throw new IllegalArgumentException("customer: " + damaged.getMessage(), damaged);
        }
    }
}
