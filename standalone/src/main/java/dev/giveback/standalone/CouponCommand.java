package dev.giveback.standalone;

import dev.giveback.coupon.v1.BuyRewardRequest;
import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.coupon.v1.CheckCodeResponse;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.loyalty.v1.Coupon;
import dev.giveback.loyalty.v1.ListCouponsRequest;
import dev.giveback.loyalty.v1.ListCouponsResponse;
import dev.giveback.loyalty.v1.RevokeCouponRequest;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback coupon}. */
@Command(
        name = "coupon",
        description = "Shows, claims, buys and takes back the coupons in a customer's hands.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CouponCommand.ListAll.class,
            CouponCommand.Check.class,
            CouponCommand.Claim.class,
            CouponCommand.Buy.class,
            CouponCommand.Revoke.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback coupon list 13085",
            "  giveback coupon check 13085 THANKS10",
            "  giveback coupon revoke 13085 ID --reason 'ticket 4711'"
        })
final class CouponCommand {
    private CouponCommand() {}

    private static List<String> given(Coupon coupon) {
        return List.of(coupon.getCouponId() + "  " + coupon.getTerms().getTitle() + ", usable until "
                + Printing.time(coupon.getExpireTime(), "for ever"));
    }

    /** {@code giveback coupon list}. */
    @Command(
            name = "list",
            description = "Lists the coupons that a customer can use, those that expire soonest first.",
            footer = {"", "Example:", "  giveback coupon list 13085 -o json"})
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private final ListOptions list = new ListOptions();

        @Parameters(paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Override
        public Integer call() {
            return list.show(
                    (client, token) -> page(client, token),
                    rows -> ListCouponsResponse.newBuilder().addAllCoupons(rows).build(),
                    ListAll::lines);
        }

        private Pages.Page<Coupon> page(GatewayClient client, String token) {
            ListCouponsResponse page = client.await(client.coupons()
                    .listCoupons(ListCouponsRequest.newBuilder()
                            .setParent(list.options().customer(id))
                            .setPageSize(list.pageSize())
                            .setPageToken(token)
                            .build()));
            return new Pages.Page<>(page.getCouponsList(), page.getNextPageToken());
        }

        private static List<String> lines(ListCouponsResponse all) {
            if (all.getCouponsCount() == 0) {
                return List.of("The customer has no coupon to use.");
            }
            Table table = new Table(
                    Column.text("coupon"),
                    Column.text("what"),
                    Column.text("campaign"),
                    Column.text("state"),
                    Column.text("granted"),
                    Column.text("expires"));
            for (Coupon coupon : all.getCouponsList()) {
                table.row(
                        coupon.getCouponId(),
                        coupon.getTerms().getTitle(),
                        coupon.getCampaign().substring(coupon.getCampaign().lastIndexOf('/') + 1),
                        Printing.word(coupon.getState(), "COUPON_STATE_"),
                        Printing.time(coupon.getGrantTime(), ""),
                        Printing.time(coupon.getExpireTime(), "never"));
            }
            return table.lines();
        }
    }

    /** {@code giveback coupon check}. */
    @Command(
            name = "check",
            description =
                    "Tells what a code would give to a customer. Nothing is claimed. Exit code 1 if it gives nothing.",
            footer = {"", "Example:", "  giveback coupon check 13085 THANKS10"})
    static final class Check implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "CODE", description = "As the customer typed it.")
        private String code = "";

        @Override
        public Integer call() {
            CheckCodeRequest request = CheckCodeRequest.newBuilder()
                    .setCustomer(options.customer(id))
                    .setCode(code)
                    .build();
            CheckCodeResponse answer =
                    options.ask(client -> client.await(client.codes().checkCode(request)));
            options.output().show(answer, Check::lines);
            return answer.getRefusalReason().isEmpty() ? 0 : 1;
        }

        private static List<String> lines(CheckCodeResponse answer) {
            return List.of(
                    answer.getRefusalReason().isEmpty()
                            ? answer.getNormalisedCode() + " gives "
                                    + answer.getTerms().getTitle()
                            : answer.getNormalisedCode() + " gives nothing: " + answer.getMessage());
        }
    }

    /** {@code giveback coupon claim}. */
    @Command(
            name = "claim",
            description = "Gives a customer the coupon of a code.",
            footer = {"", "Example:", "  giveback coupon claim 13085 THANKS10"})
    static final class Claim implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "CODE", description = "As the customer typed it.")
        private String code = "";

        @Override
        public Integer call() {
            ClaimCodeRequest request = ClaimCodeRequest.newBuilder()
                    .setCustomer(options.customer(id))
                    .setRequestId(dev.giveback.client.GivebackClient.newRequestId())
                    .setCode(code)
                    .build();
            return options.show(
                    client -> client.await(client.codes().claimCode(request)), answer -> given(answer.getCoupon()));
        }
    }

    /** {@code giveback coupon buy}. */
    @Command(
            name = "buy",
            description = "Buys a reward with a customer's points.",
            footer = {"", "Example:", "  giveback coupon buy 13085 voucher"})
    static final class Buy implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "CAMPAIGN", description = "Id of the campaign in the program.")
        private String campaign = "";

        @Override
        public Integer call() {
            BuyRewardRequest request = BuyRewardRequest.newBuilder()
                    .setCustomer(options.customer(id))
                    .setRequestId(dev.giveback.client.GivebackClient.newRequestId())
                    .setCampaign(options.inProgram("campaigns/" + campaign))
                    .build();
            return options.show(
                    client -> client.await(client.codes().buyReward(request)), answer -> given(answer.getCoupon()));
        }
    }

    /** {@code giveback coupon revoke}. */
    @Command(
            name = "revoke",
            description = "Takes back a coupon that was not used yet.",
            footer = {"", "Example:", "  giveback coupon revoke 13085 ID --reason 'ticket 4711' --restore-points"})
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private final ChangeOptions change = new ChangeOptions();

        @Parameters(index = "0", paramLabel = "ID", description = "The shop's own key of the customer.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "COUPON", description = "The coupon; coupon list shows them.")
        private String coupon = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
        private String reason = "";

        @Option(names = "--restore-points", description = "Give the points back that it cost.")
        private boolean restore;

        @Override
        public Integer call() {
            RevokeCouponRequest request = RevokeCouponRequest.newBuilder()
                    .setCustomer(change.customer(id))
                    .setRequestId(change.requestId())
                    .setCouponId(coupon)
                    .setReason(reason)
                    .setRestorePoints(restore)
                    .setValidateOnly(change.isDryRun())
                    .build();
            return change.show(
                    client -> client.await(client.coupons().revokeCoupon(request)),
                    answer -> List.of(
                            coupon + " is taken back; " + answer.getPointsRestored() + " points were given back.",
                            CustomerAtText.balance(answer.getBalance())));
        }
    }
}
