package dev.giveback.access.grpc;

import dev.giveback.access.actor.ApprovalReply;
import dev.giveback.access.actor.Approvals;
import dev.giveback.access.contract.RefusalStatus;
import dev.giveback.access.directory.ApprovalList;
import dev.giveback.access.domain.ApprovalCommand;
import dev.giveback.access.domain.Ask;
import dev.giveback.access.domain.Policy;
import dev.giveback.access.v1.ApprovalPolicy;
import dev.giveback.access.v1.ApprovalRequest;
import dev.giveback.access.v1.CheckApprovalRequest;
import dev.giveback.access.v1.CheckApprovalResponse;
import dev.giveback.access.v1.ReviewApprovalRequest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Acts that a second person approves, and the policies that say which do. */
final class ApprovalCalls {
    private static final Pattern NAME = Pattern.compile("(programs/[^/]+)/approvals/([1-9][0-9]{0,17})");
    private static final Pattern POLICY = Pattern.compile("(programs/[^/]+)/approvalPolicy");
    private static final Pattern ETAG = Pattern.compile("p([0-9]{1,18})");

    private final Approvals approvals;
    private final ApprovalList list;

    ApprovalCalls(Approvals approvals, ApprovalList list) {
        this.approvals = approvals;
        this.list = list;
    }

    CompletionStage<CheckApprovalResponse> check(CheckApprovalRequest call, Duration patience) {
        String program = Checks.program(call.getProgram(), "program");
        if (call.getRequester().isEmpty()) {
            throw Checks.refused("requester", "must not be empty");
        }
        Ask ask = new Ask(
                ApprovalViews.kind(call.getKind()),
                call.getMethod(),
                call.getResource(),
                HexFormat.of().formatHex(call.getRequestSha256().toByteArray()),
                call.getRequester());
        return approvals
                .decide(program, new ApprovalCommand.Check(ask, call.getPoints()), call.getRequestJson(), patience)
                .thenApply(reply -> reply instanceof ApprovalReply.NotNeeded
                        ? CheckApprovalResponse.getDefaultInstance()
                        : CheckApprovalResponse.newBuilder()
                                .setNeeded(true)
                                .setApproval(approval(program, reply))
                                .build());
    }

    CompletionStage<ApprovalRequest> review(ReviewApprovalRequest call, Caller caller, Duration patience) {
        Matcher name = NAME.matcher(call.getName());
        if (!name.matches()) {
            throw Checks.refused("name", "must be programs/{program}/approvals/{approval}");
        }
        String program = Checks.program(name.group(1), "name");
        long id = Long.parseLong(name.group(2));
        ApprovalCommand command =
                new ApprovalCommand.ReviewApproval(id, call.getApprove(), caller.principal(), call.getComment());
        return approvals.decide(program, command, "", patience).thenCompose(reply -> {
            ApprovalRequest decided = approval(program, reply);
            // What was asked for stands in the list, since when it was asked.
            return list.find(program, id, ((ApprovalReply.Stands) reply).now())
                    .thenApply(rows -> rows.isEmpty()
                            ? decided
                            : decided.toBuilder()
                                    .setRequestJson(rows.getFirst().getRequestJson())
                                    .build());
        });
    }

    private static ApprovalRequest approval(String program, ApprovalReply reply) {
        return switch (reply) {
            case ApprovalReply.Stands stands -> ApprovalViews.approval(program, stands.approval(), stands.now());
            case ApprovalReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
            case ApprovalReply.NotNeeded notNeeded -> throw unexpected(reply);
            case ApprovalReply.PolicyIs policy -> throw unexpected(reply);
        };
    }

    CompletionStage<ApprovalPolicy> policy(String name, Duration patience) {
        String program = programOf(name, "name");
        return approvals.policy(program, patience).thenApply(reply -> policy(program, reply));
    }

    CompletionStage<ApprovalPolicy> setPolicy(ApprovalPolicy wanted, Caller caller, Duration patience) {
        String program = programOf(wanted.getName(), "policy.name");
        ApprovalCommand command = new ApprovalCommand.SetPolicy(
                new Policy(wanted.getAdjustmentPoints(), wanted.getRules(), wanted.getErasure()),
                version(wanted.getEtag()),
                caller.principal());
        return approvals.decide(program, command, "", patience).thenApply(reply -> policy(program, reply));
    }

    private static ApprovalPolicy policy(String program, ApprovalReply reply) {
        return switch (reply) {
            case ApprovalReply.PolicyIs policy -> ApprovalViews.policy(program, policy.policy(), policy.version());
            case ApprovalReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
            case ApprovalReply.Stands stands -> throw unexpected(reply);
            case ApprovalReply.NotNeeded notNeeded -> throw unexpected(reply);
        };
    }

    private static String programOf(String name, String field) {
        Matcher matcher = POLICY.matcher(name);
        if (!matcher.matches()) {
            throw Checks.refused(field, "must be programs/{program}/approvalPolicy");
        }
        return Checks.program(matcher.group(1), field);
    }

    private static @Nullable Long version(String etag) {
        if (etag.isEmpty()) {
            return null;
        }
        Matcher matcher = ETAG.matcher(etag);
        // One that was never given matches no version.
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1L;
    }

    private static IllegalStateException unexpected(ApprovalReply reply) {
        return new IllegalStateException(
                "reply: " + reply.getClass().getSimpleName() + " (expected: one to what was asked)");
    }
}
