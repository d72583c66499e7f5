package dev.giveback.loyalty.history;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.CustomerJournals;
import dev.giveback.loyalty.privacy.Seals;
import dev.giveback.loyalty.program.ProgramMapper;
import dev.giveback.loyalty.program.ProgramName;
import dev.giveback.loyalty.program.ProgramRegistry;
import dev.giveback.loyalty.v1.CompareCustomerRequest;
import dev.giveback.loyalty.v1.CompareCustomerResponse;
import dev.giveback.loyalty.v1.GetCustomerAtRequest;
import dev.giveback.loyalty.v1.GetCustomerAtResponse;
import dev.giveback.loyalty.v1.ListEventsRequest;
import dev.giveback.loyalty.v1.ListEventsResponse;
import dev.giveback.loyalty.v1.Moment;
import dev.giveback.loyalty.v1.ReadProgramAtRequest;
import dev.giveback.loyalty.v1.ReadProgramAtResponse;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.Works;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Reading, time travel and comparison: what the journal's service hands to this package. Each call is an act. */
public final class History {
    private final DataSource journal;
    private final CustomerReplay replay;
    private final ProgramVersions programs;
    private final AdminActs acts;
    private final Works works;
    private final InstantSource clock;
    private final Executor blocking;
    private final OpenedTexts texts;
    private final Supplier<String> principal;

    /**
     * All of it.
     *
     * @param journal connections of the admins' own pool
     * @param journals where the events of single customers are
     * @param blocking whose threads may take their time
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     */
    public History(
            DataSource journal,
            CustomerJournals journals,
            ProgramRegistry programs,
            ProgramMapper mapper,
            AdminActs acts,
            Works works,
            InstantSource clock,
            Executor blocking,
            Seals seals,
            Supplier<String> principal) {
        this.journal = journal;
        this.replay = new CustomerReplay(journals);
        this.programs = new ProgramVersions(journal, programs, mapper);
        this.acts = acts;
        this.works = works;
        this.clock = clock;
        this.blocking = blocking;
        this.texts = new OpenedTexts(seals);
        this.principal = principal;
    }

    /** Something short that blocks on the journal. */
    @FunctionalInterface
    private interface Reading<A> {
        A read() throws SQLException, InvalidProtocolBufferException;
    }

    /** A page of a customer's events. */
    public void listEvents(ListEventsRequest call, StreamObserver<ListEventsResponse> responses) {
        Map<String, String> details = new HashMap<>();
        details.put("page", call.getPageToken().isEmpty() ? "first" : "later");
        if (call.getIncludeStored()) {
            details.put("stored", "yes");
        }
        around(ask("ListEvents", call.getCustomer(), call.getContext(), details), () -> events(call), responses);
    }

    private ListEventsResponse events(ListEventsRequest call) throws SQLException, InvalidProtocolBufferException {
        CustomerId id = customer(call.getCustomer());
        EventListing listing = new EventListing(call, id, programs.current(id.program()));
        boolean[] any = new boolean[1];
        replay.read(id, 0, (number, stored) -> {
            any[0] = true;
            return listing.take(number, stored);
        });
        if (!any[0]) {
            throw unknown("customer");
        }
        return listing.page();
    }

    /** A customer at a moment. */
    public void getCustomerAt(GetCustomerAtRequest call, StreamObserver<GetCustomerAtResponse> responses) {
        around(
                ask("GetCustomerAt", call.getCustomer(), call.getContext(), Map.of("moment", text(call.getMoment()))),
                () -> customerAt(call),
                responses);
    }

    private GetCustomerAtResponse customerAt(GetCustomerAtRequest call)
            throws SQLException, InvalidProtocolBufferException {
        CustomerId id = customer(call.getCustomer());
        View view = view(id, call.getMoment(), "moment", clock.instant());
        Program program = programs.inForce(id.program(), view.time(), view.known());
        return GetCustomerAtResponse.newBuilder()
                .setCustomer(CustomerAtMapper.customer(id, view, program))
                .build();
    }

