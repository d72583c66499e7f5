package dev.giveback.loyalty.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.CustomerEvent.ChangeCase;
import dev.giveback.platform.journal.Upcasters;
import java.io.IOException;
import java.util.List;

/**
 * The one place through which the stored bytes of a customer's event are read, whoever reads them: what an earlier build wrote comes out as
 * this build would have written it.
 */
public final class StoredEvents {
    private static final Upcasters<CustomerEvent, ChangeCase> UPCASTERS = new Upcasters<>(
            CustomerEvent::getChangeCase,
            StoredEvents::versionOf,
            List.of(
                    new Upcasters.Step<>(ChangeCase.TRANSFER_DECLINED, 1, TypedRefusals::ofTransferDeclined),
                    new Upcasters.Step<>(ChangeCase.TRANSFER_RETURNED, 1, TypedRefusals::ofTransferReturned),
                    new Upcasters.Step<>(ChangeCase.MERGE_DECLINED, 1, TypedRefusals::ofMergeDeclined),
                    new Upcasters.Step<>(ChangeCase.MERGE_REVERTED, 1, TypedRefusals::ofMergeReverted)));

    private StoredEvents() {}

    /**
     * Reads an event of any version.
     *
     * @throws InvalidProtocolBufferException when this build cannot read it
     */
    public static CustomerEvent read(ByteString bytes) throws InvalidProtocolBufferException {
        try {
            return current(CustomerEvent.parseFrom(bytes));
        } catch (IllegalArgumentException unreadable) {
            throw new InvalidProtocolBufferException(new IOException(unreadable.getMessage(), unreadable));
        }
    }

    /**
     * The event as this build would have written it; one inside a snapshot or an estate may be of an earlier version too.
     *
     * @throws IllegalArgumentException when this build cannot read it
     */
    static CustomerEvent current(CustomerEvent stored) {
        return UPCASTERS.upcast(stored);
    }

    /** The version that this build writes of this kind of change, as it is stored: the first is not. */
    static int versionToStore(ChangeCase change) {
        int version = UPCASTERS.current(change);
        return version == 1 ? 0 : version;
    }

    private static int versionOf(CustomerEvent event) {
        int stored = event.getChangeVersion();
        return stored == 0 ? 1 : stored;
    }
}
