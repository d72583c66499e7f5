package dev.giveback.coupon.admin;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.domain.CustomerId;
import dev.giveback.coupon.domain.Refusal;
import dev.giveback.coupon.journal.PersistenceIds;
import dev.giveback.coupon.v1.CustomerFact;
import dev.giveback.coupon.v1.ExportCustomerClaimsRequest;
import dev.giveback.coupon.v1.ExportCustomerClaimsResponse;
import dev.giveback.journal.v1.CampaignEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.acts.AdminAsk;
import dev.giveback.platform.acts.WorkStream;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.journal.JournalCut;
import dev.giveback.platform.journal.JournalRow;
import dev.giveback.platform.journal.JournalScan;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The verb ExportCustomerClaims: reads the journals of a program's campaigns and picks out what is about one customer. */
public final class CustomerFacts {
    private static final int PAGE_ROWS = 500;

    private final Works works;
    private final DataSource source;

    /** @param source the admins' connections */
    public CustomerFacts(Works works, DataSource source) {
        this.works = works;
        this.source = source;
    }

    void start(
            ExportCustomerClaimsRequest call,
            String principal,
            StreamObserver<ExportCustomerClaimsResponse> responses) {
        CustomerId customer = CustomerId.parse(call.getCustomer());
        if (customer == null) {
            responses.onError(
                    RefusalStatus.of(Refusal.field("customer", "must be programs/{program}/customers/{customer}")));
            return;
        }
        works.start(
                new AdminAsk(
                        "ExportCustomerClaims",
                        call.getCustomer(),
                        principal,
                        call.getContext().getOperator(),
                        call.getContext().getReason(),
                        Map.of()),
                responses,
                stream -> run(customer, stream));
    }

    private Map<String, String> run(CustomerId customer, WorkStream<ExportCustomerClaimsResponse> stream)
            throws SQLException, InterruptedException, InvalidProtocolBufferException {
        JournalScan scan = JournalScan.ofPrefix(
                source,
                PersistenceIds.CAMPAIGN_PREFIX + customer.program() + '|',
                new JournalCut(Long.MAX_VALUE),
                PAGE_ROWS);
        long total = scan.count();
        long events = 0;
        long facts = 0;
        for (List<JournalRow> rows = scan.page(scan.start());
                !rows.isEmpty();
                rows = scan.page(JournalScan.after(rows))) {
            for (JournalRow row : rows) {
                for (CustomerFact fact : of(row, customer.customer())) {
                    facts++;
                    stream.send(ExportCustomerClaimsResponse.newBuilder()
                            .setFact(fact)
                            .build());
                }
            }
            events += rows.size();
            stream.step();
            if (stream.isProgressDue()) {
                stream.send(ExportCustomerClaimsResponse.newBuilder()
                        .setProgress(stream.progress(events, total, "events"))
                        .build());
            }
        }
        return Map.of("events", Long.toString(events), "facts", Long.toString(facts));
    }

    private static List<CustomerFact> of(JournalRow row, String customer) throws InvalidProtocolBufferException {
        CampaignEvent event =
                CampaignEvent.parseFrom(JournalRecord.parseFrom(row.payload()).getEvent());
        List<CustomerFact.Builder> facts = FactsOfEvent.of(event, customer);
        return facts.stream()
                .map(fact -> fact.setCampaign(
                                PersistenceIds.campaign(row.persistenceId()).name())
                        .setSequenceNumber(row.sequenceNumber())
                        .setRecordTime(Timestamps.fromMillis(event.getRecordMillis()))
                        .build())
                .toList();
    }
}
