package dev.giveback.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.type.Money;
import dev.giveback.feedback.v1.AnswerServiceGrpc;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.ContactServiceGrpc;
import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.ListContactsRequest;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.OutreachServiceGrpc;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.SubmitResponseRequest;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.Trigger;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;
import dev.giveback.loyalty.LoyaltyService;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EnrollCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.standalone.TestShop;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of the feedback service ask customers about their orders, and one is killed in the middle. */
@Timeout(900)
final class FeedbackClusterTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int CUSTOMERS = 30;
    /** Tries that one node has under way at once; what was under way at the kill may have gone out or not, and nobody knows. */
    private static final int UNDER_WAY = 4;

    private static final Pattern RECIPIENT = Pattern.compile("(?m)^To: .*?(c-\\d+)@example\\.com");
    private static final Pattern LINK = Pattern.compile("/f/([A-Za-z0-9_-]+)");

    private final Lifecycle lifecycle = new Lifecycle();

    @TempDir
    private Path folder;

    @Test
    void neitherTwoNodesNorTheLossOfOneAskOrRewardTwice() throws Exception {
        try {
            TestDatabase database = lifecycle.add("database", LIMIT, TestDatabase.create());
            int port = ServiceNode.freePort();
            startLoyalty(database, port);
            ManagedChannel loyalty = channel("127.0.0.1:" + port);
            new TestShop(loyalty).create(TestShop.program());
            List<ServiceNode> nodes = ServiceNode.cluster(
                    2,
                    () -> ServiceNode.feedback(folder, database, "127.0.0.1:" + port, folder.resolve("mails")),
                    ServiceNode.Wiring.DIRECT);
            for (ServiceNode node : nodes) {
                lifecycle.add("node", LIMIT, node.supervised());
                node.begin();
            }
            for (ServiceNode node : nodes) {
                node.awaitReady();
            }
            List<ManagedChannel> channels =
                    nodes.stream().map(node -> channel(node.address())).toList();
            open(channels.getFirst());
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                enrol(loyalty, customer);
            }

            for (int customer = 0; customer < CUSTOMERS; customer++) {
                buy(loyalty, customer);
                if (customer == CUSTOMERS / 2) {
                    await("the first mails", () -> mails().size() >= CUSTOMERS / 4);
                    nodes.getLast().kill();
                }
            }
            List<ManagedChannel> left = channels.subList(0, 1);
            await("a decision about each order, and its end", () -> {
                for (int customer = 0; customer < CUSTOMERS; customer++) {
                    List<Contact> contacts = contacts(left.getFirst(), customer);
                    if (contacts.size() != 1 || !hasEnded(contacts.getFirst())) {
                        return false;
                    }
                }
                return true;
            });
            nodes.getLast().begin();
            nodes.getLast().awaitReady();

            Map<String, List<String>> links = new HashMap<>();
            mails().forEach(mail -> links.computeIfAbsent(found(RECIPIENT, mail), none -> new ArrayList<>())
                    .add(found(LINK, mail)));
            int unknown = 0;
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                Contact contact = contacts(channels.getLast(), customer).getFirst();
                List<String> sent = links.getOrDefault("c-" + customer, List.of());
                if (contact.getState() == ContactState.CONTACT_STATE_UNKNOWN) {
                    unknown++;
                    assertThat(sent).hasSizeLessThanOrEqualTo(1);
                } else {
                    assertThat(contact.getState()).isEqualTo(ContactState.CONTACT_STATE_SENT);
                    assertThat(sent).as("mails to customer " + customer).hasSize(1);
                }
            }
            assertThat(unknown).isLessThanOrEqualTo(UNDER_WAY);
            assertThat(links).hasSizeGreaterThanOrEqualTo(CUSTOMERS - UNDER_WAY);

            links.forEach((customer, tokens) -> answerAtBoth(channels, tokens.getFirst()));
            for (String customer : links.keySet()) {
                await("the reward of " + customer, () -> points(loyalty, customer) == 10 + 50);
            }
            // A reward that came twice would come soon.
            TimeUnit.SECONDS.sleep(2);
            for (String customer : links.keySet()) {
                assertThat(points(loyalty, customer)).isEqualTo(10 + 50);
            }
        } finally {
            lifecycle.close();
        }
    }

    private static boolean hasEnded(Contact contact) {
        return contact.getState() == ContactState.CONTACT_STATE_SENT
                || contact.getState() == ContactState.CONTACT_STATE_UNKNOWN;
    }

    /** The first node takes the answer, and the second one knows that it was given. */
    private static void answerAtBoth(List<ManagedChannel> nodes, String token) {
        SubmitResponseRequest answer = SubmitResponseRequest.newBuilder()
                .setToken(token)
                .addAnswers(
                        QuestionAnswer.newBuilder().setQuestionId("recommend").setScore(9))
                .build();
        var taken = Again.untilAnswered(asked -> AnswerServiceGrpc.newBlockingStub(nodes.getFirst())
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .submitResponse(answer));
        assertThat(taken.getReward().getPoints()).isEqualTo(50);
        SubmitResponseRequest.Builder changed = answer.toBuilder();
        changed.getAnswersBuilder(0).setScore(1);
        try {
            var unused = Again.untilAnswered(asked -> AnswerServiceGrpc.newBlockingStub(nodes.getLast())
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .submitResponse(changed.build()));
            throw new AssertionError("a second answer was taken");
        } catch (StatusRuntimeException refused) {
            assertThat(refused.getStatus().getCode())
                    .as(refused.toString())
                    .isIn(Status.Code.FAILED_PRECONDITION, Status.Code.ALREADY_EXISTS);
        }
    }

    private void startLoyalty(TestDatabase database, int port) {
        lifecycle.add(
                "loyalty service",
                LIMIT,
                LoyaltyService.start(
                        LoyaltySettings.load(Map.of(
                                "giveback.loyalty.database.url",
                                database.jdbcUrl(),
                                "giveback.loyalty.database.user",
                                database.user(),
                                "giveback.loyalty.database.password",
                                database.password(),
                                TestMasterKeys.SETTING,
                                TestMasterKeys.KEYSET,
                                "giveback.platform.grpc.drain.notice",
                                "0s")),
                        List.of(new Endpoint.Network("127.0.0.1", port)),
                        new SimpleMeterRegistry(),
                        InstantSource.system()));
    }

    private ManagedChannel channel(String target) {
        ManagedChannel channel = Channels.network(target);
        lifecycle.onStop("channel", LIMIT, () -> Channels.close(channel, Duration.ofSeconds(1)));
        return channel;
    }

    private static void open(ManagedChannel node) {
        // The node learns of the program from the feed.
        var unused = Again.untilAnswered(asked -> OutreachServiceGrpc.newBlockingStub(node)
                .updateContactPolicy(UpdateContactPolicyRequest.newBuilder()
                        .setRequestId("policy")
                        .setPolicy(ContactPolicy.newBuilder()
                                .setName("programs/shop/contactPolicy")
                                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SURVEY)
                                .setSender("The Shop <hello@shop.example>"))
                        .build()));
        var unusedToo = Again.untilAnswered(asked -> OutreachServiceGrpc.newBlockingStub(node)
                .createSurvey(CreateSurveyRequest.newBuilder()
                        .setRequestId("survey")
                        .setSurvey(Survey.newBuilder()
                                .setName("programs/shop/surveys/after-purchase")
                                .setDisplayName("After a purchase")
                                .setTitle(text("How was your order?"))
                                .addQuestions(Question.newBuilder()
                                        .setQuestionId("recommend")
                                        .setKind(QuestionKind.QUESTION_KIND_NPS)
                                        .setRequired(true)
                                        .setText(text("Would you recommend us?")))
                                .setTrigger(Trigger.newBuilder().setOccasion(OccasionKind.OCCASION_KIND_PURCHASE))
                                .setReward(Reward.newBuilder().setPoints(50)))
                        .build()));
    }

    private static void enrol(ManagedChannel loyalty, int customer) {
        var customers = CustomerServiceGrpc.newBlockingStub(loyalty);
        customers.enrollCustomer(EnrollCustomerRequest.newBuilder()
                .setCustomer(name("c-" + customer))
                .setRequestId("enroll")
                .build());
        customers.updateProfile(UpdateProfileRequest.newBuilder()
                .setCustomer(name("c-" + customer))
                .setRequestId("profile")
                .setProfile(Profile.newBuilder().setEmail("c-" + customer + "@example.com"))
                .build());
    }

    private static void buy(ManagedChannel loyalty, int customer) {
        var order = Tills.order("c-" + customer, "order-" + customer).toBuilder();
        order.getBasketBuilder()
                .getLinesBuilder(0)
                .setQuantity(1)
                .setUnitPrice(Money.newBuilder().setCurrencyCode("GBP").setUnits(10));
        var unused = CheckoutServiceGrpc.newBlockingStub(loyalty).completeCheckout(order.build());
    }

    private static List<Contact> contacts(ManagedChannel node, int customer) {
        return Again.untilAnswered(asked -> ContactServiceGrpc.newBlockingStub(node)
                        .withDeadlineAfter(10, TimeUnit.SECONDS)
                        .listContacts(ListContactsRequest.newBuilder()
                                .setParent(name("c-" + customer))
                                .build()))
                .getContactsList();
    }

    private static long points(ManagedChannel loyalty, String customer) {
        return CustomerServiceGrpc.newBlockingStub(loyalty)
                .getCustomer(
                        GetCustomerRequest.newBuilder().setName(name(customer)).build())
                .getCustomer()
                .getBalance()
                .getTotal();
    }

    private static String name(String customer) {
        return "programs/shop/customers/" + customer;
    }

    private List<String> mails() throws IOException {
        Path outbox = folder.resolve("mails");
        if (!Files.isDirectory(outbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(outbox)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .map(FeedbackClusterTest::read)
                    .toList();
        }
    }

    /** A mail with soft line breaks taken out, so that links are whole. */
    private static String read(Path mail) {
        try {
            return Files.readString(mail).replace("=\r\n", "").replace("=3D", "=");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String found(Pattern pattern, String mail) {
        Matcher match = pattern.matcher(mail);
        assertThat(match.find()).as(mail).isTrue();
        return match.group(1);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static LocalizedText text(String words) {
        return LocalizedText.newBuilder().putTexts("en", words).build();
    }
}
