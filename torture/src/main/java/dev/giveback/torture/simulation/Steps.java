package dev.giveback.torture.simulation;

import dev.giveback.coupon.domain.ClaimId;
import dev.giveback.coupon.domain.ClaimOrder;
import dev.giveback.coupon.domain.ClaimOrder.Way;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.actor.MergeSaga;
import dev.giveback.loyalty.actor.TransferSaga;
import dev.giveback.loyalty.domain.Cart;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Money;
import dev.giveback.loyalty.domain.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What each kind of step does. */
final class Steps {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LEAST_PRICE = 300;

    private Steps() {}

    static void take(World world, Step step) {
        switch (step.kind()) {
            case ADJUST, TAKE, REDEEM, HOLD, CAPTURE, RELEASE, CHECKOUT ->
                ask(world, step, "c" + step.who(), command(world, step));
            case TRANSFER -> transfer(world, step);
            case MERGE -> merge(world, step);
            case CLAIM, CLAIM_FOR_CHECKOUT, REWARD -> claim(world, step);
            case REPEAT, OTHER_CONTENT, OTHER_METHOD, OTHER_CUSTOMER -> again(world, step);
            case SWEEP -> world.sweep();
            case FEED -> world.feed().read();
            case TICK -> world.tick();
            case RESUME -> world.resume();
            case PASSIVATE -> world.passivate(step.who());
            case CRASH -> world.crash();
            case WAIT ->
                world.clock()
                        .run(Duration.ofMinutes(step.amount() * step.amount()).toMillis());
            case JUMP_MONTH -> world.clock().jump(Duration.ofDays(30));
            case JUMP_BACK -> world.clock().jump(Duration.ofHours(-1));
            case RUN_FAST -> world.clock().pace(10);
            case RUN_NORMAL -> world.clock().pace(1);
        }
    }

    private static Request request(Step step) {
        return new Request("r" + step.index(), step.index(), "");
    }

    private static Command command(World world, Step step) {
        Request request = request(step);
        return switch (step.kind()) {
            case TAKE -> new Command.AdjustPoints(request, -step.amount(), "taken");
            case REDEEM -> new Command.RedeemPoints(request, step.amount(), "mug");
            case HOLD ->
                new Command.HoldPoints(
                        request, "h" + step.index(), step.amount(), Duration.ofMinutes(1 + 11L * step.other()));
            case CAPTURE ->
                new Command.CaptureHold(request, hold(world, step), step.amount() % 3 == 0 ? 0 : step.amount() % 5 + 1);
            case RELEASE -> new Command.ReleaseHold(request, hold(world, step));
            case CHECKOUT -> new Command.CompleteCheckout(request, "o" + step.index(), cart(world, step), null, null);
            default -> new Command.AdjustPoints(request, step.amount(), "gift");
        };
    }

    private static String hold(World world, Step step) {
        Account account = world.ledger().account("c" + step.who());
        List<String> known = new ArrayList<>(account.holds.keySet());
        if (step.amount() % 4 == 0) {
            account.endedHolds.keySet().stream().sorted().forEach(known::add);
        }
        return known.isEmpty() ? "h" : known.get(step.other() % known.size());
    }

    private static Cart cart(World world, Step step) {
        List<Command.CompleteCheckout.Line> lines = List.of(new Command.CompleteCheckout.Line(
                "mug", "", 1, new Money(Terms.GBP, LEAST_PRICE + 100 * step.amount())));
        List<String> known =
                List.copyOf(world.ledger().account("c" + step.who()).vouchers.keySet());
        return known.isEmpty() || step.other() == 0
                ? Cart.of(lines)
                : new Cart(lines, 0, List.of(known.get(step.other() % known.size())), List.of(), null);
    }

    private static void ask(World world, Step step, String customer, Command command) {
        ask(world, step, customer, command, step.copies());
    }

    private static void ask(World world, Step step, String customer, Command command, int copies) {
        String name = customer + " " + command.request().id() + " in step " + step.index();
        world.client()
                .ask(
                        name,
                        copies,
                        () -> world.customers().decide(new CustomerId("shop", customer), command, false, PATIENCE),
                        answer -> {
                            Broken.unless(
                                    answer instanceof CustomerReply, "answer to " + name, answer, "that of a customer");
                            if (answer instanceof CustomerReply.Recorded recorded) {
                                thenStored(world, customer, command.request(), recorded.event());
                            }
                        });
    }

