package dev.giveback.standalone.replay;

import dev.giveback.feedback.v1.CreateInvitationRequest;
import dev.giveback.feedback.v1.CreateInvitationResponse;
import dev.giveback.feedback.v1.QuestionAnswer;
import dev.giveback.feedback.v1.SubmitResponseRequest;
import dev.giveback.feedback.v1.SubmitResponseResponse;
import dev.giveback.standalone.client.GatewayClient;
import java.util.List;

/** Invites customers after their purchases and answers for some of them. What is asked follows from the invoices, so a second run changes nothing. */
final class SurveySender {
    private final GatewayClient client;
    private final String program;
    private final CustomerLanes lanes;
    private final SurveyTally tally;

    SurveySender(GatewayClient client, String program, CustomerLanes lanes, SurveyTally tally) {
        this.client = client;
        this.program = program;
        this.lanes = lanes;
        this.tally = tally;
    }

    void send(List<Invoice> invoices) throws InterruptedException {
        for (Invoice invoice : invoices) {
            if (!invoice.isReturn() && SurveySample.isAsked(invoice.number())) {
                tally.sales.increment();
                invite(invoice);
            }
        }
        lanes.awaitAll();
    }

    private void invite(Invoice sale) throws InterruptedException {
        CreateInvitationRequest request = CreateInvitationRequest.newBuilder()
                .setSurvey(RetailSurvey.name(program))
                .setCustomer("programs/" + program + "/customers/" + sale.customer())
                .setOrderId(sale.number())
                .setRequestId(RequestIds.invitation(program, sale.number()))
                .build();
        lanes.submit(new LaneCall<>(
                sale.customer(),
                () -> client.contacts().createInvitation(request),
                new LaneCall.Outcome<CreateInvitationResponse>() {
                    @Override
                    public void answered(CreateInvitationResponse answer, long nanos) {
                        if (tally.isInvited(answer) && SurveySample.answers(sale.number())) {
                            answer(sale, answer.getToken());
                        }
                    }

                    @Override
                    public void refused(String reason, long nanos) {
                        tally.refused(reason);
                    }
                }));
    }

    private void answer(Invoice sale, String token) {
        int score = SurveySample.score(sale.number());
        SubmitResponseRequest.Builder request = SubmitResponseRequest.newBuilder()
                .setToken(token)
                .setSimulated(true)
                .addAnswers(QuestionAnswer.newBuilder()
                        .setQuestionId(RetailSurvey.SCORE)
                        .setScore(score));
        SurveySample.text(sale.number())
                .ifPresent(text -> request.addAnswers(QuestionAnswer.newBuilder()
                        .setQuestionId(RetailSurvey.WHY)
                        .setText(text)));
        lanes.follow(new LaneCall<>(
                sale.customer(),
                () -> client.answers().submitResponse(request.build()),
                new LaneCall.Outcome<SubmitResponseResponse>() {
                    @Override
                    public void answered(SubmitResponseResponse answer, long nanos) {
                        tally.answered(score);
                    }

                    @Override
                    public void refused(String reason, long nanos) {
                        tally.refused(reason);
                    }
                }));
    }
}
