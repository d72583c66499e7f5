package dev.giveback.loyalty.history;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.loyalty.contract.Pages;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.journal.StatementMapper;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.journal.StoredEvents;
import dev.giveback.loyalty.v1.EventEntry;
import dev.giveback.loyalty.v1.ListEventsRequest;
import dev.giveback.loyalty.v1.ListEventsResponse;
import dev.giveback.loyalty.v1.StatementEntryType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** One page of a customer's events, made while the customer is replayed from its first event. */
final class EventListing {
    private static final int MOST_PAGE_BYTES = 1 << 20;
    private static final int MOST_JSON_BYTES = 256 << 10;

    private final ListEventsRequest call;
    private final CustomerId id;
    private final Program program;
    private final Set<StatementEntryType> types;
    private final Instant start;
    private final Instant end;
    private final long bound;
    private final int size;
    /** One more than a page has, to know whether there is another one. */
    private final Deque<Step> steps = new ArrayDeque<>();

    private Customer customer = Customer.NEW;

    /** An event that the page may have, and the customer right before and after it. */
    private record Step(long sequenceNumber, StoredCustomerEvent stored, Customer before, Customer after) {}

    EventListing(ListEventsRequest call, CustomerId id, Program program) {
        this.call = call;
        this.id = id;
        this.program = program;
        types = EnumSet.noneOf(StatementEntryType.class);
        types.addAll(call.getTypesList());
        start = call.hasStartTime() ? AsOf.instant(call.getStartTime(), "start_time") : Instant.MIN;
        end = call.hasEndTime() ? AsOf.instant(call.getEndTime(), "end_time") : Instant.MAX;
        bound = EventToken.read(call.getPageToken(), call.getOldestFirst(), id);
        size = Pages.size(call.getPageSize());
    }

    /** Takes an event; whether the page may need more. */
    boolean take(long sequenceNumber, StoredCustomerEvent stored) {
        Instant time = stored.event().header().time();
        if (!time.isBefore(end) || (!call.getOldestFirst() && sequenceNumber >= bound)) {
            return false;
        }
        Customer before = customer;
        customer = before.evolve(stored.event());
        boolean isAsked = !time.isBefore(start)
                && (!call.getOldestFirst() || sequenceNumber > bound)
                && (types.isEmpty() || types.contains(StatementMapper.type(stored.event())));
        if (isAsked) {
            steps.addLast(new Step(sequenceNumber, stored, before, customer));
        }
        if (call.getOldestFirst()) {
            return steps.size() <= size;
        }
        if (steps.size() > size + 1) {
            steps.removeFirst();
        }
        return true;
    }

    ListEventsResponse page() throws InvalidProtocolBufferException {
        List<Step> inOrder = new ArrayList<>(steps);
        List<Step> asked = call.getOldestFirst() ? inOrder : inOrder.reversed();
        ListEventsResponse.Builder page = ListEventsResponse.newBuilder();
        long bytes = 0;
        long last = 0;
        for (Step step : asked) {
            EventEntry entry = page.getEventsCount() == size ? EventEntry.getDefaultInstance() : entry(step);
            bytes += entry.getSerializedSize();
            if (page.getEventsCount() == size || (bytes > MOST_PAGE_BYTES && page.getEventsCount() > 0)) {
                return page.setNextPageToken(new EventToken(last, call.getOldestFirst(), id).text())
                        .build();
            }
            page.addEvents(entry);
            last = step.sequenceNumber();
        }
        return page.build();
    }

    private EventEntry entry(Step step) throws InvalidProtocolBufferException {
        StoredCustomerEvent stored = step.stored();
        Instant time = stored.event().header().time();
        EventEntry.Builder entry = EventEntry.newBuilder()
                .setEntry(StatementMapper.entry(step.sequenceNumber(), stored.event()))
                .setPrincipal(stored.event().header().request().principal())
                .setText(Words.of(stored.event(), program.currency()))
                .addAllChanges(Differences.ofEvent(
                        new Differences.Side(step.before(), program, time),
                        new Differences.Side(step.after(), program, time)))
                .setState(CustomerAtMapper.state(id, step.after(), program, time))
                .setChainHash(stored.chainHash())
                .setStoredSize(stored.eventBytes().size());
        if (call.getIncludeStored() && stored.eventBytes().size() <= MOST_JSON_BYTES) {
            entry.setStoredJson(JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .print(StoredEvents.read(stored.eventBytes())));
        }
        return entry.build();
    }
}