    private View view(CustomerId id, Moment moment, String field, Instant now) throws SQLException {
        AsOf asOf = AsOf.of(moment, field, now);
        View.Maker maker = new View.Maker(asOf);
        replay.read(id, 0, maker::take);
        View view = maker.made();
        if (view.first() == null) {
            throw unknown("customer");
        }
        if (asOf instanceof AsOf.Event event && view.recorded().revision() < event.sequenceNumber()) {
            throw RefusalStatus.of(Refusal.field(
                    field + ".sequence_number",
                    "must be 1 to " + view.recorded().revision() + ", the number of the latest event"));
        }
        return view;
    }

    /** A customer at two moments. */
    public void compareCustomer(CompareCustomerRequest call, StreamObserver<CompareCustomerResponse> responses) {
        Map<String, String> details = Map.of("first", text(call.getFirst()), "second", text(call.getSecond()));
        around(
                ask("CompareCustomer", call.getCustomer(), call.getContext(), details),
                () -> comparison(call),
                responses);
    }

    private CompareCustomerResponse comparison(CompareCustomerRequest call)
            throws SQLException, InvalidProtocolBufferException {
        CustomerId id = customer(call.getCustomer());
        Instant now = clock.instant();
        View first = view(id, call.getFirst(), "first", now);
        View second = view(id, call.getSecond(), "second", now);
        Comparison comparison = new Comparison(id, first, second);
        Program firstRules = programs.inForce(id.program(), first.time(), first.known());
        Program secondRules = programs.inForce(id.program(), second.time(), second.known());
        replay.read(id, first.recorded().revision(), (number, stored) -> comparison.take(number, stored, secondRules));
        return comparison.made(firstRules, secondRules);
    }

    /** A whole program at a moment. Call it on the thread of the call. */
    public void readProgramAt(ReadProgramAtRequest call, StreamObserver<ReadProgramAtResponse> responses) {
        AdminAsk ask =
                ask("ReadProgramAt", call.getName(), call.getContext(), Map.of("moment", text(call.getMoment())));
        works.start(ask, responses, stream -> {
            AsOf.Time at = AsOf.timeOf(call.getMoment(), "moment", clock.instant());
            Program program = programs.inForce(ProgramName.idOf(call.getName()), at.about(), at.known());
            return new ProgramReading(journal, program, at, stream).run();
        });
    }

    private AdminAsk ask(String verb, String subject, AdminContext context, Map<String, String> details) {
        return new AdminAsk(verb, subject, principal.get(), context.getOperator(), context.getReason(), details);
    }

    private <A extends Message> void around(AdminAsk ask, Reading<A> reading, StreamObserver<A> responses) {
        Responses.send(
                acts.around(
                        ask,
                        () -> CompletableFuture.supplyAsync(() -> read(reading), blocking)
                                .thenCompose(texts::in)),
                responses);
    }

    private static <A> A read(Reading<A> reading) {
        try {
            return reading.read();
        } catch (SQLException | InvalidProtocolBufferException unread) {
            throw new CompletionException(unread);
        }
    }

    /** The customer of a name, of a program that there is. */
    private CustomerId customer(String name) {
        CustomerId id = CustomerId.parse(name);
        if (id == null) {
            throw RefusalStatus.of(Refusal.field("customer", CustomerId.RULE));
        }
        var unused = programs.current(id.program());
        return id;
    }

    private static RuntimeException unknown(String field) {
        return RefusalStatus.of(
                new Refusal(Reason.CUSTOMER_NOT_FOUND, field + ": nothing is known of this customer", Map.of()));
    }

    /** A moment as the act has it. */
    private static String text(Moment moment) {
        return switch (moment.getMomentCase()) {
            case SEQUENCE_NUMBER -> "event " + moment.getSequenceNumber();
            case TIME -> text(moment.getTime());
            case HINDSIGHT ->
                text(moment.getHindsight().getEffectiveTime()) + " known "
                        + (moment.getHindsight().hasKnownTime()
                                ? text(moment.getHindsight().getKnownTime())
                                : "now");
            case MOMENT_NOT_SET -> "now";
        };
    }

    private static String text(Timestamp time) {
        return Timestamps.isValid(time) ? Timestamps.toString(time) : "no valid time";
    }
}
