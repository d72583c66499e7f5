package dev.giveback.standalone;

import com.google.protobuf.util.Timestamps;
import dev.giveback.access.v1.GetCallerRequest;
import dev.giveback.access.v1.GetCallerResponse;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.ListKeysRequest;
import dev.giveback.operations.v1.ListProjectionsRequest;
import dev.giveback.operations.v1.ListProjectionsResponse;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.doctor.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks of a gateway that runs, as its callers see it. */
final class GatewayChecks {
    private static final Duration SOON = Duration.ofDays(14);
    private static final int MOST_KEYS = 1_000;
    private static final long LAG_SECONDS = 60;

    private GatewayChecks() {}

    /** Whether it answers, whether the key is good, and which keys are near their end. */
    static List<Finding> of(GatewayClient client, Instant now) {
        if (!client.isReady()) {
            return List.of(Finding.warn(
                    "gateway",
                    "nothing that is ready on " + client.address(),
                    "start one with giveback up, or say where it is with --grpc-port or --target"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("gateway", "ready on " + client.address()));
        try {
            GetCallerResponse caller = client.await(client.access().getCaller(GetCallerRequest.getDefaultInstance()));
            findings.add(caller(caller, now));
            findings.add(keys(client, now));
            findings.addAll(projections(client));
        } catch (Problem notAllowed) {
            findings.add(Finding.fail("key", String.valueOf(notAllowed.getMessage()), "giveback keys --help"));
        } catch (Refused refused) {
            findings.add(Finding.warn("gateway", String.valueOf(refused.getMessage()), "look at the gateway's log"));
        }
        return findings;
    }

    static Finding caller(GetCallerResponse caller, Instant now) {
        String who = caller.getDisplayName() + " (" + caller.getPrincipal() + ")";
        return caller.hasExpireTime() && isSoon(Timestamps.toMillis(caller.getExpireTime()), now)
                ? Finding.warn(
                        "key",
                        who + " ends " + Printing.time(caller.getExpireTime(), ""),
                        "make another in time: giveback keys create")
                : Finding.ok("key", who);
    }

    private static Finding keys(GatewayClient client, Instant now) {
        List<Key> keys;
        try {
            keys = client.await(client.access()
                            .listKeys(ListKeysRequest.newBuilder()
                                    .setPageSize(MOST_KEYS)
                                    .setOnlyActive(true)
                                    .build()))
                    .getKeysList();
        } catch (Problem notAllowed) {
            return Finding.ok("keys", "not looked at: this key may not list keys");
        }
        return keys(keys, now);
    }

    static Finding keys(List<Key> keys, Instant now) {
        List<String> soon = keys.stream()
                .filter(key -> key.hasExpireTime() && isSoon(Timestamps.toMillis(key.getExpireTime()), now))
                .map(key -> AccessText.id(key.getName()) + " " + key.getDisplayName())
                .toList();
        return soon.isEmpty()
                ? Finding.ok("keys", keys.size() + " active, none ends within " + SOON.toDays() + " days")
                : Finding.warn(
                        "keys",
                        "end within " + SOON.toDays() + " days: " + String.join(", ", soon),
                        "make others in time: giveback keys create");
    }

    private static List<Finding> projections(GatewayClient client) {
        ListProjectionsResponse all;
        try {
            all = client.await(client.operations().listProjections(ListProjectionsRequest.getDefaultInstance()));
        } catch (Problem | Refused notToldHere) {
            return List.of(Finding.ok("projections", "not looked at: " + notToldHere.getMessage()));
        }
        List<Finding> findings = new ArrayList<>();
        all.getProjectionsList().forEach(each -> findings.add(projection(each)));
        all.getSilentServicesList()
                .forEach(service -> findings.add(
                        Finding.warn("projections", service + " did not answer", "look at that service's log")));
        return findings;
    }

    static Finding projection(Projection projection) {
        String name = projection.getName().replace("operations/projections/", "");
        String lag = lag(projection);
        return switch (projection.getState()) {
            case PROJECTION_STATE_PAUSED ->
                Finding.warn("projection", name + " is paused", "giveback projections resume " + name);
            case PROJECTION_STATE_BEHIND ->
                Finding.warn("projection", name + " is catching up, " + lag, "look at that service's log if it lasts");
            case PROJECTION_STATE_RUNNING, PROJECTION_STATE_UNSPECIFIED, UNRECOGNIZED ->
                projection.getLagTime().getSeconds() > LAG_SECONDS
                        ? Finding.warn("projection", name + " is " + lag, "look at that service's log")
                        : Finding.ok("projection", name + ", " + lag);
        };
    }

    private static String lag(Projection projection) {
        if (projection.hasLagEvents()) {
            return Numbers.grouped(projection.getLagEvents()) + " events behind";
        }
        if (projection.hasLagTime()) {
            return Numbers.grouped(projection.getLagTime().getSeconds()) + " s behind at most";
        }
        return projection.getState() == ProjectionState.PROJECTION_STATE_RUNNING
                ? "less than 15 s behind"
                : "lag not known";
    }

    private static boolean isSoon(long millis, Instant now) {
        return Instant.ofEpochMilli(millis).isBefore(now.plus(SOON));
    }
}
