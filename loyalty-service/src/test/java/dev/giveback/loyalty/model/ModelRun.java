package dev.giveback.loyalty.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.RuleShare;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Decision.Accepted;
import dev.giveback.loyalty.domain.Decision.Rejected;
import dev.giveback.loyalty.domain.Decision.Repeated;
import dev.giveback.loyalty.domain.Decision.Unchanged;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Sends steps to a subject and compares it with the reference ledger and the independent sum after each. */
final class ModelRun {
    private static final Set<Reason> FORGOTTEN = EnumSet.of(Reason.ORDER_NOT_FOUND, Reason.REFUND_WINDOW_CLOSED);

    private final Subject subject;
    private final Set<Guard> guards;
    private final Map<String, CustomerEvent> firstAnswers = new HashMap<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private final IndependentSum sum = new IndependentSum();
    private ReferenceLedger ledger = new ReferenceLedger();

    /** What is compared. */
    enum Guard {
        REFERENCE,
        SUM,
        REPLAY
    }

    private ModelRun(Subject subject, Set<Guard> guards) {
        this.subject = subject;
        this.guards = guards;
    }

    /** Runs all steps; throws at the first difference. Gives how often each kind of answer was seen. */
    static Map<String, Integer> of(List<Step> steps, Supplier<Subject> subject, Set<Guard> guards) {
        ModelRun run = new ModelRun(subject.get(), guards);
        for (int i = 0; i < steps.size(); i++) {
            run.take(steps.get(i), i % 20 == 19 || i == steps.size() - 1);
        }
        return run.seen;
    }

    private void take(Step step, boolean replays) {
        Verdict verdict = ledger.judge(step);
        Decision decision = subject.submit(step);
        Customer customer = subject.customer();
        Instant time = step.clock().isBefore(customer.latest()) ? customer.latest() : step.clock();
        if (guards.contains(Guard.REFERENCE)) {
            compare(verdict, decision);
            follow(verdict, decision);
            Instant read = ledger.timeAt(step.clock());
            compareState(customer, step.program(), read);
            // A read much later, with holds, points and tiers that ended in between.
            compareState(customer, step.program(), read.plus(Duration.ofDays(45)));
            compareBooks(customer, decision);
        }
        sum.add(step.command(), decision);
        if (guards.contains(Guard.SUM)) {
            assertThat(customer.balance(time).total())
                    .as("total against the sum of what was accepted")
                    .isEqualTo(sum.outstanding(customer.totals(time).expired()));
        }
        if (guards.contains(Guard.REPLAY) && replays) {
            compareReplay(customer);
        }
    }

    private void compare(Verdict verdict, Decision decision) {
        switch (verdict) {
            case Verdict.Accept accept -> {
                assertThat(decision).as("expected %s", accept.event()).isInstanceOf(Accepted.class);
                assertThat(sorted(((Accepted) decision).event())).isEqualTo(sorted(accept.event()));
            }
            case Verdict.Repeat repeat ->
                assertThat(decision)
                        .isEqualTo(new Repeated(Objects.requireNonNull(firstAnswers.get(repeat.requestId()))));
            case Verdict.Refuse refuse -> {
                assertThat(decision).as("expected %s", refuse).isInstanceOf(Rejected.class);
                assertThat(((Rejected) decision).refusal().reason()).isEqualTo(refuse.reason());
            }
            case Verdict.Nothing nothing -> assertThat(decision).isInstanceOf(Unchanged.class);
            case Verdict.MayBeForgotten forgotten -> {
                if (!isForgotten(decision)) {
                    compare(forgotten.otherwise(), decision);
                }
            }
        }
    }

    private static boolean isForgotten(Decision decision) {
        return decision instanceof Rejected rejected
                && FORGOTTEN.contains(rejected.refusal().reason());
    }

    private void follow(Verdict verdict, Decision decision) {
        String kind = switch (decision) {
            case Accepted accepted -> {
                CustomerEvent event = accepted.event();
                firstAnswers.put(event.header().request().id(), event);
                yield event.change().getClass().getSimpleName();
            }
            case Rejected rejected -> rejected.refusal().reason().name();
            case Repeated repeated -> "repeated";
            case Unchanged unchanged -> "unchanged";
        };
        seen.merge(kind, 1, Integer::sum);
        Verdict plain = verdict instanceof Verdict.MayBeForgotten forgotten ? forgotten.otherwise() : verdict;
        if (decision instanceof Accepted && plain instanceof Verdict.Accept accept) {
            ledger = accept.next();
        }
    }

    /** The order in which expired lots and the shares of rules are listed means nothing. */
    private static CustomerEvent sorted(CustomerEvent event) {
        CustomerEvent.Header header = event.header();
        List<LotUse> expired = header.expired().stream()
                .sorted(Comparator.comparingLong(LotUse::lotId))
                .toList();
        return new CustomerEvent(
                new CustomerEvent.Header(
                        header.time(),
                        header.request(),
                        header.programVersion(),
                        header.balanceAfter(),
                        expired,
                        header.tier()),
                event.change() instanceof CheckoutCompleted completed ? sorted(completed) : event.change());
    }

    private static CheckoutCompleted sorted(CheckoutCompleted completed) {
        return new CheckoutCompleted(
                completed.orderId(),
                completed.purchaseTime(),
                completed.lines(),
                completed.total(),
                completed.pointsEarned(),
                completed.pointsCut(),
                completed.owedPaid(),
                completed.lot(),
                completed.rules().stream()
                        .sorted(Comparator.comparing(RuleShare::ruleId))
                        .toList(),
                completed.refundableUntil(),
                completed.countingDay(),
                completed.tierId(),
                completed.price(),
                completed.inputs());
    }

    private void compareState(Customer customer, Program program, Instant time) {
        assertThat(customer.balance(time)).as("balance").isEqualTo(ledger.balance(time));
        assertThat(customer.totals(time)).as("totals").isEqualTo(ledger.totals(time));
        assertThat(customer.tier(program, time)).as("tier").isEqualTo(ledger.tier(program, time));
        assertThat(customer.totals(time).outstanding())
                .as("books")
                .isEqualTo(customer.balance(time).total());
        Map<Long, Long> held = customer.held(time);
        for (Lot lot : customer.lots().inOrder()) {
            assertThat(lot.remaining()).as("remaining of %s", lot).isPositive();
            assertThat(held.getOrDefault(lot.id(), 0L)).as("held of %s", lot).isBetween(0L, lot.remaining());
        }
    }

    /** What is recorded adds up by itself, with no expiry that is still to be recorded. */
    private static void compareBooks(Customer customer, Decision decision) {
        if (decision instanceof Accepted accepted) {
            assertThat(customer.totals().outstanding())
                    .as("recorded sums against the balance that was answered")
                    .isEqualTo(accepted.event().header().balanceAfter().total());
        }
    }

    private void compareReplay(Customer customer) {
        Customer replayed = Customer.NEW;
        for (CustomerEvent event : subject.events()) {
            replayed = replayed.evolve(event);
        }
        assertThat(replayed).as("replayed").isEqualTo(customer);
    }
}
