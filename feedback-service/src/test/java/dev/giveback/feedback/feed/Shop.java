package dev.giveback.feedback.feed;

import com.google.protobuf.util.Durations;
import dev.giveback.feedback.domain.ContactRecord;
import dev.giveback.feedback.outreach.OutreachChange;
import dev.giveback.feedback.outreach.PolicyChecks;
import dev.giveback.feedback.outreach.SourceChecks;
import dev.giveback.feedback.outreach.SurveyChecks;
import dev.giveback.feedback.planner.Conditions;
import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.ContactLimit;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.MessageTemplate;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.Trigger;
import dev.giveback.journal.v1.CheckoutCompleted;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.StoredInputs;
import dev.giveback.journal.v1.StoredOrderLine;
import dev.giveback.testkit.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A shop whose customers are asked and told, for tests: the database, loyalty-service in memory, and what runs on both. */
final class Shop implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    final TestDatabase database = TestDatabase.create();
    final ShopLoyalty loyalty;
    final RunningPlans.SettableClock clock = new RunningPlans.SettableClock();
    private RunningPlans running;
    private boolean isRunning = true;
    private int changes;

    Shop() throws Exception {
        loyalty = new ShopLoyalty();
        running = RunningPlans.start(database, loyalty, clock);
        policy(ContactPolicy.newBuilder());
    }

    RunningPlans running() {
        return running;
    }

    void stop() {
        running.close();
        isRunning = false;
    }

    void start() {
        running = RunningPlans.start(database, loyalty, clock);
        isRunning = true;
    }

    /** Everybody may be contacted, a thousand times a day. */
    void policy(ContactPolicy.Builder policy) throws Exception {
        policy.setName("programs/shop/contactPolicy")
                .setSender("The shop <shop@example.org>")
                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SERVICE)
                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SURVEY)
                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_MARKETING)
                .addLimits(ContactLimit.newBuilder().setMaxContacts(1_000).setDays(1));
        running.change(new OutreachChange.SetPolicy(PolicyChecks.policy(policy.build()), RunningPlans.request(next())));
    }

    String next() {
        return "change-" + ++changes;
    }

    static Trigger.Builder trigger(OccasionKind kind, Duration delay) {
        return Trigger.newBuilder().setOccasion(kind).setDelay(Durations.fromMillis(delay.toMillis()));
    }

    void survey(String id, Trigger.Builder trigger) throws Exception {
        running.change(new OutreachChange.CreateSurvey(checked(id, trigger), RunningPlans.request(next())));
    }

    void newVersion(String id, Trigger.Builder trigger) throws Exception {
        running.change(new OutreachChange.UpdateSurvey(checked(id, trigger), RunningPlans.request(next())));
    }

    private static Survey checked(String id, Trigger.Builder trigger) {
        Survey survey = Survey.newBuilder()
                .setName("programs/shop/surveys/" + id)
                .setDisplayName(id)
                .setTrigger(trigger)
                .setTitle(text("How was it?"))
                .addQuestions(Question.newBuilder()
                        .setQuestionId("nps")
                        .setKind(QuestionKind.QUESTION_KIND_NPS)
                        .setText(text("Would you recommend us?")))
                .build();
        return SurveyChecks.check(survey, "shop", new Conditions(() -> {}));
    }

    OutreachMessage.Builder message(String id, Trigger.Builder trigger) {
        return OutreachMessage.newBuilder()
                .setName("programs/shop/messages/" + id)
                .setDisplayName(id)
                .setPurpose(ContactPurpose.CONTACT_PURPOSE_SERVICE)
                .setChannel(Channel.CHANNEL_EMAIL)
                .setTrigger(trigger)
                .setTemplate(
                        MessageTemplate.newBuilder().setSubject(text("News")).setText(text("News of the shop")));
    }

    void create(OutreachMessage.Builder message) throws Exception {
        running.change(new OutreachChange.CreateMessage(
                SourceChecks.message(message.build(), "shop", new Conditions(() -> {})), RunningPlans.request(next())));
    }

    private static LocalizedText text(String text) {
        return LocalizedText.newBuilder().putTexts("en", text).build();
    }

    /** An order of one line, bought now and recorded now. */
    void buy(String customer, String orderId, String category, long minor) {
        buy(customer, orderId, category, minor, clock.instant(), 0);
    }

    void buy(String customer, String orderId, String category, long minor, Instant bought, long ordersBefore) {
        loyalty.record(
                customer,
                event().setCheckoutCompleted(CheckoutCompleted.newBuilder()
                        .setOrderId(orderId)
                        .setPurchaseMillis(bought.toEpochMilli())
                        .addLines(StoredOrderLine.newBuilder()
                                .setProduct("p-" + orderId)
                                .setCategory(category)
                                .setQuantity(1)
                                .setUnitPriceMinor(minor))
                        .setTotalMinor(minor)
                        .setInputs(StoredInputs.newBuilder().setOrderCount(ordersBefore))));
    }

    CustomerEvent.Builder event() {
        return CustomerEvent.newBuilder().setRecordMillis(clock.millis());
    }

    /** What was decided about a customer, the latest first. */
    List<ContactRecord.Decided> decided(String customer) {
        return running.contacts(customer).contacts().stream()
                .map(ContactRecord::decision)
                .toList();
    }

    /** Waits until it is so. */
    static void until(String what, BooleanSupplier isSo) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within 20 s");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Waits until everything that happened so far is read, by one more event. */
    void caughtUp() throws InterruptedException {
        String marker = "marker-" + next();
        buy(marker, "o", "none", 1);
        until(
                "the marker is read",
                () -> running.count("occasion WHERE kind = 1 AND customer = '" + marker + "'") == 1);
        until("what is due is decided", () -> running.count("plan WHERE look_millis <= " + clock.millis()) == 0);
    }

    @Override
    public void close() throws IOException {
        if (isRunning) {
            running.close();
        }
        loyalty.close();
        database.close();
    }
}
