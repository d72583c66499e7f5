package dev.giveback.standalone.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.type.Money;
import dev.giveback.feedback.v1.Contact;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.ContactServiceGrpc;
import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.ListContactsRequest;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.NotSentReason;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.OutreachServiceGrpc;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.Trigger;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.EnrollCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README promises, as a user does it: buy, find the mail in the folder, open its link, answer, have the points. With a SIGKILL
 * between the mail and the answer, and one after it.
 */
@Timeout(600)
@SuppressWarnings("CheckReturnValue") // Only that these calls succeed is of interest.
final class AskAndAnswerTest {
    private static final String ADA = "programs/shop/customers/ada";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SURVEY_LINK = Pattern.compile("/f/[A-Za-z0-9_-]+");
    private static final Pattern UNSUBSCRIBE_LINK = Pattern.compile("/u/[A-Za-z0-9_-]+");

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private StandaloneProcess standalone;
    private ManagedChannel channel;

    @BeforeEach
    void up() throws Exception {
        standalone = StandaloneProcess.start(folder.resolve("data"), List.of());
        channel = NettyChannelBuilder.forAddress("127.0.0.1", standalone.grpcPort())
                .intercept(standalone.calling())
                .usePlaintext()
                .build();
    }

    private void killAndUp() throws Exception {
        channel.shutdownNow();
        standalone.kill();
        up();
    }

    @AfterEach
    void down() throws Exception {
        channel.shutdownNow();
        standalone.stop();
        http.close();
    }

    @Test
    void aPurchaseIsAskedAboutOnceAnsweredOnceAndRewardedOnce() throws Exception {
        openShop();
        buy("order-1");
        List<String> mails = await("a mail", this::mails, found -> found.size() == 1);
        String link = link(SURVEY_LINK, mails.getFirst());
        String unsubscribe = link(UNSUBSCRIBE_LINK, mails.getFirst());
        long before = points();
        killAndUp();

        HttpResponse<String> page = get(link);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(page.body()).select("input[name=score.recommend]"))
                .hasSize(11);
        HttpResponse<String> thanks = post(link, "score.recommend=9&text.why=Quick+and+friendly");
        assertThat(thanks.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(thanks.body()).text()).contains("50 points");
        killAndUp();

        await("the points", this::points, points -> points == before + 50);
        assertThat(get(link).statusCode()).isEqualTo(409);
        assertThat(post(link, "score.recommend=2").statusCode()).isEqualTo(409);
        assertThat(get(link.substring(0, link.length() - 2) + "AA").statusCode())
                .isEqualTo(404);