    private static void thenStored(World world, String customer, Request request, CustomerEvent answer) {
        CustomerEvent stored = world.ledger().answer(customer, request.id());
        Broken.unless(
                answer.equals(stored),
                "answer to request " + request.id() + " of " + customer,
                answer,
                stored == null ? "none, because nothing is stored" : stored);
    }

    private static void transfer(World world, Step step) {
        if (step.who() == step.other()) {
            return;
        }
        String sender = "c" + step.who();
        TransferSaga.Order order = new TransferSaga.Order(
                request(step), "t" + step.index(), new CustomerId("shop", "c" + step.other()), step.amount(), "");
        world.client()
                .ask(
                        sender + " sends t" + step.index(),
                        step.copies(),
                        () -> world.transfers().transfer(new CustomerId("shop", sender), order, false, PATIENCE),
                        answer -> {
                            Broken.unless(
                                    answer instanceof TransferSaga.Outcome,
                                    "answer to " + order,
                                    answer,
                                    "of a transfer");
                            if (answer instanceof TransferSaga.Outcome.Arrived arrived) {
                                thenStored(world, sender, order.request(), arrived.sent());
                            }
                        });
    }

    private static void merge(World world, Step step) {
        if (step.who() == step.other()) {
            return;
        }
        CustomerId source = new CustomerId("shop", "c" + step.who());
        CustomerId target = new CustomerId("shop", "c" + step.other());
        world.client()
                .ask(
                        "c" + step.who() + " merges into c" + step.other() + " in step " + step.index(),
                        step.copies(),
                        () -> world.merges().merge(source, target, request(step), false, PATIENCE),
                        answer -> Broken.unless(
                                answer instanceof MergeSaga.Outcome, "answer to a merge", answer, "of a merge"));
    }

    private static void claim(World world, Step step) {
        boolean isReward = step.kind() == Step.Kind.REWARD;
        dev.giveback.coupon.domain.CampaignId campaign = isReward ? Terms.MUGS : Terms.SPRING;
        String customer = "c" + step.who();
        ClaimOrder order = new ClaimOrder(
                ClaimId.of(campaign, customer, "r" + step.index()),
                customer,
                isReward ? new Way.ByPoints() : new Way.ByCode("spring"),
                step.kind() == Step.Kind.CLAIM_FOR_CHECKOUT,
                "");
        world.client()
                .ask(
                        customer + " claims of " + campaign.campaign() + " in step " + step.index(),
                        step.copies(),
                        () -> claimed(world, campaign.name(), order),
                        answer -> thenGiven(world, order, answer));
    }

    private static CompletionStage<?> claimed(World world, String campaign, ClaimOrder order) {
        CompletableFuture<CampaignShell.Answer> answer = new CompletableFuture<>();
        world.campaign(campaign).claim(order, answer::complete);
        return answer;
    }

    private static void thenGiven(World world, ClaimOrder order, Object answer) {
        Broken.unless(answer instanceof CampaignShell.Answer, "answer to " + order, answer, "that of a campaign");
        if (answer instanceof CampaignShell.Answer.Given given) {
            Broken.unlessEqual("claim answered to " + order, given.claim().id(), order.claimId());
            Broken.unless(
                    world.ledger().knows(order.claimId()),
                    "coupon " + order.claimId(),
                    "with nobody",
                    "with its customer");
            world.seen().add("coupons given");
        } else {
            world.seen().add("claims refused");
        }
    }

    /** An earlier request once more: the same, or another under its name. */
    private static void again(World world, Step step) {
        String customer = "c" + step.who();
        List<String> known = world.ledger().account(customer).requests.keySet().stream()
                .filter(id -> id.startsWith("r"))
                .sorted()
                .toList();
        if (known.isEmpty()) {
            return;
        }
        String id = known.get((int) (step.amount() % known.size()));
        long fingerprint = Long.parseLong(id.substring(1));
        switch (step.kind()) {
            case OTHER_CONTENT ->
                ask(
                        world,
                        step,
                        customer,
                        new Command.AdjustPoints(new Request(id, fingerprint + 100_000, ""), 7, "other"));
            case OTHER_METHOD ->
                ask(
                        world,
                        step,
                        customer,
                        new Command.RedeemPoints(new Request(id, fingerprint + 200_000, ""), 1, "other"));
            case OTHER_CUSTOMER ->
                ask(
                        world,
                        step,
                        "c" + step.other(),
                        new Command.AdjustPoints(new Request(id, fingerprint + 300_000, ""), 3, "other"));
            default ->
                ask(world, step, customer, new Command.AdjustPoints(new Request(id, fingerprint, ""), 1, "gift"));
        }
    }
}
