package dev.giveback.loyalty.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.admin.v1.AdminAct;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.actor.Customers;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Transfer;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.journal.StatementMapper;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.privacy.Opener;
import dev.giveback.loyalty.privacy.Seals;
import dev.giveback.loyalty.v1.ExportCustomerRequest;
import dev.giveback.loyalty.v1.ExportCustomerResponse;
import dev.giveback.loyalty.v1.PersonalData;
import dev.giveback.loyalty.v1.StatementEntry;
import dev.giveback.platform.acts.ActList;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Gives all that is held about a person: the account and the journal of the customer and of those merged into it, opened. */
public final class PersonalDataExport {
    private static final int PAGE = 200;
    private static final int ACTS = 1_000;

    private final Customers customers;
    private final Seals seals;
    private final DataSource journal;
    private final ActList acts;
    private final Works works;
    private final Supplier<String> principal;
    private final Duration timeout;

    /**
     * Exports from this journal.
     *
     * @param journal connections that find the journal
     * @param principal of the call that is being handled; empty text if nobody was authenticated
     * @param timeout the longest that a customer's actor is waited for
     */
    public PersonalDataExport(
            Customers customers,
            Seals seals,
            DataSource journal,
            Works works,
            Supplier<String> principal,
            Duration timeout) {
        this.customers = customers;
        this.seals = seals;
        this.journal = journal;
        this.acts = new ActList(journal);
        this.works = works;
        this.principal = principal;
        this.timeout = timeout;
    }

    /** Starts an export, or refuses it. */
    public void export(ExportCustomerRequest call, StreamObserver<ExportCustomerResponse> responses) {
        try {
            CustomerId customer = Checks.customer(call.getCustomer(), "customer");
            AdminAsk ask = new AdminAsk(
                    "ExportCustomer",
                    customer.name(),
                    principal.get(),
                    call.getContext().getOperator(),
                    call.getContext().getReason(),
                    Map.of());
            works.start(ask, responses, stream -> run(customer, stream));
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private Map<String, String> run(CustomerId customer, WorkStream<ExportCustomerResponse> stream) throws Exception {
        Deque<CustomerId> open = new ArrayDeque<>(List.of(customer));
        long entries = 0;
        int count = 0;
        while (!open.isEmpty()) {
            CustomerId next = open.pop();
            Standing standing = standing(next);
            standing.customer().absorbed().forEach(source -> open.add(new CustomerId(next.program(), source)));
            PersonalDataParts parts = new PersonalDataParts(next, stream);
            account(next, standing, parts);
            entries += events(next, stream, parts);
            acts(next, parts);
            parts.flush();
            count++;
        }
        return Map.of("customers", Integer.toString(count), "entries", Long.toString(entries));
    }

    private Standing standing(CustomerId customer) {
        CustomerReply reply = await(customers.read(customer, timeout));
        if (reply instanceof CustomerReply.Refused refused) {
            throw RefusalStatus.of(refused.refusal());
        }
        Standing standing = (Standing) reply;
        if (!standing.customer().exists()) {
            throw CustomerCalls.refused(Reason.CUSTOMER_NOT_FOUND, "customer: nothing is known of this customer");
        }
        return standing;
    }

    private void account(CustomerId id, Standing standing, PersonalDataParts parts) throws InterruptedException {
        PersonalData.Builder head = PersonalData.newBuilder()
                .setReadTime(AnswerMapper.timestamp(standing.now()))
                .setCustomer(StandingMapper.customer(id.name(), standing))
                .setProfile(await(ProfileFields.opened(standing.customer().profile(), seals)));
        standing.customer()
                .absorbed()
                .forEach(source -> head.addMergedCustomers(new CustomerId(id.program(), source).name()));
        await(seals.keyCreated(id)).ifPresent(time -> head.setKeyCreateTime(AnswerMapper.timestamp(time)));
        parts.add(head.build());
        Map<Long, Long> held = standing.customer().held(standing.now());
        List<Lot> lots = standing.customer().lots().inOrder();
        Opener ofLots = await(seals.opener(lots.stream().map(Lot::reference).toList()));
        for (Lot lot : lots) {
            var published = StandingMapper.lot(lot, held.getOrDefault(lot.id(), 0L)).toBuilder();
            published.setReference(ofLots.text(lot.reference()));
            parts.add(PersonalData.newBuilder().addLots(published).build());
        }
        for (Coupon coupon : new TreeMap<>(standing.customer().coupons().byId()).values()) {
            parts.add(PersonalData.newBuilder()
                    .addCoupons(CouponAnswers.coupon(coupon, standing))
                    .build());
        }
        transfers(id, standing, parts);
    }

    private void transfers(CustomerId id, Standing standing, PersonalDataParts parts) throws InterruptedException {
        Map<String, Transfer> transfers =
                new TreeMap<>(standing.customer().sagas().ended());
        transfers.putAll(standing.customer().sagas().underWay());
        Opener opener = await(seals.opener(
                transfers.values().stream().map(Transfer::reference).toList()));
        for (Transfer transfer : transfers.values()) {
            parts.add(PersonalData.newBuilder()
                    .addTransfers(TransferCalls.published(transfer, id, opener.text(transfer.reference())))
                    .build());
        }
    }

    private long events(CustomerId id, WorkStream<ExportCustomerResponse> stream, PersonalDataParts parts)
            throws SQLException, InvalidProtocolBufferException, InterruptedException {
        JournalScan scan = JournalScan.ofOne(journal, PersistenceIds.of(id), cut(), PAGE);
        long total = scan.count();
        long done = 0;
        JournalScan.Place place = scan.start();
        for (List<JournalRow> page = scan.page(place); !page.isEmpty(); page = scan.page(place)) {
            List<StatementEntry> entries = new ArrayList<>();
            for (JournalRow row : page) {
                var event = StoredCustomerEvent.of(JournalRecord.parseFrom(row.payload()))
                        .event();
                entries.add(StatementMapper.entry(row.sequenceNumber(), event));
                if (event.change() instanceof CheckoutCompleted completed) {
                    parts.add(PersonalData.newBuilder()
                            .addOrders(OutcomeMapper.order(
                                    completed, event.header().programVersion(), true))
                            .build());
                }
            }
            for (StatementEntry entry : await(Texts.opened(entries, seals))) {
                parts.add(PersonalData.newBuilder().addEntries(entry).build());
            }
            place = JournalScan.after(page);
            done += page.size();
            stream.step();
            if (stream.isProgressDue()) {
                stream.send(ExportCustomerResponse.newBuilder()
                        .setProgress(stream.progress(done, Math.max(total, done), "events"))
                        .build());
            }
        }
        return done;
    }

    private JournalCut cut() throws SQLException, InterruptedException {
        return JournalCut.ofAllStored(journal);
    }

    private void acts(CustomerId id, PersonalDataParts parts)
            throws SQLException, InvalidProtocolBufferException, InterruptedException {
        long before = Long.MAX_VALUE;
        for (List<AdminAct> page = acts.before(before, ACTS); !page.isEmpty(); page = acts.before(before, ACTS)) {
            for (AdminAct act : page) {
                if (act.getSubject().equals(id.name())) {
                    parts.add(PersonalData.newBuilder().addActs(act).build());
                }
            }
            before = page.getLast().getActId();
        }
    }

    private static <A> A await(CompletionStage<A> stage) {
        return stage.toCompletableFuture().join();
    }
}
