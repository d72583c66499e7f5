package dev.giveback.gateway.guard;

import dev.giveback.gateway.guard.GuardSettings.GuessSettings;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The guesses of a call that is let in, counted by its key, its customer and its address. What guesses by the way, as a checkout in which codes were typed, asks
 * before each.
 */
public final class Guessing {
    private static final Context.Key<Guessing> CURRENT = Context.key("guessing");

    private final Guesses guesses;
    private final String principal;
    /** Who guesses, and how many wrong ones each may make; first who answers for them most closely. */
    private final Map<String, Integer> allowed = new LinkedHashMap<>();

    Guessing(Guesses guesses, GuessSettings settings, Caller caller, String customer, String address) {
        this.guesses = guesses;
        this.principal = caller.principal();
        if (!customer.isEmpty()) {
            allowed.put("customer " + customer, settings.ofCustomer());
        }
        if (!address.isEmpty()) {
            allowed.put("address " + address, settings.ofAddress());
        }
        allowed.put("key " + principal, settings.ofKey());
    }

    /** That of the call that is being handled, on its thread. */
    public static Guessing current() {
        Guessing current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("guessing: none (expected: a call that passed the guard)");
        }
        return current;
    }

    Context in(Context context) {
        return context.withValue(CURRENT, this);
    }

    /** Who calls. */
    public String principal() {
        return principal;
    }

    /** A guess, if one may be made now; it has to be ended. */
    public Optional<Guess> tryBegin() {
        try {
            return Optional.of(begin());
        } catch (StatusRuntimeException tooMany) {
            return Optional.empty();
        }
    }

    /**
     * A guess; it has to be ended.
     *
     * @throws StatusRuntimeException if the customer, the key or the address has made too many wrong ones
     */
    Guess begin() {
        Deque<String> taken = new ArrayDeque<>();
        try {
            allowed.forEach((who, most) -> {
                guesses.take(who, most);
                taken.add(who);
            });
        } catch (StatusRuntimeException tooMany) {
            taken.forEach(this::giveBack);
            throw tooMany;
        }
        return new Guess(
                () -> allowed.keySet().forEach(this::giveBack),
                () -> allowed.keySet().stream().skip(1).forEach(this::giveBack));
    }

    private void giveBack(String who) {
        Integer most = allowed.get(who);
        if (most != null) {
            guesses.giveBack(who, most);
        }
    }
}
