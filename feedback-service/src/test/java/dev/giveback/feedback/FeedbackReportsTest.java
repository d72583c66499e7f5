package dev.giveback.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.Timestamp;
import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.Choice;
import dev.giveback.feedback.v1.ChosenIds;
import dev.giveback.feedback.v1.ContactLimit;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.ContactState;
import dev.giveback.feedback.v1.CreateInvitationRequest;
import dev.giveback.feedback.v1.CreateSurveyRequest;
import dev.giveback.feedback.v1.ExportResponsesRequest;
import dev.giveback.feedback.v1.FollowUp;
import dev.giveback.feedback.v1.FollowUpRule;
import dev.giveback.feedback.v1.FollowUpState;
import dev.giveback.feedback.v1.GetFollowUpRequest;
import dev.giveback.feedback.v1.GetReturnReportRequest;
import dev.giveback.feedback.v1.GetReturnReportResponse;
import dev.giveback.feedback.v1.GetSurveyReportRequest;
import dev.giveback.feedback.v1.GetSurveyReportResponse;
import dev.giveback.feedback.v1.ListFollowUpsRequest;
import dev.giveback.feedback.v1.ListFollowUpsResponse;
import dev.giveback.feedback.v1.ListProgramContactsRequest;
import dev.giveback.feedback.v1.ListProgramContactsResponse;
import dev.giveback.feedback.v1.ListResponsesRequest;
import dev.giveback.feedback.v1.ListResponsesResponse;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.ReportGroup;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.SubmitResponseRequest;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.UpdateContactPolicyRequest;
import dev.giveback.feedback.v1.UpdateFollowUpRequest;
import dev.giveback.testkit.TestDatabase;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered and what is done about it, through the whole service. */
final class FeedbackReportsTest {
    private static final String SURVEY = "programs/shop/surveys/nps";

    @TempDir
    private Path mails;

    private final TestDatabase database = TestDatabase.create();
    private MemoryShop shop;
    private RunningFeedback feedback;

