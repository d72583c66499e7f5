package dev.giveback.gateway.guard;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import dev.giveback.gateway.guard.TokenSettings.KeyTimes;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an issuer where its metadata say (OpenID Connect Discovery 1.0). Keys that were fetched are used for a while, and longer if the issuer cannot
 * be reached; a key that is not among them has it asked again, but not often. Asking blocks.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
    private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

    /** How long one call waits while another one asks. */
    private static final long WAIT_MILLIS = 6_000;

    private final JWKSource<SecurityContext> kept;
    private volatile boolean unreachable;

    IssuerKeys(URI discovery, String issuer, KeyTimes times) {
        this.kept = JWKSourceBuilder.create(new Fetched(new IssuerPages(discovery, issuer)))
                .cache(times.fresh().toMillis(), WAIT_MILLIS)
                .rateLimited(times.between().toMillis())
                .outageTolerant(times.outage().toMillis())
                .refreshAheadCache(false)
                .build();
    }

    /** A key that is not known while the issuer is away does not speak against the token. */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        List<JWK> found;
        try {
            found = kept.get(selector, context);
        } catch (RateLimitReachedException tooOften) {
            throw unreachable ? new KeySourceException("the issuer could not be reached", tooOften) : tooOften;
        }
        if (found.isEmpty() && unreachable) {
            throw new KeySourceException("it is not among the keys of an issuer that cannot be reached");
        }
        return found;
    }

    private final class Fetched implements JWKSetSource<SecurityContext> {
        private final IssuerPages pages;

        Fetched(IssuerPages pages) {
            this.pages = pages;
        }

        @Override
        public JWKSet getJWKSet(
                JWKSetCacheRefreshEvaluator evaluator, long currentTime, @Nullable SecurityContext context)
                throws KeySourceException {
            try {
                JWKSet keys = pages.keys();
                unreachable = false;
                return keys;
            } catch (IOException | ParseException | RuntimeException failed) {
                unreachable = true;
                log.warn("the keys of the tokens' issuer cannot be fetched: {}", failed.toString());
                throw new JWKSetUnavailableException("the issuer's keys cannot be fetched", failed);
            }
        }

        @Override
        public void close() {}
    }
}
