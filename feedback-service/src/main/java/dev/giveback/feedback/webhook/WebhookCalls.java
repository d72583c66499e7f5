package dev.giveback.feedback.webhook;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Signed calls of shops' systems. Redirects are not followed, because what is signed is meant for one address; proxies, cookies and credentials are
 * not used; names are resolved by {@link Networks}, so that no call can be led into a private network.
 */
public final class WebhookCalls implements AutoCloseable {
    private static final int CONNECTIONS = 200;
    private static final int CONNECTIONS_A_HOST = 20;
    private static final long PASSED_OVER_BYTES = 4096;
    private static final TimeValue IDLE = TimeValue.ofSeconds(30);

    private final Duration timeout;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-timeouts").factory());

    /** Calls that take at most so long each, to these networks. */
    public WebhookCalls(Duration timeout, Networks networks) {
        this.timeout = timeout;
        Timeout each = Timeout.of(timeout);
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(networks)
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS_A_HOST)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(each)
                                .setSocketTimeout(each)
                                .setTimeToLive(TimeValue.ofMinutes(5))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(each)
                        .setResponseTimeout(each)
                        .build())
                .evictIdleConnections(IDLE)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Giveback")
                .build();
    }

    /**
     * Makes one call.
     *
     * @param id of what is told, the same at every try
     * @param json the body
     * @param secrets those that count, the newest first; at least one
     */
    public CallResult post(URI address, String id, byte[] json, List<byte[]> secrets, Instant time) {
        HttpPost request = new HttpPost(address);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
        request.setHeader(Signature.ID, id);
        request.setHeader(Signature.TIMESTAMP, Long.toString(time.getEpochSecond()));
        request.setHeader(Signature.SIGNATURE, Signature.of(id, time, json, secrets));
        AtomicBoolean isLate = new AtomicBoolean();
        // The client's own limits are for each read: a receiver that sends a byte at a time would never reach them.
        ScheduledFuture<?> end = timer.schedule(
                () -> {
                    isLate.set(true);
                    request.abort();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return answered(client.executeOpen(null, request, null), time);
        } catch (ForbiddenAddressException forbidden) {
            return new CallResult.Unanswered("http: the address is in a private network");
        } catch (SSLException untrusted) {
            return new CallResult.Unanswered("http: no trusted TLS connection");
        } catch (UnknownHostException unknown) {
            return new CallResult.Unanswered("http: no such host");
        } catch (InterruptedIOException slow) {
            return new CallResult.Unanswered("http: no answer in time");
        } catch (IOException | IllegalStateException away) {
            return new CallResult.Unanswered(isLate.get() ? "http: no answer in time" : "http: no connection");
        } finally {
            end.cancel(false);
        }
    }

    /** What the other side says beside the status is not looked at: a little is passed over, so that the connection can be used again, more ends it. */
    private static CallResult answered(ClassicHttpResponse response, Instant now) throws IOException {
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        HttpEntity entity = response.getEntity();
        if (entity == null || (entity.getContentLength() >= 0 && entity.getContentLength() <= PASSED_OVER_BYTES)) {
            EntityUtils.consume(entity);
            response.close();
        } else {
            ((ModalCloseable) response).close(CloseMode.IMMEDIATE);
        }
        return new CallResult.Answered(
                response.getCode(),
                retryAfter == null || retryAfter.getValue() == null
                        ? Optional.empty()
                        : RetryAfter.parse(retryAfter.getValue(), now));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
