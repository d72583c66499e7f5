package dev.giveback.feedback.grpc;

import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.deliveries.DeliveryEntry;
import dev.giveback.feedback.deliveries.DeliveryTable;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.grpc.WebhookNames.WebhookName;
import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.ProgramHooks;
import dev.giveback.feedback.links.Draws;
import dev.giveback.webhook.v1.Delivery;
import dev.giveback.webhook.v1.GetWebhookResponse;
import dev.giveback.webhook.v1.ListDeliveriesRequest;
import dev.giveback.webhook.v1.ListDeliveriesResponse;
import dev.giveback.webhook.v1.ListWebhooksRequest;
import dev.giveback.webhook.v1.ListWebhooksResponse;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Webhooks and deliveries as they are looked at, and what is done to deliveries by hand. */
public final class WebhookReads {
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,19}):([0-9]{1,19})");

    private final Calls calls;
    private final DeliveryTable table;
    private final Runnable onRetry;
    private final Draws draws;
    private final InstantSource clock;

    /**
     * By these parts.
     *
     * @param onRetry is told when something is to be delivered at once
     */
    public WebhookReads(Calls calls, DeliveryTable table, Runnable onRetry, Draws draws, InstantSource clock) {
        this.calls = calls;
        this.table = table;
        this.onRetry = onRetry;
        this.draws = draws;
        this.clock = clock;
    }

    /** A page that was asked for. */
    record Asked(WebhookName name, DeliveryTable.Filter filter, int size) {}

    CompletionStage<GetWebhookResponse> get(Hook hook) {
        return read(() -> GetWebhookResponse.newBuilder()
                .setWebhook(WebhookMessages.webhook(hook, clock.millis()))
                .setProgress(WebhookMessages.progress(table.progress(hook)))
                .build());
    }

    ListWebhooksResponse page(ProgramHooks all, ListWebhooksRequest call) {
        int size = Checks.pageSize(call.getPageSize());
        String after = Checks.lastId(call.getPageToken());
        List<Hook> found = all.hooks().values().stream()
                .filter(hook -> hook.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(Hook::id))
                .toList();
        ListWebhooksResponse.Builder page = ListWebhooksResponse.newBuilder();
        found.stream().limit(size).forEach(hook -> page.addWebhooks(WebhookMessages.webhook(hook, clock.millis())));
        if (found.size() > size) {
            page.setNextPageToken(Checks.pageTokenAfter(found.get(size - 1).id()));
        }
        return page.build();
    }

    Asked asked(ListDeliveriesRequest call) {
        WebhookName name = WebhookNames.webhook(call.getParent(), "parent");
        String customer = "";
        if (!call.getCustomer().isEmpty()) {
            CustomerId id = Checks.customer(call.getCustomer(), "customer");
            if (!call.getCustomer().startsWith("programs/" + name.program() + "/")) {
                throw Checks.refused("customer", "must be of the webhook's program");
            }
            customer = id.customer();
        }
        long[] before = {Long.MAX_VALUE, Long.MAX_VALUE};
        if (!call.getPageToken().isEmpty()) {
            Matcher matcher = PLACE.matcher(Checks.lastId(call.getPageToken()));
            if (!matcher.matches()) {
                throw Checks.pageToken();
            }
            before = new long[] {number(matcher.group(1)), number(matcher.group(2))};
        }
        return new Asked(
                name,
                new DeliveryTable.Filter(call.getStateValue(), customer, before[0], before[1]),
                Checks.pageSize(call.getPageSize()));
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw Checks.pageToken();
        }
    }

    CompletionStage<ListDeliveriesResponse> list(Hook hook, Asked asked) {
        return read(() -> {
            List<DeliveryEntry> found = table.list(hook, asked.filter(), asked.size() + 1);
            ListDeliveriesResponse.Builder page = ListDeliveriesResponse.newBuilder();
            found.stream()
                    .limit(asked.size())
                    .forEach(entry -> page.addDeliveries(WebhookMessages.delivery(hook, entry)));
            if (found.size() > asked.size()) {
                DeliveryEntry last = found.get(asked.size() - 1);
                page.setNextPageToken(Checks.pageTokenAfter(last.transaction() + ":" + last.ordering()));
            }
            return page.build();
        });
    }

    CompletionStage<Delivery> retry(Hook hook, String eventId) {
        return read(() -> {
            table.retry(hook, eventId, clock.millis());
            DeliveryEntry entry = found(hook, eventId);
            if (entry.state() != DeliveryTable.PENDING) {
                throw notDead(eventId, entry.state());
            }
            onRetry.run();
            return WebhookMessages.delivery(hook, entry);
        });
    }

    CompletionStage<Delivery> skip(Hook hook, String eventId) {
        return read(() -> {
            table.skip(hook, eventId, clock.millis());
            DeliveryEntry entry = found(hook, eventId);
            if (entry.state() != DeliveryTable.SKIPPED) {
                throw notDead(eventId, entry.state());
            }
            onRetry.run();
            return WebhookMessages.delivery(hook, entry);
        });
    }

    CompletionStage<Integer> retryAll(Hook hook) {
        return read(() -> {
            int count = table.retryAll(hook, clock.millis());
            onRetry.run();
            return count;
        });
    }

    /** An id for a test event, which no other event has. */
    String testId() {
        return "test_" + draws.referralCode().toLowerCase(Locale.ROOT);
    }

    private DeliveryEntry found(Hook hook, String eventId) throws SQLException {
        return table.get(hook, eventId)
                .orElseThrow(
                        () -> RefusalStatus.of(Reason.DELIVERY_NOT_FOUND, "delivery: there is no delivery " + eventId));
    }

    private static RuntimeException notDead(String eventId, int state) {
        return RefusalStatus.of(
                Reason.DELIVERY_NOT_DEAD,
                "delivery: " + eventId + " is no dead letter but "
                        + dev.giveback.webhook.v1.DeliveryState.forNumber(state));
    }

    private <A> CompletionStage<A> read(Reads.Read<A> read) {
        return calls.later(() -> Reads.run(read));
    }
}
