package dev.giveback.feedback.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.hooks.HookDefinition;
import dev.giveback.feedback.hooks.Pause;
import dev.giveback.feedback.webhook.Networks;
import dev.giveback.feedback.webhook.WebhookAddress;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.webhook.v1.FailurePolicy;
import dev.giveback.webhook.v1.Webhook;
import dev.giveback.webhook.v1.WebhookState;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/** The rules of what is asked for of webhooks. */
final class WebhookChecks {
    private static final Duration USUAL = Durations.fromDays(3);
    private static final Duration LEAST = Durations.fromMinutes(1);
    private static final Duration MOST = Durations.fromDays(14);

    private WebhookChecks() {}

    static HookDefinition definition(Webhook webhook, Networks networks) {
        if (webhook.getDisplayName().chars().anyMatch(Character::isISOControl)) {
            throw Checks.refused("webhook.display_name", "must have no control characters");
        }
        return new HookDefinition(
                webhook.getDisplayName(),
                url(webhook.getUrl(), networks),
                types(webhook),
                holds(webhook.getFailurePolicy()),
                giveUpAfter(webhook));
    }

    /** What a name leads to is looked up only when it is called. */
    private static String url(String text, Networks networks) {
        URI address = WebhookAddress.parse(text);
        if (address == null) {
            throw Checks.refused("webhook.url", WebhookAddress.RULE);
        }
        if (!networks.allowsLiteral(address.getHost())) {
            throw Checks.refused(
                    "webhook.url",
                    "must not lead into a private network, unless the setting giveback.feedback.webhooks.private-networks"
                            + " allows it");
        }
        return text;
    }

    private static Set<Integer> types(Webhook webhook) {
        Set<Integer> types = new HashSet<>();
        for (int i = 0; i < webhook.getTypesCount(); i++) {
            StatementEntryType type = webhook.getTypes(i);
            if (type == StatementEntryType.STATEMENT_ENTRY_TYPE_UNSPECIFIED
                    || type == StatementEntryType.UNRECOGNIZED) {
                throw Checks.refused("webhook.types[" + i + "]", "must be a type of StatementEntryType");
            }
            types.add(type.getNumber());
        }
        return types;
    }

    private static boolean holds(FailurePolicy policy) {
        return switch (policy) {
            case FAILURE_POLICY_UNSPECIFIED, FAILURE_POLICY_SKIP -> false;
            case FAILURE_POLICY_HOLD -> true;
            case UNRECOGNIZED -> throw Checks.refused("webhook.failure_policy", "must be SKIP or HOLD");
        };
    }

    private static java.time.Duration giveUpAfter(Webhook webhook) {
        Duration asked = webhook.hasGiveUpAfter() ? webhook.getGiveUpAfter() : USUAL;
        boolean fits =
                Durations.isValid(asked) && Durations.compare(asked, LEAST) >= 0 && Durations.compare(asked, MOST) <= 0;
        if (!fits) {
            throw Checks.refused("webhook.give_up_after", "must be from 1 minute to 14 days");
        }
        return java.time.Duration.ofMillis(Durations.toMillis(asked));
    }

    static Pause pause(WebhookState state) {
        return switch (state) {
            case WEBHOOK_STATE_ACTIVE -> Pause.NONE;
            case WEBHOOK_STATE_PAUSED -> Pause.BY_HAND;
            case WEBHOOK_STATE_UNSPECIFIED, UNRECOGNIZED -> throw Checks.refused("state", "must be ACTIVE or PAUSED");
        };
    }

    static long startMillis(Timestamp time, long nowMillis) {
        if (!Timestamps.isValid(time) || time.getSeconds() < 0 || Timestamps.toMillis(time) > nowMillis) {
            throw Checks.refused("start_time", "must be a time since 1970 that does not lie in the future");
        }
        return Timestamps.toMillis(time);
    }
}
