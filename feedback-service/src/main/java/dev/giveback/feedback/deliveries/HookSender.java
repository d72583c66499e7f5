package dev.giveback.feedback.deliveries;

import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.links.ServiceKey;
import dev.giveback.feedback.webhook.CallResult;
import dev.giveback.feedback.webhook.WebhookAddress;
import dev.giveback.feedback.webhook.WebhookCalls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a webhook, signed by the secrets that count. */
public final class HookSender {
    private final WebhookCalls calls;
    private final ServiceKey key;
    private final InstantSource clock;

    /** By these calls. */
    public HookSender(WebhookCalls calls, ServiceKey key, InstantSource clock) {
        this.calls = calls;
        this.key = key;
        this.clock = clock;
    }

    /** A webhook's secret by its number, as it is shown: {@code whsec_} and base 64. */
    public String shownSecret(Hook hook, long version) {
        return "whsec_" + Base64.getEncoder().encodeToString(secret(hook, version));
    }

    /** Sends a test event of this id. */
    public CallResult test(Hook hook, String eventId) {
        return post(hook, eventId, Drafts.test(hook, eventId, Timestamps.fromMillis(clock.millis())));
    }

    CallResult post(Hook hook, String eventId, String json) {
        @Nullable URI address = WebhookAddress.parse(hook.definition().url());
        if (address == null) {
            return new CallResult.Unanswered("http: the address is none that is called");
        }
        Instant now = clock.instant();
        return calls.post(address, eventId, json.getBytes(StandardCharsets.UTF_8), secrets(hook, now), now);
    }

    private List<byte[]> secrets(Hook hook, Instant now) {
        List<byte[]> secrets = new ArrayList<>(List.of(secret(hook, hook.secretVersion())));
        if (hook.secretVersion() > 1 && now.toEpochMilli() < hook.previousSecretEndMillis()) {
            secrets.add(secret(hook, hook.secretVersion() - 1));
        }
        return secrets;
    }

    private byte[] secret(Hook hook, long version) {
        return key.signingSecret(hook.name(), hook.createdMillis(), version);
    }
}
