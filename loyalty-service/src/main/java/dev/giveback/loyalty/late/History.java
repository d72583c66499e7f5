package dev.giveback.loyalty.late;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import io.grpc.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** All events of one customer, in the order in which they were recorded. */
record History(List<CustomerEvent> events) {
    /** More are not read into memory. */
    static final int MOST_EVENTS = 200_000;

    private static final int PAGE_ROWS = 500;
    /** One customer's rows are written one after the other, so none can appear behind the latest. */
    private static final JournalCut EVERYTHING = new JournalCut(Long.MAX_VALUE);

    static History read(DataSource source, CustomerId id) throws SQLException, InvalidProtocolBufferException {
        JournalScan scan = JournalScan.ofOne(source, PersistenceIds.of(id), EVERYTHING, PAGE_ROWS);
        List<CustomerEvent> events = new ArrayList<>();
        List<JournalRow> page = scan.page(scan.start());
        while (!page.isEmpty()) {
            for (JournalRow row : page) {
                events.add(StoredCustomerEvent.of(JournalRecord.parseFrom(row.payload()))
                        .event());
            }
            if (events.size() > MOST_EVENTS) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription("customer: has more than " + MOST_EVENTS + " events")
                        .asRuntimeException();
            }
            page = scan.page(JournalScan.after(page));
        }
        return new History(events);
    }

    /** The customer after the first so many events. */
    Customer after(int count) {
        Customer customer = Customer.NEW;
        for (CustomerEvent event : events.subList(0, count)) {
            customer = customer.evolve(event);
        }
        return customer;
    }

    /** How many events were recorded before the one of this request; all of them when there is none. */
    int before(String requestId) {
        for (int i = 0; i < events.size(); i++) {
            if (!requestId.isEmpty() && events.get(i).header().request().id().equals(requestId)) {
                return i;
            }
        }
        return events.size();
    }
}
