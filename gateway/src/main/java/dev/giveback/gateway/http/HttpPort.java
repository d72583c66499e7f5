package dev.giveback.gateway.http;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.ClientAddressSource;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.giveback.gateway.web.CustomerPages;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.lifecycle.StartupException;
import io.grpc.ManagedChannel;
import io.grpc.ServiceDescriptor;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The web port: everything that comes by HTTP, with or without TLS. */
public final class HttpPort implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final Duration QUIET = Duration.ZERO;
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Server server;
    private final ManagedChannel gateway;
    private final CustomerPages pages;

    private HttpPort(Server server, ManagedChannel gateway, CustomerPages pages) {
        this.server = server;
        this.gateway = gateway;
        this.pages = pages;
    }

    /**
     * Starts serving.
     *
     * @param settings where to listen and the limits
     * @param gateway the name in this process of the gateway's own server, which every call goes to
     * @param services what is served
     * @param pages the customers' pages, which are closed with this
     * @param meters where requests are counted and timed
     * @throws StartupException when the port cannot be had or a certificate cannot be read
     */
    public static HttpPort start(
            HttpSettings settings,
            String gateway,
            List<ServiceDescriptor> services,
            CustomerPages pages,
            MeterRegistry meters) {
        ManagedChannel channel = Channels.inProcess(gateway);
        try {
            ServerBuilder builder = basics(settings, meters);
            new Surfaces(settings, channel, services, pages).addTo(builder);
            Server server = builder.build();
            server.start().join();
            return new HttpPort(server, channel, pages);
        } catch (RuntimeException failed) {
            channel.shutdownNow();
            pages.close();
            throw new StartupException(
                    "cannot serve HTTP on " + settings.endpoint().host() + ":"
                            + settings.endpoint().port()
                            + " (expected: a local address, a free port, and with TLS a certificate and its key): "
                            + Exceptions.peel(failed).getMessage(),
                    failed);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return server.activeLocalPort();
    }

    /** Lets what is under way finish, for two seconds at most. */
    @Override
    public void close() {
        server.stop().join();
        pages.close();
        gateway.shutdownNow();
    }

    private static ServerBuilder basics(HttpSettings settings, MeterRegistry meters) {
        InetSocketAddress address = new InetSocketAddress(
                settings.endpoint().host(), settings.endpoint().port());
        ServerBuilder builder = Server.builder()
                .errorHandler(new PortErrors(CustomerPages.errorHandler()))
                .maxRequestLength(settings.limits().maxBodyBytes())
                .maxNumConnections(settings.maxConnections())
                .requestTimeout(settings.limits().usualTimeout().plus(IDLE))
                .idleTimeout(IDLE)
                .http1MaxInitialLineLength(MAX_LINE)
                .http1MaxHeaderSize(MAX_HEADERS)
                .http2MaxHeaderListSize(MAX_HEADERS)
                .gracefulShutdownTimeout(QUIET, DRAIN)
                .clientAddressSources(ClientAddressSource.ofHeader("x-forwarded-for"))
                .clientAddressTrustedProxyFilter(settings.trustedProxies()::contains)
                .decorator((delegate, context, request) -> {
                    Caller.noteProxy(context, request.headers(), settings.trustedProxies());
                    return delegate.serve(context, request);
                })
                .disableServerHeader()
                .meterRegistry(meters);
        if (settings.tls().isEmpty()) {
            return builder.http(address);
        }
        HttpSettings.Tls tls = settings.tls().get();
        return builder.https(address)
                .tlsProvider(TlsProvider.ofScheduled(
                        () -> TlsKeyPair.of(
                                tls.key().toFile(), tls.certificate().toFile()),
                        tls.reload()));
    }
}
