package dev.giveback.loyalty.grpc;

import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.v1.ExportCustomerResponse;
import dev.giveback.loyalty.v1.PersonalData;
import dev.giveback.platform.acts.WorkStream;

/** Gathers what is held about a customer into messages of a size that every port takes. */
final class PersonalDataParts {
    private static final int MESSAGE_BYTES = 64 * 1024;

    private final CustomerId customer;
    private final WorkStream<ExportCustomerResponse> stream;
    private PersonalData.Builder gathered = PersonalData.newBuilder();
    private int bytes;

    PersonalDataParts(CustomerId customer, WorkStream<ExportCustomerResponse> stream) {
        this.customer = customer;
        this.stream = stream;
    }

    /** Adds a part, and sends what is gathered when it is enough. */
    void add(PersonalData part) throws InterruptedException {
        gathered.mergeFrom(part);
        bytes += part.getSerializedSize();
        if (bytes >= MESSAGE_BYTES) {
            flush();
        }
    }

    /** Sends what is gathered. */
    void flush() throws InterruptedException {
        if (bytes > 0) {
            stream.send(ExportCustomerResponse.newBuilder()
                    .setData(gathered.setName(customer.name()))
                    .build());
            gathered = PersonalData.newBuilder();
            bytes = 0;
        }
    }
}