    @BeforeEach
    void start() throws IOException {
        shop = MemoryShop.open();
        feedback = RunningFeedback.start(database, shop, mails);
        feedback.outreach()
                .updateContactPolicy(UpdateContactPolicyRequest.newBuilder()
                        .setPolicy(ContactPolicy.newBuilder()
                                .setName("programs/shop/contactPolicy")
                                .addLimits(ContactLimit.newBuilder()
                                        .setMaxContacts(100)
                                        .setDays(1))
                                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SURVEY))
                        .setRequestId("policy")
                        .build());
        feedback.outreach()
                .createSurvey(CreateSurveyRequest.newBuilder()
                        .setSurvey(survey())
                        .setRequestId("survey")
                        .build());
    }

    @AfterEach
    void close() {
        feedback.close();
        shop.close();
        database.close();
    }

    @Test
    void aSurveyThatNobodyWasAskedHasAReport() {
        GetSurveyReportResponse report = report(ReportGroup.REPORT_GROUP_WEEK, false);

        assertThat(report.getTotal().getInvited()).isZero();
        assertThat(report.getTotal().getResponseRate().getHigh()).isEqualTo(1);
        assertThat(report.getTotal().hasScore()).isFalse();
        assertThat(report.getScoreKind()).isEqualTo(QuestionKind.QUESTION_KIND_NPS);
        assertThat(report.getRowsList()).isEmpty();
        GetReturnReportResponse returns = feedback.feedback()
                .getReturnReport(
                        GetReturnReportRequest.newBuilder().setSurvey(SURVEY).build());
        assertThat(returns.getDays()).isEqualTo(28);
        assertThat(returns.getAsked().getN()).isZero();
        assertThat(returns.getDifference().getLow()).isEqualTo(-1);
    }

    @Test
    void whatIsAnsweredIsReportedSearchedListedAndExported() throws InterruptedException {
        answer("ann", 10, "quick and kind", false);
        answer("bob", 9, "", false);
        answer("cid", 3, "=slow delivery", false);
        answer("dan", 0, "slow robot", true);
        invite("eve");
        RunningFeedback.await(() ->
                report(ReportGroup.REPORT_GROUP_UNSPECIFIED, true).getTotal().getInvited() == 5);

        GetSurveyReportResponse report = report(ReportGroup.REPORT_GROUP_WEEK, false);
        assertThat(report.getTotal().getInvited()).isEqualTo(4);
        assertThat(report.getTotal().getAnswered()).isEqualTo(3);
        assertThat(report.getTotal().getScore().getValue()).isCloseTo(100.0 / 3, within(1e-9));
        assertThat(report.getTotal().getScore().getN()).isEqualTo(3);
        assertThat(report.getRowsList()).hasSize(1);
        assertThat(report.getRows(0).getKey()).matches("\\d{4}-\\d{2}-\\d{2}");
        assertThat(report.getChoicesList()).hasSize(1);
        assertThat(report.getChoices(0).getCount()).isEqualTo(3);

        assertThat(search("slow")).containsExactly(0, 3);
        assertThat(search("slow -robot")).containsExactly(3);
        assertThat(pages()).containsExactly(0, 3, 9, 10);
        String file = export(true);
        assertThat(file).startsWith("invitation,").contains(",'=slow delivery,", ",quick and kind,");
        assertThat(file).doesNotContain("robot");
        assertThat(file.lines()).hasSize(4);
        assertThat(export(false)).doesNotContain("slow", "kind", "why");
    }

    @Test
    void aLowScoreIsFollowedUpUntilItIsResolved() throws InterruptedException {
        answer("cid", 3, "slow", false);
        answer("dan", 2, "slower", false);
        RunningFeedback.await(() -> followUps("", 0).getFollowUpsCount() == 2);
        ListFollowUpsResponse first = followUps("", 1);
        assertThat(first.getNextPageToken()).isNotEmpty();
        FollowUp open = first.getFollowUps(0);
        assertThat(open.getScore()).isEqualTo(3);
        assertThat(open.getSurvey()).isEqualTo(SURVEY);
        assertThat(open.getRecovery().getPoints()).isEqualTo(500);
        assertThat(followUps(first.getNextPageToken(), 1).getFollowUps(0).getScore())
                .isEqualTo(2);
        assertThat(followUps(first.getNextPageToken(), 1).getNextPageToken()).isEmpty();

        UpdateFollowUpRequest take = UpdateFollowUpRequest.newBuilder()
                .setName(open.getName())
                .setState(FollowUpState.FOLLOW_UP_STATE_IN_PROGRESS)
                .setAssignee("eva")
                .setNote("called: wants a new parcel")
                .setAuthor("eva")
                .setRequestId("f1")
                .build();
        FollowUp taken = feedback.feedback().updateFollowUp(take).getFollowUp();
        assertThat(taken.getState()).isEqualTo(FollowUpState.FOLLOW_UP_STATE_IN_PROGRESS);
        assertThat(taken.getNotes(0).getText()).isEqualTo("called: wants a new parcel");
        assertThat(feedback.feedback().updateFollowUp(take).getFollowUp())
                .as("a repeat")
                .isEqualTo(taken);
        refused(
                Status.Code.ABORTED,
                () -> feedback.feedback()
                        .updateFollowUp(take.toBuilder().setNote("another note").build()));
        FollowUp resolved = feedback.feedback()
                .updateFollowUp(take.toBuilder()
                        .setState(FollowUpState.FOLLOW_UP_STATE_RESOLVED)
                        .clearAssignee()
                        .clearNote()
                        .setRequestId("f2")
                        .build())
                .getFollowUp();
        assertThat(resolved.getAssignee()).isEqualTo("eva");
        assertThat(feedback.feedback()
                        .getFollowUp(GetFollowUpRequest.newBuilder()
                                .setName(open.getName())
                                .build())
                        .getFollowUp())
                .isEqualTo(resolved);
        RunningFeedback.await(() -> followUps("", 0).getFollowUpsCount() == 1);
    }

    @Test
    void whatIsWrongIsRefusedByItsName() {
        invalid(
                "page_token",
                () -> feedback.feedback()
                        .listResponses(ListResponsesRequest.newBuilder()
                                .setSurvey(SURVEY)
                                .setPageToken("nonsense")
                                .build()));
        invalid("page_token", () -> followUps("bm9uc2Vuc2U", 0));
        invalid(
                "survey",
                () -> feedback.feedback()
                        .listResponses(ListResponsesRequest.newBuilder()
                                .setSurvey("nps")
                                .build()));
        invalid(
                "name",
                () -> feedback.feedback()
                        .getFollowUp(GetFollowUpRequest.newBuilder()
                                .setName("programs/shop/customers/ann/followUps/x")
                                .build()));
        invalid("query", () -> search("slow\0"));
        invalid(
                "assignee",
                () -> feedback.feedback()
                        .listFollowUps(ListFollowUpsRequest.newBuilder()
                                .setParent("programs/shop")
                                .setAssignee("\0")
                                .build()));
        invalid(
                "survey",
                () -> feedback.feedback()
                        .listFollowUps(ListFollowUpsRequest.newBuilder()
                                .setParent("programs/shop")
                                .setSurvey("programs/other/surveys/nps")
                                .build()));
        invalid(
                "source",
                () -> feedback.contacts()
                        .listProgramContacts(ListProgramContactsRequest.newBuilder()
                                .setParent("programs/shop")
                                .setSource("programs/other/surveys/nps")
                                .build()));
        invalid(
                "end_time",
                () -> feedback.feedback()
                        .getSurveyReport(GetSurveyReportRequest.newBuilder()
                                .setSurvey(SURVEY)
                                .setStartTime(Timestamp.newBuilder().setSeconds(2))
                                .setEndTime(Timestamp.newBuilder().setSeconds(1))
                                .build()));
        String name = "programs/shop/customers/ann/followUps/aaaaaaaaaaaaaaaa";
        invalid(
                "note",
                () -> feedback.feedback()
                        .updateFollowUp(UpdateFollowUpRequest.newBuilder()
                                .setName(name)
                                .setNote("a\0b")
                                .setAuthor("eva")
                                .setRequestId("r")
                                .build()));
        invalid(
                "note",
                () -> feedback.feedback()
                        .updateFollowUp(UpdateFollowUpRequest.newBuilder()
                                .setName(name)
                                .setAuthor("eva")
                                .setRequestId("r")
                                .build()));
        invalid(
                "author",
                () -> feedback.feedback()
                        .updateFollowUp(UpdateFollowUpRequest.newBuilder()
                                .setName(name)
                                .setNote("x")
                                .setRequestId("r")
                                .build()));
        refused(
                Status.Code.NOT_FOUND,
                () -> feedback.feedback()
                        .updateFollowUp(UpdateFollowUpRequest.newBuilder()
                                .setName(name)
                                .setNote("x")
                                .setAuthor("eva")
                                .setRequestId("r")
                                .build()));
        refused(
                Status.Code.NOT_FOUND,
                () -> feedback.feedback()
                        .getFollowUp(
                                GetFollowUpRequest.newBuilder().setName(name).build()));
        refused(
                Status.Code.NOT_FOUND,
                () -> feedback.feedback()
                        .getSurveyReport(GetSurveyReportRequest.newBuilder()
                                .setSurvey("programs/shop/surveys/none")
                                .build()));
        refused(
                Status.Code.NOT_FOUND,
                () -> feedback.feedback()
                        .getSurveyReport(GetSurveyReportRequest.newBuilder()
                                .setSurvey("programs/none/surveys/nps")
                                .build()));
        refused(
                Status.Code.NOT_FOUND,
                () -> feedback.feedback()
                        .exportResponses(ExportResponsesRequest.newBuilder()
                                .setSurvey("programs/shop/surveys/none")
                                .build())
                        .hasNext());
    }

    @Test
    void anEmptiedReadModelIsThereAgainAfterAStart() throws InterruptedException, IOException {
        answer("ann", 10, "kind", false);
        answer("cid", 3, "slow", false);
        RunningFeedback.await(() -> pages().size() == 2 && followUps("", 0).getFollowUpsCount() == 1);
        ListProgramContactsResponse before = contacts();
        feedback.close();
        database.execute("TRUNCATE feedback.contact, feedback.answer, feedback.follow_up, feedback.outbox");

        feedback = RunningFeedback.start(database, shop, mails);

        RunningFeedback.await(() -> pages().size() == 2 && followUps("", 0).getFollowUpsCount() == 1);
        assertThat(pages()).containsExactly(3, 10);
        assertThat(search("slow")).containsExactly(3);
        assertThat(contacts()).isEqualTo(before);
        assertThat(before.getContactsList())
                .allSatisfy(contact -> assertThat(contact.getState()).isEqualTo(ContactState.CONTACT_STATE_SENT));
    }

    private ListProgramContactsResponse contacts() {
        return feedback.contacts()
                .listProgramContacts(ListProgramContactsRequest.newBuilder()
                        .setParent("programs/shop")
                        .build());
    }

    private GetSurveyReportResponse report(ReportGroup group, boolean withSimulated) {
        return feedback.feedback()
                .getSurveyReport(GetSurveyReportRequest.newBuilder()
                        .setSurvey(SURVEY)
                        .setGroup(group)
                        .setIncludeSimulated(withSimulated)
                        .build());
    }

    private List<Integer> search(String words) {
        return scores(feedback.feedback()
                .listResponses(ListResponsesRequest.newBuilder()
                        .setSurvey(SURVEY)
                        .setQuery(words)
                        .build()));
    }

    /** All answers, in pages of one. */
    private List<Integer> pages() {
        List<Integer> scores = new ArrayList<>();
        String token = "";
        do {
            ListResponsesResponse page = feedback.feedback()
                    .listResponses(ListResponsesRequest.newBuilder()
                            .setSurvey(SURVEY)
                            .setPageSize(1)
                            .setPageToken(token)
                            .build());
            scores.addAll(scores(page));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return scores;
    }

    private static List<Integer> scores(ListResponsesResponse page) {
        return page.getResponsesList().stream()
                .map(response -> response.getScore())
                .toList();
    }

    private ListFollowUpsResponse followUps(String token, int size) {
        return feedback.feedback()
                .listFollowUps(ListFollowUpsRequest.newBuilder()
                        .setParent("programs/shop")
                        .setPageSize(size)
                        .setPageToken(token)
                        .build());
    }

    private String export(boolean withTexts) {
        StringBuilder file = new StringBuilder();
        Iterator<dev.giveback.feedback.v1.ExportResponsesResponse> pieces = feedback.feedback()
                .exportResponses(ExportResponsesRequest.newBuilder()
                        .setSurvey(SURVEY)
                        .setIncludeTexts(withTexts)
                        .build());
        pieces.forEachRemaining(piece -> file.append(piece.getData().toString(StandardCharsets.UTF_8)));
        return file.toString();
    }

    private String invite(String customer) {
        shop.enrol(customer);
        return feedback.contacts()
                .createInvitation(CreateInvitationRequest.newBuilder()
                        .setSurvey(SURVEY)
                        .setCustomer("programs/shop/customers/" + customer)
                        .setRequestId("invite-" + customer)
                        .build())
                .getToken();
    }

    private void answer(String customer, int score, String text, boolean simulated) {
        SubmitResponseRequest.Builder answer = SubmitResponseRequest.newBuilder()
                .setToken(invite(customer))
                .setSimulated(simulated)
                .addAnswers(QuestionAnswer.newBuilder().setQuestionId("score").setScore(score))
                .addAnswers(QuestionAnswer.newBuilder()
                        .setQuestionId("liked")
                        .setChoices(ChosenIds.newBuilder().addChoiceIds("price")));
        if (!text.isEmpty()) {
            answer.addAnswers(QuestionAnswer.newBuilder().setQuestionId("why").setText(text));
        }
        var unused = feedback.answers().submitResponse(answer.build());
    }

    private static void invalid(String field, ThrowingCallable call) {
        refused(Status.Code.INVALID_ARGUMENT, call);
        assertThatThrownBy(call).hasMessageContaining(field);
    }

    private static void refused(Status.Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(code));
    }

    private static Survey survey() {
        return Survey.newBuilder()
                .setName(SURVEY)
                .setDisplayName("After a purchase")
                .setChannel(Channel.CHANNEL_IN_APP)
                .setTitle(text("How was it?"))
                .addQuestions(Question.newBuilder()
                        .setQuestionId("score")
                        .setText(text("Would you recommend us?"))
                        .setKind(QuestionKind.QUESTION_KIND_NPS)
                        .setRequired(true))
                .addQuestions(Question.newBuilder()
                        .setQuestionId("why")
                        .setText(text("Why?"))
                        .setKind(QuestionKind.QUESTION_KIND_FREE_TEXT))
                .addQuestions(Question.newBuilder()
                        .setQuestionId("liked")
                        .setText(text("What did you like?"))
                        .setKind(QuestionKind.QUESTION_KIND_MULTIPLE_CHOICE)
                        .addChoices(Choice.newBuilder().setChoiceId("price").setText(text("Price")))
                        .addChoices(Choice.newBuilder().setChoiceId("taste").setText(text("Taste"))))
                .setReward(Reward.newBuilder().setPoints(50))
                .setFollowUp(FollowUpRule.newBuilder()
                        .setMaxScore(6)
                        .setRecovery(Reward.newBuilder().setPoints(500)))
                .build();
    }

    private static LocalizedText text(String english) {
        return LocalizedText.newBuilder().putTexts("en", english).build();
    }
}
