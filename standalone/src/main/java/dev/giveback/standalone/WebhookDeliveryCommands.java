package dev.giveback.standalone;

import com.google.protobuf.util.Durations;
import dev.giveback.client.GivebackClient;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.webhook.v1.Delivery;
import dev.giveback.webhook.v1.DeliveryState;
import dev.giveback.webhook.v1.ListDeliveriesRequest;
import dev.giveback.webhook.v1.ListDeliveriesResponse;
import dev.giveback.webhook.v1.ReplayWebhookRequest;
import dev.giveback.webhook.v1.RetryDeadDeliveriesRequest;
import dev.giveback.webhook.v1.RetryDeliveryRequest;
import dev.giveback.webhook.v1.SendTestEventRequest;
import dev.giveback.webhook.v1.SendTestEventResponse;
import dev.giveback.webhook.v1.SkipDeliveryRequest;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What webhooks were called with. */
final class WebhookDeliveryCommands {
    private WebhookDeliveryCommands() {}

    /** {@code giveback webhook test}. */
    @Command(
            name = "test",
            description = "Calls the address with a test event, now. Exit code 1 if it did not answer well.",
            footer = {"", "Example:", "  giveback webhook test crm"})
    static final class Test implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the webhook in the program.")
        private String name = "";

        @Override
        public Integer call() {
            SendTestEventRequest request = SendTestEventRequest.newBuilder()
                    .setName(options.inProgram("webhooks/" + name))
                    .build();
            SendTestEventResponse answer =
                    options.ask(client -> client.await(client.webhooks().sendTestEvent(request)));
            options.output().show(answer, Test::lines);
            return answer.getDelivered() ? 0 : 1;
        }

        private static List<String> lines(SendTestEventResponse answer) {
            String took = Numbers.millis(Durations.toNanos(answer.getDuration()));
            return List.of(
                    answer.getDelivered()
                            ? "Delivered in " + took + ": http " + answer.getStatus()
                            : "Not delivered, after " + took + ": " + answer.getError());
        }
    }

    /** Which deliveries are listed. */
    enum Which {
        /** Those that wait or are tried again. */
        PENDING(DeliveryState.DELIVERY_STATE_PENDING),
        /** Those that were given up. */
        DEAD(DeliveryState.DELIVERY_STATE_DEAD),
        /** Those that were delivered. */
        DELIVERED(DeliveryState.DELIVERY_STATE_DELIVERED),
        /** Those that were skipped by hand. */
        SKIPPED(DeliveryState.DELIVERY_STATE_SKIPPED);

        private final DeliveryState state;

        Which(DeliveryState state) {
            this.state = state;
        }
    }

    /** {@code giveback webhook deliveries}. */
    @Command(
            name = "deliveries",
            description = "Lists what a webhook was called with, the latest event first.",
            footer = {"", "Example:", "  giveback webhook deliveries crm --state dead -o csv"})
    static final class Deliveries implements Callable<Integer> {
        @Mixin
        private final ListOptions list = new ListOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the webhook in the program.")
        private String name = "";

        @Option(names = "--state", paramLabel = "STATE", description = "Only pending, dead, delivered or skipped ones.")
        private @Nullable Which which;

        @Option(names = "--customer", paramLabel = "ID", description = "Only those of this customer.")
        private @Nullable String customer;

        @Override
        public Integer call() {
            return list.show(
                    (client, token) -> page(client, token),
                    rows -> ListDeliveriesResponse.newBuilder()
                            .addAllDeliveries(rows)
                            .build(),
                    answer -> WebhookCommand.deliveries(answer.getDeliveriesList()));
        }

        private Pages.Page<Delivery> page(GatewayClient client, String token) {
            ListDeliveriesRequest.Builder request = ListDeliveriesRequest.newBuilder()
                    .setParent(list.options().inProgram("webhooks/" + name))
                    .setPageSize(list.pageSize())
                    .setPageToken(token);
            if (which != null) {
                request.setState(which.state);
            }
            if (customer != null) {
                request.setCustomer(list.options().customer(customer));
            }
            ListDeliveriesResponse page = client.await(client.webhooks().listDeliveries(request.build()));
            return new Pages.Page<>(page.getDeliveriesList(), page.getNextPageToken());
        }
    }

    /** {@code giveback webhook retry}. */
    @Command(
            name = "retry",
            description = "Tries a delivery that was given up again; without DELIVERY, all of them.",
            footer = {"", "Examples:", "  giveback webhook retry crm", "  giveback webhook retry crm DELIVERY"})
    static final class Retry implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(index = "0", paramLabel = "NAME", description = "Id of the webhook in the program.")
        private String name = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "DELIVERY",
                description = "Which; webhook deliveries shows them.")
        private @Nullable String delivery;

        @Override
        public Integer call() {
            String webhook = options.inProgram("webhooks/" + name);
            if (delivery == null) {
                RetryDeadDeliveriesRequest request =
                        RetryDeadDeliveriesRequest.newBuilder().setName(webhook).build();
                return options.show(
                        client -> client.await(client.webhooks().retryDeadDeliveries(request)),
                        answer -> List.of(Numbers.grouped(answer.getRetriedCount()) + " are tried again."));
            }
            RetryDeliveryRequest request = RetryDeliveryRequest.newBuilder()
                    .setName(webhook + "/deliveries/" + delivery)
                    .build();
            return options.show(
                    client -> client.await(client.webhooks().retryDelivery(request))
                            .getDelivery(),
                    answer -> WebhookCommand.deliveries(List.of(answer)));
        }
    }

    /** {@code giveback webhook skip}. */
    @Command(
            name = "skip",
            description = "Leaves out a delivery that was given up, so that those that wait for it go on.",
            footer = {"", "Example:", "  giveback webhook skip crm DELIVERY"})
    static final class Skip implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(index = "0", paramLabel = "NAME", description = "Id of the webhook in the program.")
        private String name = "";

        @Parameters(index = "1", paramLabel = "DELIVERY", description = "Which; webhook deliveries shows them.")
        private String delivery = "";

        @Override
        public Integer call() {
            SkipDeliveryRequest request = SkipDeliveryRequest.newBuilder()
                    .setName(options.inProgram("webhooks/" + name) + "/deliveries/" + delivery)
                    .build();
            return options.show(
                    client -> client.await(client.webhooks().skipDelivery(request))
                            .getDelivery(),
                    answer -> WebhookCommand.deliveries(List.of(answer)));
        }
    }

    /** {@code giveback webhook replay}. */
    @Command(
            name = "replay",
            description =
                    "Tells the webhook again of everything that was recorded since a time; each call says that it is a repeat.",
            footer = {"", "Example:", "  giveback webhook replay crm --since 2026-11-01"})
    static final class Replay implements Callable<Integer> {
        @Mixin
        private final ShowOptions options = new ShowOptions();

        @Parameters(paramLabel = "NAME", description = "Id of the webhook in the program.")
        private String name = "";

        @Option(names = "--since", required = true, paramLabel = "TIME", description = "A date or a time, in UTC.")
        private String since = "";

        @Override
        public Integer call() {
            ReplayWebhookRequest request = ReplayWebhookRequest.newBuilder()
                    .setName(options.inProgram("webhooks/" + name))
                    .setStartTime(Moments.time("--since", since))
                    .setRequestId(GivebackClient.newRequestId())
                    .build();
            return options.show(
                    client -> client.await(client.webhooks().replayWebhook(request))
                            .getWebhook(),
                    WebhookCommand::lines);
        }
    }
}