        assertThat(get(unsubscribe).statusCode()).isEqualTo(200);
        assertThat(post(unsubscribe, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(200);
        buy("order-2");
        List<Contact> contacts = await("the second decision", this::contacts, found -> found.size() == 2);
        assertThat(contacts.getFirst().getState()).isEqualTo(ContactState.CONTACT_STATE_NOT_SENT);
        assertThat(contacts.getFirst().getNotSentReason()).isEqualTo(NotSentReason.NOT_SENT_REASON_UNSUBSCRIBED);
        assertThat(contacts.getLast().getState()).isEqualTo(ContactState.CONTACT_STATE_SENT);
        assertThat(mails()).hasSize(1);
        // One point a pound of the second order, and nothing more for the first answer.
        assertThat(points()).isEqualTo(before + 50 + 10);
    }

    private void openShop() {
        ProgramServiceGrpc.newBlockingStub(channel)
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create")
                        .setProgram(Program.newBuilder()
                                .setName("programs/shop")
                                .setDisplayName("The Shop")
                                .setCurrencyCode("GBP")
                                .setTimeZone("Europe/London")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(pounds(1)))))
                        .build());
        var customers = CustomerServiceGrpc.newBlockingStub(channel);
        customers.enrollCustomer(EnrollCustomerRequest.newBuilder()
                .setCustomer(ADA)
                .setRequestId("enroll")
                .build());
        customers.updateProfile(UpdateProfileRequest.newBuilder()
                .setCustomer(ADA)
                .setRequestId("profile")
                .setProfile(Profile.newBuilder().setEmail("ada@example.com"))
                .build());
        var outreach = OutreachServiceGrpc.newBlockingStub(channel);
        outreach.updateContactPolicy(UpdateContactPolicyRequest.newBuilder()
                .setRequestId("policy")
                .setPolicy(ContactPolicy.newBuilder()
                        .setName("programs/shop/contactPolicy")
                        .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SURVEY)
                        .setSender("The Shop <hello@shop.example>"))
                .build());
        outreach.createSurvey(CreateSurveyRequest.newBuilder()
                .setRequestId("survey")
                .setSurvey(survey())
                .build());
    }

    private static Survey survey() {
        return Survey.newBuilder()
                .setName("programs/shop/surveys/after-purchase")
                .setDisplayName("After a purchase")
                .setTitle(text("How was your order?"))
                .addQuestions(Question.newBuilder()
                        .setQuestionId("recommend")
                        .setKind(QuestionKind.QUESTION_KIND_NPS)
                        .setRequired(true)
                        .setText(text("Would you recommend us?")))
                .addQuestions(Question.newBuilder()
                        .setQuestionId("why")
                        .setKind(QuestionKind.QUESTION_KIND_FREE_TEXT)
                        .setText(text("Why?")))
                .setTrigger(Trigger.newBuilder().setOccasion(OccasionKind.OCCASION_KIND_PURCHASE))
                .setReward(Reward.newBuilder().setPoints(50))
                .build();
    }

    private void buy(String order) {
        CheckoutServiceGrpc.newBlockingStub(channel)
                .completeCheckout(CompleteCheckoutRequest.newBuilder()
                        .setCustomer(ADA)
                        .setRequestId(order)
                        .setOrderId(order)
                        .setBasket(Basket.newBuilder()
                                .addLines(CheckoutLine.newBuilder()
                                        .setProduct("candle")
                                        .setQuantity(1)
                                        .setUnitPrice(pounds(10))))
                        .build());
    }

    private long points() {
        return CustomerServiceGrpc.newBlockingStub(channel)
                .getCustomer(GetCustomerRequest.newBuilder().setName(ADA).build())
                .getCustomer()
                .getBalance()
                .getTotal();
    }

    private List<Contact> contacts() {
        return ContactServiceGrpc.newBlockingStub(channel)
                .listContacts(ListContactsRequest.newBuilder().setParent(ADA).build())
                .getContactsList();
    }

    private List<String> mails() throws IOException {
        Path outbox = folder.resolve("data/outbox");
        if (!Files.isDirectory(outbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(outbox)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .map(AskAndAnswerTest::text)
                    .toList();
        }
    }

    /** The mail with the soft line breaks of quoted-printable undone, which is enough to read a link. */
    private static String text(Path mail) {
        try {
            return Files.readString(mail, StandardCharsets.UTF_8).replaceAll("=\r?\n", "");
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String link(Pattern pattern, String mail) {
        Matcher link = pattern.matcher(mail);
        assertThat(link.find()).as(mail).isTrue();
        return link.group();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return http.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + standalone.webPort() + path))
                .timeout(PATIENCE);
    }

    private static <T> T await(String what, Callable<T> read, Predicate<T> there) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "nothing";
        while (System.nanoTime() < end) {
            try {
                T found = read.call();
                if (there.test(found)) {
                    return found;
                }
                last = String.valueOf(found);
            } catch (StatusRuntimeException notYet) {
                // A service that has just started may still be looking for its shards.
                last = notYet.toString();
            }
            Thread.sleep(100);
        }
        throw new AssertionError(what + " did not come within " + PATIENCE.toSeconds() + " s; there is " + last);
    }

    private static Money pounds(long units) {
        return Money.newBuilder().setCurrencyCode("GBP").setUnits(units).build();
    }

    private static LocalizedText text(String english) {
        return LocalizedText.newBuilder().putTexts("en", english).build();
    }
}
