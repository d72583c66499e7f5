package dev.giveback.feedback;

import com.google.protobuf.util.Durations;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.giveback.feedback.v1.Choice;
import dev.giveback.feedback.v1.ContactPolicy;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.FollowUpRule;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.MessageTemplate;
import dev.giveback.feedback.v1.OccasionKind;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.Question;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.Survey;
import dev.giveback.feedback.v1.Trigger;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests of the calls begin with. */
final class Surveys {
    static final String PROGRAM = "programs/" + MemoryShop.PROGRAM;
    static final String POLICY = PROGRAM + "/contactPolicy";
    static final String NPS = PROGRAM + "/surveys/nps";
    static final String HELLO = PROGRAM + "/messages/hello";

    private Surveys() {}

    static Survey.Builder survey() {
        return Survey.newBuilder()
                .setName(NPS)
                .setDisplayName("After a purchase")
                .addQuestions(question("score", QuestionKind.QUESTION_KIND_NPS).setRequired(true))
                .addQuestions(question("why", QuestionKind.QUESTION_KIND_FREE_TEXT))
                .addQuestions(question("what", QuestionKind.QUESTION_KIND_SINGLE_CHOICE)
                        .addChoices(choice("a"))
                        .addChoices(choice("b")))
                .setReward(Reward.newBuilder().setPoints(50))
                .setFollowUp(FollowUpRule.newBuilder()
                        .setMaxScore(6)
                        .setRecovery(Reward.newBuilder().setCampaign(PROGRAM + "/campaigns/sorry")))
                .setReferralFromScore(9);
    }

    static OutreachMessage.Builder message() {
        return OutreachMessage.newBuilder()
                .setName(HELLO)
                .setDisplayName("Welcome")
                .setPurpose(ContactPurpose.CONTACT_PURPOSE_SERVICE)
                .setTrigger(Trigger.newBuilder().setOccasion(OccasionKind.OCCASION_KIND_ENROLMENT))
                .setTemplate(
                        MessageTemplate.newBuilder().setSubject(text("Hello")).setText(text("Welcome!")));
    }

    static ContactPolicy.Builder policy() {
        return ContactPolicy.newBuilder()
                .setName(POLICY)
                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SERVICE)
                .addAssumedConsent(ContactPurpose.CONTACT_PURPOSE_SURVEY)
                .setSender("The shop <hello@shop.example>")
                .setMaxLateness(Durations.fromDays(3));
    }

    static Question.Builder question(String id, QuestionKind kind) {
        return Question.newBuilder().setQuestionId(id).setText(text(id)).setKind(kind);
    }

    static Choice.Builder choice(String id) {
        return Choice.newBuilder().setChoiceId(id).setText(text(id));
    }

    static LocalizedText.Builder text(String text) {
        return LocalizedText.newBuilder().putTexts("en", text);
    }

    /** The call is refused for this reason. */
    static void refused(ThrowingCallable call, String reason) {
        Assertions.assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> Assertions.assertThat(reasonOf(failure)).isEqualTo(reason));
    }

    /** The call is refused, naming the field. */
    static void field(ThrowingCallable call, String field) {
        Assertions.assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> Assertions.assertThat(fieldOf(failure)).isEqualTo(field));
    }

    static String reasonOf(StatusRuntimeException failure) {
        return detail(failure, ErrorInfo.class).getReason();
    }

    private static String fieldOf(StatusRuntimeException failure) {
        return detail(failure, BadRequest.class).getFieldViolations(0).getField();
    }

    private static <M extends com.google.protobuf.Message> M detail(StatusRuntimeException failure, Class<M> type) {
        return Objects.requireNonNull(StatusProto.fromThrowable(failure)).getDetailsList().stream()
                .filter(any -> any.is(type))
                .map(any -> {
                    try {
                        return any.unpack(type);
                    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                        throw new AssertionError(e);
                    }
                })
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " in " + failure));
    }
}
