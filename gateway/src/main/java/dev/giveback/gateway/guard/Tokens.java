package dev.giveback.gateway.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.ByteString;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of an issuer (RFC 7519). One that was verified is kept by its hash until it expires, since a signature costs more than a call. Verifying, and fetching
 * keys, is done on the threads of the executor; what it does not take is refused as if keys could not be fetched.
 */
final class Tokens {
    private static final int KEPT = 20_000;
    private static final int MAX_LENGTH = 8 * 1024;
    private static final int MAX_SUBJECT = 200;

    /** The last moment that a timestamp of protobuf can hold, in whole seconds. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** How far clocks may be apart. */
    private static final int SKEW_SECONDS = 60;

    private final TokenSettings settings;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Executor executor;
    private final InstantSource clock;
    private final Cache<ByteString, Verified> verified =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

    private record Verified(Caller caller, Instant end) {}

    Tokens(TokenSettings settings, Executor executor, InstantSource clock) {
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(settings.algorithms(), TokenKeys.of(settings)));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                settings.audience(),
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                Set.of("sub", "exp"));
        claims.setMaxClockSkew(SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** Whether it looks like one: three parts with dots between. */
    static boolean isOne(String bearer) {
        return bearer.length() <= MAX_LENGTH
                && bearer.chars().filter(c -> c == '.').count() == 2;
    }

    /** Whether it is kept. */
    boolean isKept(String token) {
        return verified.getIfPresent(hash(token)) != null;
    }

    /** Who bears it; completes with a refusal if it is not accepted. Done at once if it is kept. */
    CompletableFuture<Caller> caller(String token) {
        ByteString hash = hash(token);
        Verified kept = verified.getIfPresent(hash);
        if (kept == null) {
            return verifyLater(token, hash);
        }
        if (clock.instant().isBefore(kept.end())) {
            return CompletableFuture.completedFuture(kept.caller());
        }
        verified.invalidate(hash);
        return CompletableFuture.failedFuture(Refusals.tokenInvalid("it has expired"));
    }

    private CompletableFuture<Caller> verifyLater(String token, ByteString hash) {
        try {
            return CompletableFuture.supplyAsync(() -> verify(token, hash), executor);
        } catch (RejectedExecutionException tooMany) {
            return CompletableFuture.failedFuture(Refusals.tokenKeysUnavailable());
        }
    }

    private Caller verify(String token, ByteString hash) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            Instant expires = claims.getExpirationTime().toInstant().plusSeconds(SKEW_SECONDS);
            Instant end = expires.isBefore(LATEST) ? expires : LATEST;
            Caller caller = caller(claims, end);
            verified.put(hash, new Verified(caller, end));
            return caller;
        } catch (RateLimitReachedException unknownKey) {
            throw Refusals.tokenInvalid("it is signed by a key that is not known");
        } catch (KeySourceException unreachable) {
            throw Refusals.tokenKeysUnavailable();
        } catch (ExpiredJWTException expired) {
            throw Refusals.tokenInvalid("it has expired");
        } catch (BadJOSEException | JOSEException | ParseException wrong) {
            throw Refusals.tokenInvalid("its signature, issuer, audience or time is not right");
        }
    }

    private Caller caller(JWTClaimsSet claims, Instant end) throws ParseException {
        String subject = claims.getSubject();
        if (subject.length() > MAX_SUBJECT || !subject.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Refusals.tokenInvalid("its subject is not 1 to 200 printable ASCII characters");
        }
        return Caller.of(
                settings.issuer() + "#" + subject,
                subject,
                words(claims.getStringClaim("scope")),
                programs(claims.getStringListClaim(settings.programsClaim())),
                end,
                "",
                0);
    }

    /** Scopes that are not known here are for others. */
    private static List<String> words(@Nullable String scopes) {
        return scopes == null
                ? List.of()
                : Arrays.stream(scopes.split(" +")).filter(Scope::isGiven).toList();
    }

    private static List<String> programs(@Nullable List<String> names) {
        return names == null
                ? List.of()
                : names.stream().filter(Tokens::isProgram).toList();
    }

    /** What names none is left aside, as scopes are. */
    private static boolean isProgram(@Nullable String name) {
        return name != null && (name.equals("*") || name.startsWith("programs/"));
    }

    private static ByteString hash(String token) {
        return ByteString.copyFrom(ApiKey.sha256(token));
    }
}
