package dev.giveback.standalone;

import dev.giveback.access.v1.ApprovalPolicy;
import dev.giveback.access.v1.ApprovalRequest;
import dev.giveback.access.v1.ApprovalState;
import dev.giveback.access.v1.GetApprovalPolicyRequest;
import dev.giveback.access.v1.ListApprovalsRequest;
import dev.giveback.access.v1.ListApprovalsResponse;
import dev.giveback.access.v1.ReviewApprovalRequest;
import dev.giveback.access.v1.UpdateApprovalPolicyRequest;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback approvals}. */
@Command(
        name = "approvals",
        description = "Lists and decides what a second person has to approve, and sets what that is.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ApprovalsCommand.ListAll.class,
            ApprovalsCommand.Approve.class,
            ApprovalsCommand.Decline.class,
            ApprovalsCommand.Policy.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback approvals list",
            "  giveback approvals approve ID --comment 'seen the receipt'",
            "  giveback approvals policy --adjustment-points 1000 --erasure yes"
        })
final class ApprovalsCommand {
    private ApprovalsCommand() {}

    /** {@code giveback approvals list}. */
    @Command(
            name = "list",
            description = "Lists what waits for a second person in a program, the newest first.",
            footer = {"", "Example:", "  giveback approvals list --all -o json"})
    static final class ListAll implements Callable<Integer> {
        private static final List<ApprovalState> EVERY = List.of(
                ApprovalState.APPROVAL_STATE_WAITING,
                ApprovalState.APPROVAL_STATE_APPROVED,
                ApprovalState.APPROVAL_STATE_DECLINED,
                ApprovalState.APPROVAL_STATE_EXPIRED);

        @Mixin
        private final ListOptions list = new ListOptions();

        @Option(names = "--all", description = "What was decided or has lapsed too.")
        private boolean all;

        @Override
        public Integer call() {
            return list.show(
                    (client, token) -> page(client, token),
                    rows -> ListApprovalsResponse.newBuilder()
                            .addAllApprovals(rows)
                            .build(),
                    answer -> AccessText.approvals(answer.getApprovalsList()));
        }

        private Pages.Page<ApprovalRequest> page(GatewayClient client, String token) {
            ListApprovalsResponse page = client.await(client.access()
                    .listApprovals(ListApprovalsRequest.newBuilder()
                            .setParent(list.options().parent())
                            .setPageSize(list.pageSize())
                            .setPageToken(token)
                            .addAllStates(all ? EVERY : List.of())
                            .build()));
            return new Pages.Page<>(page.getApprovalsList(), page.getNextPageToken());
        }
    }

    /** Decides one. */
    private static int review(ShowOptions options, String id, boolean approve, String comment) {
        ReviewApprovalRequest request = ReviewApprovalRequest.newBuilder()
                .setName(options.inProgram(id.contains("/") ? id : "approvals/" + id))
                .setApprove(approve)
                .setComment(comment)
                .build();
        return options.show(
                client -> client.await(client.access().reviewApproval(request)).getApproval(),
                answer -> List.of(AccessText.id(answer.getName()) + " is "
                        + Printing.word(answer.getState(), "APPROVAL_STATE_")
                        + (approve ? "; who asked for it can send the same request again now" : "")));
    }

    /** {@code giveback approvals approve}. */
    @Command(
            name = "approve",
            description = "Lets an act be done. Whoever asked for it cannot approve it.",
            footer = {"", "Example:", "  giveback approvals approve ID --comment 'seen the receipt'"})
    static final class Approve implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "ID", description = "Id of the approval; approvals list shows them.")
        private String id = "";

        @Option(names = "--comment", paramLabel = "TEXT", defaultValue = "", description = "Why.")
        private String comment = "";

        @Override
        public Integer call() {
            return review(options, id, true, comment);
        }
    }

    /** {@code giveback approvals decline}. */
    @Command(
            name = "decline",
            description = "Lets an act not be done.",
            footer = {"", "Example:", "  giveback approvals decline ID --comment 'no receipt'"})
    static final class Decline implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "ID", description = "Id of the approval; approvals list shows them.")
        private String id = "";

        @Option(names = "--comment", paramLabel = "TEXT", defaultValue = "", description = "Why.")
        private String comment = "";

        @Override
        public Integer call() {
            return review(options, id, false, comment);
        }
    }

    /** Yes or no, where nothing said is neither. */
    enum YesOrNo {
        /** Yes. */
        YES,
        /** No. */
        NO
    }

    /** {@code giveback approvals policy}. */
    @Command(
            name = "policy",
            description = "Shows what needs a second person in a program; with options, changes that.",
            footer = {
                "",
                "Examples:",
                "  giveback approvals policy",
                "  giveback approvals policy --adjustment-points 1000 --rules yes --erasure yes",
                "  giveback approvals policy --adjustment-points 0"
            })
    static final class Policy implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Option(
                names = "--adjustment-points",
                paramLabel = "N",
                description = "Points given or taken by hand need one from N on; 0: never.")
        private @Nullable Long adjustmentPoints;

        @Option(names = "--rules", paramLabel = "YES|NO", description = "Rules that become active need one.")
        private @Nullable YesOrNo rules;

        @Option(names = "--erasure", paramLabel = "YES|NO", description = "An erasure needs one.")
        private @Nullable YesOrNo erasure;

        @Override
        public Integer call() {
            return options.show(this::ask, Policy::lines);
        }

        private ApprovalPolicy ask(GatewayClient client) {
            ApprovalPolicy policy = client.await(client.access()
                            .getApprovalPolicy(GetApprovalPolicyRequest.newBuilder()
                                    .setName(options.parent() + "/approvalPolicy")
                                    .build()))
                    .getPolicy();
            if (adjustmentPoints == null && rules == null && erasure == null) {
                return policy;
            }
            ApprovalPolicy.Builder changed = policy.toBuilder();
            if (adjustmentPoints != null) {
                changed.setAdjustmentPoints(adjustmentPoints);
            }
            if (rules != null) {
                changed.setRules(rules == YesOrNo.YES);
            }
            if (erasure != null) {
                changed.setErasure(erasure == YesOrNo.YES);
            }
            return client.await(client.access()
                            .updateApprovalPolicy(UpdateApprovalPolicyRequest.newBuilder()
                                    .setPolicy(changed)
                                    .build()))
                    .getPolicy();
        }

        private static List<String> lines(ApprovalPolicy policy) {
            return List.of(
                    policy.getName() + ": what needs a second person",
                    "  adjustments   "
                            + (policy.getAdjustmentPoints() == 0
                                    ? "never"
                                    : "from " + Numbers.grouped(policy.getAdjustmentPoints()) + " points on"),
                    "  rules         " + (policy.getRules() ? "yes" : "no"),
                    "  erasures      " + (policy.getErasure() ? "yes" : "no"));
        }
    }
}
