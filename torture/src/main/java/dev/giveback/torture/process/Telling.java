package dev.giveback.torture.process;

import com.google.type.Money;
import dev.giveback.feedback.v1.AnswerServiceGrpc;
import dev.giveback.feedback.v1.ContactServiceGrpc;
import dev.giveback.feedback.v1.CreateInvitationRequest;
import dev.giveback.feedback.v1.CreateInvitationResponse;
import dev.giveback.feedback.v1.FeedbackServiceGrpc;
import dev.giveback.feedback.v1.FollowUpState;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.SubmitResponseRequest;
import dev.giveback.feedback.v1.UpdateFollowUpRequest;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.Basket;
import dev.giveback.loyalty.v1.CheckoutLine;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CouponServiceGrpc;
import dev.giveback.loyalty.v1.CouponTerms;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.EnrollCustomerRequest;
import dev.giveback.loyalty.v1.GrantCouponRequest;
import dev.giveback.loyalty.v1.MergeCustomersRequest;
import dev.giveback.loyalty.v1.PercentOff;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Profile;
import dev.giveback.loyalty.v1.RedeemPointsRequest;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import dev.giveback.loyalty.v1.TransferPointsRequest;
import dev.giveback.loyalty.v1.UpdateProfileRequest;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Tells everything of people that there are fields for. */
final class Telling {
    /** The survey that is asked. */
    static final String SURVEY = "after-purchase";

    /** So low that somebody looks after it. */
    static final int LOW_SCORE = 2;

    private static final String FRIEND = "friend";
    private static final int GIFT = 1_000;

    private final Calls calls;
    private final Map<String, String> tokens = new HashMap<>();

    Telling(Calls calls) {
        this.calls = calls;
    }

    /** Tells of whom the others send points to, who stays. */
    void tellOfFriend() throws InterruptedException {
        enroll(FRIEND);
    }

    /** Tells everything of a person, the profile twice. */
    void tellOf(Person person) throws InterruptedException {
        tellOfAccount(person);
        tellOfPoints(person);
        buy(person);
        tellOfOpinion(person);
        // Last, because what the other one was asked counts against the person's limits from then on.
        if (person.wasAnother()) {
            tellOfFormer(person);
        }
    }

    private void tellOfAccount(Person person) throws InterruptedException {
        enroll(person.id());
        update(person.id(), person.profile(1), "profile-1");
        update(person.id(), person.profile(2), "profile-2");
    }

    private void enroll(String customer) throws InterruptedException {
        calls.call(() -> calls.to(CustomerServiceGrpc::newBlockingStub)
                .enrollCustomer(EnrollCustomerRequest.newBuilder()
                        .setCustomer(calls.customer(customer))
                        .setRequestId("enroll")
                        .build()));
    }

    private void update(String customer, Profile profile, String requestId) throws InterruptedException {
        calls.call(() -> calls.to(CustomerServiceGrpc::newBlockingStub)
                .updateProfile(UpdateProfileRequest.newBuilder()
                        .setCustomer(calls.customer(customer))
                        .setRequestId(requestId)
                        .setProfile(profile)
                        .build()));
    }

    /** Texts of points and coupons. Points are sent to somebody who stays. */
    private void tellOfPoints(Person person) throws InterruptedException {
        for (int i = 0; i < person.adjustments(); i++) {
            String requestId = "adjust-" + i;
            calls.call(() -> calls.to(PointsServiceGrpc::newBlockingStub)
                    .adjustPoints(AdjustPointsRequest.newBuilder()
                            .setCustomer(calls.customer(person.id()))
                            .setRequestId(requestId)
                            .setPoints(GIFT)
                            .setReason(person.text("Complaint"))
                            .build()));
        }
        calls.call(() -> calls.to(PointsServiceGrpc::newBlockingStub)
                .redeemPoints(RedeemPointsRequest.newBuilder()
                        .setCustomer(calls.customer(person.id()))
                        .setRequestId("redeem")
                        .setPoints(1)
                        .setReference(person.text("Gift"))
                        .build()));
        calls.call(() -> calls.to(PointsServiceGrpc::newBlockingStub)
                .transferPoints(TransferPointsRequest.newBuilder()
                        .setCustomer(calls.customer(person.id()))
                        .setRequestId("transfer")
                        .setRecipient(calls.customer(FRIEND))
                        .setTransferId("transfer-" + person.id())
                        .setPoints(1)
                        .setReference(person.text("Greeting"))
                        .build()));
        calls.call(() -> calls.to(CouponServiceGrpc::newBlockingStub)
                .grantCoupon(GrantCouponRequest.newBuilder()
                        .setCustomer(calls.customer(person.id()))
                        .setRequestId("grant")
                        .setCouponId("coupon")
                        .setTerms(CouponTerms.newBuilder()
                                .setPercentOff(PercentOff.newBuilder().setBasisPoints(1_000)))
                        .build()));
        calls.call(() -> calls.to(CouponServiceGrpc::newBlockingStub)
                .revokeCoupon(RevokeCouponRequest.newBuilder()
                        .setCustomer(calls.customer(person.id()))
                        .setRequestId("revoke")
                        .setCouponId("coupon")
                        .setReason(person.text("Mistake"))
                        .build()));
    }

