package dev.giveback.feedback.grpc;

import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactIds;
import dev.giveback.feedback.domain.NotSentReason;
import dev.giveback.feedback.domain.Occasion;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Source;
import dev.giveback.feedback.occasions.PlanTable;
import dev.giveback.feedback.occasions.PlannedContact;
import dev.giveback.feedback.outreach.Names.SourceName;
import dev.giveback.feedback.outreach.Outreaches;
import dev.giveback.feedback.planner.Judgement;
import dev.giveback.feedback.v1.DryRunRequest;
import dev.giveback.feedback.v1.DryRunResponse;
import dev.giveback.feedback.v1.DryRunSummary;
import dev.giveback.feedback.v1.DryRunVerdict;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Lists who would get a survey's invitation or a message by the judgement that counts for good, one customer after the other and no faster
 * than the caller takes it. Nothing is recorded. A chance is drawn as for good, and so may fall otherwise then.
 */
public final class DryRuns implements DryRunVerb {
    private static final int PAGE = 200;
    private static final Duration MOST_AHEAD = Duration.ofDays(366);
    private static final long READY_POLL_MILLIS = 5;

    private final PlanTable plans;
    private final Outreaches outreaches;
    private final Contacts contacts;
    private final Judgement judgement;
    private final InstantSource clock;
    private final Duration timeout;

    /**
     * Dry runs of what is planned.
     *
     * @param timeout the longest that one customer's contacts are waited for
     */
    public DryRuns(
            PlanTable plans,
            Outreaches outreaches,
            Contacts contacts,
            Judgement judgement,
            InstantSource clock,
            Duration timeout) {
        this.plans = plans;
        this.outreaches = outreaches;
        this.contacts = contacts;
        this.judgement = judgement;
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public void run(SourceName name, DryRunRequest request, StreamObserver<DryRunResponse> responses) {
        try {
            Instant until = until(request);
            Outreach outreach = outreaches
                    .find(name.program())
                    .toCompletableFuture()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .orElse(Outreach.none(name.program()));
            Source source = outreach.source(name.sourceId()).orElseThrow(() -> OutreachGrpcService.notFound(name));
            run(outreach, source, until, (ServerCallStreamObserver<DryRunResponse>) responses);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            responses.onError(RefusalStatus.of(interrupted));
        } catch (SQLException away) {
            responses.onError(
                    RefusalStatus.of(Reason.SOURCE_AWAY, "database: it does not answer; try again in a moment"));
        } catch (RuntimeException | ExecutionException | TimeoutException failure) {
            responses.onError(Calls.status(failure));
        }
    }

    private Instant until(DryRunRequest request) {
        Instant now = clock.instant();
        if (!request.hasUntilTime()) {
            return now;
        }
        if (!Timestamps.isValid(request.getUntilTime())) {
            throw Checks.refused("until_time", "must be a time");
        }
        Instant until = Instant.ofEpochMilli(Timestamps.toMillis(request.getUntilTime()));
        if (until.isAfter(now.plus(MOST_AHEAD))) {
            throw Checks.refused("until_time", "must be at most 366 days ahead");
        }
        return until;
    }

    private void run(
            Outreach outreach, Source source, Instant until, ServerCallStreamObserver<DryRunResponse> responses)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        Sums sums = new Sums();
        PlannedContact last = null;
        List<PlannedContact> page;
        do {
            page = plans.page(outreach.program(), source.id(), until, last, PAGE);
            for (PlannedContact plan : page) {
                Optional<DryRunVerdict> verdict = verdict(plan, source, outreach);
                verdict.ifPresent(sums::count);
                if (verdict.isPresent() && !send(verdict.get(), responses)) {
                    return;
                }
                last = plan;
            }
        } while (page.size() == PAGE);
        responses.onNext(DryRunResponse.newBuilder().setSummary(sums.summary()).build());
        responses.onCompleted();
    }

    /** Whether the caller is still there. */
    private static boolean send(DryRunVerdict verdict, ServerCallStreamObserver<DryRunResponse> responses)
            throws InterruptedException {
        while (!responses.isReady() && !responses.isCancelled()) {
            TimeUnit.MILLISECONDS.sleep(READY_POLL_MILLIS);
        }
        if (responses.isCancelled()) {
            return false;
        }
        responses.onNext(DryRunResponse.newBuilder().setVerdict(verdict).build());
        return true;
    }

    /** Nothing when the condition does not hold, or it is decided already. */
    private Optional<DryRunVerdict> verdict(PlannedContact plan, Source source, Outreach outreach)
            throws InterruptedException, ExecutionException, TimeoutException {
        Optional<ContactCommand.Decide> command = judgement.of(plan, source, outreach);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        ContactReply reply = contacts.judge(plan.known().customer(), command.get(), timeout)
                .toCompletableFuture()
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return switch (reply) {
            case ContactReply.Done done ->
                done.repeated() ? Optional.empty() : Optional.of(decided(plan, source, done));
            case ContactReply.Later later ->
                Optional.of(verdict(plan)
                        .setSent(true)
                        .setExplanation(later.why() + " It is looked at again at " + later.until() + ".")
                        .build());
            case ContactReply.Refused refused -> Optional.of(notSent(plan, NotSentReason.CUSTOMER_GONE));
        };
    }

    private static DryRunVerdict decided(PlannedContact plan, Source source, ContactReply.Done done) {
        Occasion occasion = plan.known().occasion();
        @Nullable
        NotSentReason reason = done.state()
                .contact(ContactIds.of(source.id(), occasion.kind(), occasion.reference()))
                .map(contact -> contact.decision().reason())
                .orElse(null);
        return reason == null ? verdict(plan).setSent(true).build() : notSent(plan, reason);
    }

    private static DryRunVerdict notSent(PlannedContact plan, NotSentReason reason) {
        return verdict(plan)
                .setReasonValue(reason.number())
                .setExplanation(Explanations.of(reason))
                .build();
    }

    private static DryRunVerdict.Builder verdict(PlannedContact plan) {
        return DryRunVerdict.newBuilder()
                .setCustomer(plan.known().customer().name())
                .setReference(plan.known().occasion().reference())
                .setDueTime(Timestamps.fromMillis(plan.due().toEpochMilli()));
    }

    /** What it comes to. */
    private static final class Sums {
        private final Map<String, Long> notSent = new TreeMap<>();
        private long sent;
        private long planned;

        void count(DryRunVerdict verdict) {
            planned++;
            if (verdict.getSent()) {
                sent++;
            } else {
                notSent.merge(NotSentReason.of(verdict.getReasonValue()).name(), 1L, Long::sum);
            }
        }

        DryRunSummary summary() {
            return DryRunSummary.newBuilder()
                    .setPlanned(planned)
                    .setSent(sent)
                    .putAllNotSent(notSent)
                    .build();
        }
    }
}
