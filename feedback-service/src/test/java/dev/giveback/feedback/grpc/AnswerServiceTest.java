package dev.giveback.feedback.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import dev.giveback.feedback.MemoryShop;
import dev.giveback.feedback.RunningFeedback;
import dev.giveback.feedback.outbox.Outgoing;
import dev.giveback.feedback.v1.ChosenIds;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.CreateInvitationRequest;
import dev.giveback.feedback.v1.CreateInvitationResponse;
import dev.giveback.feedback.v1.GetConsentRequest;
import dev.giveback.feedback.v1.OpenInvitationRequest;
import dev.giveback.feedback.v1.OpenInvitationResponse;
import dev.giveback.feedback.v1.OpenUnsubscribeRequest;
import dev.giveback.feedback.v1.PreviewContactRequest;
import dev.giveback.feedback.v1.PreviewContactResponse;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.SubmitResponseRequest;
import dev.giveback.feedback.v1.SubmitResponseResponse;
import dev.giveback.feedback.v1.UnsubscribeRequest;
import dev.giveback.loyalty.v1.Profile;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnswerServiceTest {
    @TempDir
    private Path folder;

    private Outgoing outgoing;

    @BeforeEach
    void start() throws IOException {
        outgoing = Outgoing.start(Map.of(
                "giveback.feedback.mail.transport", "folder", "giveback.feedback.mail.folder", folder.toString()));
        outgoing.policy("");
        outgoing.survey(
                Outgoing.survey("shopping").setReward(Reward.newBuilder().setPoints(50)));
        outgoing.shop().enrol("anna");
    }

    @AfterEach
    void stop() {
        outgoing.close();
    }

    private CreateInvitationResponse invite(String customer, String request) {
        return outgoing.running()
                .contacts()
                .createInvitation(CreateInvitationRequest.newBuilder()
                        .setSurvey(Outgoing.PROGRAM + "/surveys/shopping")
                        .setCustomer(MemoryShop.name(customer))
                        .setLanguageCode("de-AT")
                        .setRequestId(request)
                        .build());
    }

    private OpenInvitationResponse open(String token, String language) {
        return outgoing.running()
                .answers()
                .openInvitation(OpenInvitationRequest.newBuilder()
                        .setToken(token)
                        .setLanguageCode(language)
                        .build());
    }

    private SubmitResponseResponse submit(String token, QuestionAnswer... answers) {
        return outgoing.running()
                .answers()
                .submitResponse(SubmitResponseRequest.newBuilder()
                        .setToken(token)
                        .addAllAnswers(List.of(answers))
                        .build());
    }

    private static QuestionAnswer score(int score) {
        return QuestionAnswer.newBuilder().setQuestionId("nps").setScore(score).build();
    }

    private static QuestionAnswer why(String text) {
        return QuestionAnswer.newBuilder().setQuestionId("why").setText(text).build();
    }

    private static QuestionAnswer how(String... choices) {
        return QuestionAnswer.newBuilder()
                .setQuestionId("how")
                .setChoices(ChosenIds.newBuilder().addAllChoiceIds(List.of(choices)))
                .build();
    }

    private static ErrorInfo refusal(Runnable call) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::run);
        assertThat(refused).as("a refusal").isNotNull();
        return StatusProto.fromThrowable(refused).getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(detail -> {
                    try {
                        return detail.unpack(ErrorInfo.class);
                    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    private long texts() throws SQLException {
        try (Connection connection = outgoing.database().dataSource("feedback").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM personal_text")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aPageShowsTheSurveyInTheLanguageThatIsWanted() {
        String token = invite("anna", "r1").getToken();

        OpenInvitationResponse own = open(token, "");
        assertThat(own.getLanguageCode()).isEqualTo("de");
        assertThat(own.getTitle()).isEqualTo("Wie war es?");
        assertThat(own.getLanguageCodesList()).containsExactly("de", "en");
        assertThat(own.getReward().getPoints()).isEqualTo(50);
        assertThat(own.getProgramDisplayName()).isEqualTo("The shop");
        assertThat(own.getQuestionsList()).hasSize(3);
        assertThat(own.getQuestions(0).getRequired()).isTrue();
        assertThat(own.getQuestions(2).getChoices(0).getText()).isEqualTo("Zu Fuß");

        assertThat(open(token, "en-GB").getTitle()).isEqualTo("How was it?");
        assertThat(open(token, "fr").getLanguageCode()).isEqualTo("en");
        assertThat(open(token, "%&").getLanguageCode()).isEqualTo("en");
    }

    @Test
    void anAnswerIsGivenOnceAndItsRewardArrivesOnce() throws Exception {
        String token = invite("anna", "r1").getToken();
        SubmitResponseResponse first = submit(token, score(9), why(" Alles gut. \r\nWirklich\u0000 "), how("bike"));
        assertThat(first.getThanks()).isEqualTo("Vielen Dank für Ihre Antwort.");
        assertThat(first.getReward().getPoints()).isEqualTo(50);
        RunningFeedback.await(() -> outgoing.shop().points().size() == 1);

        // The same again, in another order, is answered as before.
        SubmitResponseResponse again = submit(token, how("bike"), why("Alles gut. \nWirklich"), score(9));
        assertThat(again).isEqualTo(first);
        assertThat(texts()).isOne();

        ErrorInfo text = refusal(() -> submit(token, score(9), why("Something else"), how("bike")));
        assertThat(text.getReason()).isEqualTo("ALREADY_ANSWERED");
        assertThat(text.getMetadataMap())
                .containsEntry("thanks", "Vielen Dank für Ihre Antwort.")
                .containsEntry("language_code", "de");
        ErrorInfo changed = refusal(() -> submit(token, score(3), why("Something else"), how("bike")));
        assertThat(changed.getReason()).isEqualTo("ANSWER_CHANGED");
        assertThat(refusal(() -> open(token, "")).getReason()).isEqualTo("ALREADY_ANSWERED");
        // Nothing is left of texts that were refused.
        assertThat(texts()).isOne();
        Thread.sleep(500);
        assertThat(outgoing.shop().points()).hasSize(1);
    }

    @Test
    void theSameFromManyWindowsAtOnceIsOneAnswer() throws Exception {
        String token = invite("anna", "r1").getToken();
        List<SubmitResponseResponse> responses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(window -> submit(token, score(10), why("twice")))
                .toList();
        assertThat(responses).allMatch(responses.getFirst()::equals);
        assertThat(texts()).isOne();
        RunningFeedback.await(() -> outgoing.shop().points().size() == 1);
    }

    @Test
    void anAnswerThatDoesNotFitIsRefusedAndLeavesNothing() throws Exception {
        String token = invite("anna", "r1").getToken();
        assertThat(refusal(() -> submit(token, score(11), why("text"))).getMetadataMap())
                .containsEntry("field", "answers[0]");
        assertThat(refusal(() -> submit(token, why("text"))).getReason()).isEqualTo("INVALID_FIELD");
        assertThat(refusal(() -> submit(token)).getReason()).isEqualTo("INVALID_FIELD");
        assertThat(refusal(() -> submit(token, score(1), score(1))).getMetadataMap())
                .containsEntry("field", "answers[1]");
        assertThat(refusal(() -> submit(token, score(1), how("bike", "foot"))).getReason())
                .isEqualTo("INVALID_FIELD");
        assertThat(refusal(() -> submit(token, score(1), how("car"))).getReason())
                .isEqualTo("INVALID_FIELD");
        assertThat(refusal(() -> submit(token, score(1), why("x".repeat(2_001))))
                        .getReason())
                .isEqualTo("INVALID_FIELD");
        assertThat(texts()).isZero();
        submit(token, score(1), why("😀".repeat(2_000)));
        assertThat(texts()).isOne();
    }

    @Test
    void aForgedLinkIsNotValidForAnything() {
        String token = invite("anna", "r1").getToken();
        for (String forged : List.of("", "forged", token.substring(1), token + "AA", "A".repeat(600))) {
            assertThat(refusal(() -> open(forged, "")).getReason()).isEqualTo("LINK_NOT_VALID");
            assertThat(refusal(() -> submit(forged, score(1))).getReason()).isEqualTo("LINK_NOT_VALID");
            assertThat(refusal(() -> unsubscribe(forged, false)).getReason()).isEqualTo("LINK_NOT_VALID");
        }
        // A link of one kind is none of the other.
        assertThat(refusal(() -> unsubscribe(token, false)).getReason()).isEqualTo("LINK_NOT_VALID");
        assertThat(refusal(() -> outgoing.running()
                                .answers()
                                .openUnsubscribe(OpenUnsubscribeRequest.newBuilder()
                                        .setToken(token)
                                        .build()))
                        .getReason())
                .isEqualTo("LINK_NOT_VALID");
    }

    @Test
    void aLinkExpiresAndSaysSoKindly() {
        String token = invite("anna", "r1").getToken();
        outgoing.running().setForward(Duration.ofDays(31));
        ErrorInfo expired = refusal(() -> open(token, "en"));
        assertThat(expired.getReason()).isEqualTo("LINK_EXPIRED");
        assertThat(expired.getMetadataMap())
                .containsEntry("language_code", "en")
                .containsKey("thanks");
        assertThat(refusal(() -> submit(token, score(5))).getReason()).isEqualTo("LINK_EXPIRED");
    }

    private void unsubscribe(String token, boolean all) {
        outgoing.running()
                .answers()
                .unsubscribe(UnsubscribeRequest.newBuilder()
                        .setToken(token)
                        .setAllPurposes(all)
                        .build());
    }

    private long granted(String customer, ContactPurpose purpose) {
        return outgoing
                .running()
                .contacts()
                .getConsent(GetConsentRequest.newBuilder()
                        .setCustomer(MemoryShop.name(customer))
                        .build())
                .getConsentsList()
                .stream()
                .filter(consent -> consent.getPurpose() == purpose && consent.getGranted())
                .count();
    }

    @Test
    void anUnsubscribeLinkEndsConsentAtOnceAndCanBeUsedAgain() throws Exception {
        outgoing.welcome("welcome", dev.giveback.feedback.v1.Channel.CHANNEL_EMAIL);
        outgoing.enrol("ben");
        outgoing.await("ben", dev.giveback.feedback.v1.ContactState.CONTACT_STATE_SENT);
        String token = unsubscribeToken();
        OpenUnsubscribeRequest question =
                OpenUnsubscribeRequest.newBuilder().setToken(token).build();
        assertThat(outgoing.running().answers().openUnsubscribe(question).getUnsubscribed())
                .isFalse();
        assertThat(outgoing.running().answers().openUnsubscribe(question).getPurpose())
                .isEqualTo(ContactPurpose.CONTACT_PURPOSE_MARKETING);
        assertThat(granted("ben", ContactPurpose.CONTACT_PURPOSE_MARKETING)).isEqualTo(3);

        unsubscribe(token, false);
        unsubscribe(token, false);

        assertThat(outgoing.running().answers().openUnsubscribe(question).getUnsubscribed())
                .isTrue();
        assertThat(granted("ben", ContactPurpose.CONTACT_PURPOSE_MARKETING)).isZero();
        assertThat(granted("ben", ContactPurpose.CONTACT_PURPOSE_SURVEY)).isEqualTo(3);
        unsubscribe(token, true);
        assertThat(granted("ben", ContactPurpose.CONTACT_PURPOSE_SURVEY)).isZero();
    }

    private String unsubscribeToken() throws IOException {
        try (var files = java.nio.file.Files.list(folder)) {
            String mail = java.nio.file.Files.readString(files.findFirst().orElseThrow());
            Matcher link =
                    Pattern.compile("List-Unsubscribe:\\s*<[^>]*/u/([^>]+)>").matcher(mail);
            assertThat(link.find()).isTrue();
            return link.group(1).replaceAll("\\s", "");
        }
    }

    @Test
    void aPreviewSaysWhatACustomerWouldReadAndSendsNothing() {
        outgoing.welcome("welcome", dev.giveback.feedback.v1.Channel.CHANNEL_EMAIL);
        outgoing.shop()
                .enrol("zoe", Profile.newBuilder().setGivenName("Zoë <i>").setLanguageCode("de"));
        PreviewContactResponse message = preview("/messages/welcome", "zoe", "");
        assertThat(message.getSubject()).isEqualTo("Welcome, Zoë <i>");
        assertThat(message.getHtml()).contains("Zoë &lt;i&gt;");
        PreviewContactResponse invitation = preview("/surveys/shopping", "zoe", "");
        assertThat(invitation.getLanguageCode()).isEqualTo("de");
        assertThat(invitation.getText())
                .contains("Zoë <i>")
                .contains("50 Punkte")
                .contains("/f/example");
        assertThat(preview("/surveys/shopping", "", "fr").getText()).contains("Alex");
        assertThat(refusal(() -> open("example", "")).getReason()).isEqualTo("LINK_NOT_VALID");
        assertThat(refusal(() -> preview("/surveys/none", "", "")).getReason()).isEqualTo("SURVEY_NOT_FOUND");
        assertThat(refusal(() -> preview("/messages/none", "", "")).getReason()).isEqualTo("MESSAGE_NOT_FOUND");
        assertThat(refusal(() -> preview("/messages/welcome", "nobody", "")).getReason())
                .isEqualTo("CUSTOMER_NOT_FOUND");
    }

    private PreviewContactResponse preview(String source, String customer, String language) {
        return outgoing.running()
                .outreach()
                .previewContact(PreviewContactRequest.newBuilder()
                        .setSource(Outgoing.PROGRAM + source)
                        .setCustomer(customer.isEmpty() ? "" : MemoryShop.name(customer))
                        .setLanguageCode(language)
                        .build());
    }
}