    /** Another customer with the same person's values, who is merged into the person. */
    private void tellOfFormer(Person person) throws InterruptedException {
        enroll(person.formerId());
        update(person.formerId(), person.profile(1), "profile");
        answer(invite(person.formerId()), LOW_SCORE, person.text("Former opinion"));
        calls.call(() -> calls.to(CustomerServiceGrpc::newBlockingStub)
                .mergeCustomers(MergeCustomersRequest.newBuilder()
                        .setSource(calls.customer(person.formerId()))
                        .setTarget(calls.customer(person.id()))
                        .setRequestId("merge")
                        .build()));
    }

    /** A purchase, after which Giveback mails to the person's address. */
    private void buy(Person person) throws InterruptedException {
        calls.call(() -> calls.to(CheckoutServiceGrpc::newBlockingStub)
                .completeCheckout(CompleteCheckoutRequest.newBuilder()
                        .setCustomer(calls.customer(person.id()))
                        .setRequestId("order")
                        .setOrderId("order")
                        .setBasket(Basket.newBuilder()
                                .addLines(CheckoutLine.newBuilder()
                                        .setProduct("tea")
                                        .setQuantity(1)
                                        .setUnitPrice(Money.newBuilder()
                                                .setCurrencyCode("GBP")
                                                .setUnits(10))))
                        .build()));
    }

    /** Answers the survey, and a note is written about it; or answers with a score alone. */
    private void tellOfOpinion(Person person) throws InterruptedException {
        CreateInvitationResponse invitation = invite(person.id());
        if (person.isLate()) {
            answer(invitation, LOW_SCORE, "");
            return;
        }
        answer(invitation, LOW_SCORE, person.text("Opinion"));
        String contact = invitation.getContact().getName();
        String id = contact.substring(contact.lastIndexOf('/') + 1);
        calls.call(() -> calls.to(FeedbackServiceGrpc::newBlockingStub)
                .updateFollowUp(UpdateFollowUpRequest.newBuilder()
                        .setName(calls.customer(person.id()) + "/followUps/" + id)
                        .setState(FollowUpState.FOLLOW_UP_STATE_IN_PROGRESS)
                        .setNote(person.text("Note"))
                        .setAuthor("kim")
                        .setRequestId("note")
                        .build()));
    }

    /** Answers once more, with a text now, which is refused because there is an answer already. */
    void comeBack(Person person) throws InterruptedException {
        try {
            answer(invite(person.id()), LOW_SCORE, person.text("Late opinion"));
            throw new IllegalStateException("a second answer was taken");
        } catch (StatusRuntimeException refused) {
            Calls.expect(refused, "ALREADY_ANSWERED");
        }
    }

    /** The request names the customer, because an occasion that was decided of one who was merged counts for the other too. */
    private CreateInvitationResponse invite(String customer) throws InterruptedException {
        CreateInvitationResponse invitation = calls.call(() -> calls.to(ContactServiceGrpc::newBlockingStub)
                .createInvitation(CreateInvitationRequest.newBuilder()
                        .setSurvey(calls.name("surveys/" + SURVEY))
                        .setCustomer(calls.customer(customer))
                        .setRequestId("invite-" + customer)
                        .build()));
        if (invitation.getToken().isEmpty()) {
            throw new IllegalStateException(
                    customer + " was not asked: " + invitation.getContact().getNotSentReason());
        }
        tokens.put(customer, invitation.getToken());
        return invitation;
    }

    private void answer(CreateInvitationResponse invitation, int score, String words) throws InterruptedException {
        calls.call(() -> calls.to(AnswerServiceGrpc::newBlockingStub)
                .submitResponse(SubmitResponseRequest.newBuilder()
                        .setToken(invitation.getToken())
                        .addAnswers(QuestionAnswer.newBuilder()
                                .setQuestionId("score")
                                .setScore(score))
                        .addAnswers(
                                QuestionAnswer.newBuilder().setQuestionId("why").setText(words))
                        .build()));
    }

    /** The token of the last link that a person was given. */
    String token(Person person) {
        return Objects.requireNonNull(tokens.get(person.id()), "not asked yet");
    }
}
