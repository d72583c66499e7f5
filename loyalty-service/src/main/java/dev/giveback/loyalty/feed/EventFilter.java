package dev.giveback.loyalty.feed;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.loyalty.v1.TailEventsRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which rows a reader of events asked for.
 *
 * @param prefixes what the persistence ids of whole groups begin with
 * @param journals single persistence ids
 * @param types of customers' events; none for all
 */
record EventFilter(List<String> prefixes, Set<String> journals, Set<StatementEntryType> types) {
    EventFilter {
        prefixes = List.copyOf(prefixes);
        journals = Set.copyOf(journals);
        types = Set.copyOf(types);
    }

    /** What a request asks for; it refuses names that are none, and types that are unknown here. */
    static EventFilter of(TailEventsRequest call) {
        List<String> prefixes = new ArrayList<>(FeedChecks.prefixes(call.getProgramsList()));
        Set<String> journals = new HashSet<>(customers(call));
        if (prefixes.isEmpty() && journals.isEmpty()) {
            prefixes.add(PersistenceIds.CUSTOMER_PREFIX);
        }
        if (call.getIncludeProgramEvents()) {
            if (call.getProgramsCount() == 0 && call.getCustomersCount() == 0) {
                prefixes.add(PersistenceIds.PROGRAM_PREFIX);
            }
            call.getProgramsList().forEach(program -> journals.add(journalOf(program)));
            call.getCustomersList().forEach(customer -> journals.add(journalOf(customer)));
        }
        return new EventFilter(prefixes, journals, types(call));
    }

    /** The journal of the program that a resource is or belongs to. */
    private static String journalOf(String resource) {
        String id = resource.substring("programs/".length());
        int end = id.indexOf('/');
        return PersistenceIds.PROGRAM_PREFIX + (end < 0 ? id : id.substring(0, end));
    }

    private static Set<String> customers(TailEventsRequest call) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < call.getCustomersCount(); i++) {
            CustomerId id = CustomerId.parse(call.getCustomers(i));
            if (id == null) {
                throw RefusalStatus.of(Refusal.field("customers[" + i + "]", CustomerId.RULE));
            }
            ids.add(PersistenceIds.of(id));
        }
        return ids;
    }

    private static Set<StatementEntryType> types(TailEventsRequest call) {
        for (int i = 0; i < call.getTypesCount(); i++) {
            StatementEntryType type = call.getTypes(i);
            if (type == StatementEntryType.STATEMENT_ENTRY_TYPE_UNSPECIFIED
                    || type == StatementEntryType.UNRECOGNIZED) {
                throw RefusalStatus.of(Refusal.field("types[" + i + "]", "must be a type of StatementEntryType"));
            }
        }
        return Set.copyOf(call.getTypesList());
    }

    /** What the feed is asked for: more than is wanted, since one persistence id may begin with another. */
    List<String> searched() {
        List<String> all = new ArrayList<>(prefixes);
        all.addAll(journals);
        return all;
    }

    boolean wantsJournal(String persistenceId) {
        return journals.contains(persistenceId) || prefixes.stream().anyMatch(persistenceId::startsWith);
    }

    boolean wantsType(StatementEntryType type) {
        return types.isEmpty() || types.contains(type);
    }
}
