package dev.giveback.platform.grpc;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import io.grpc.util.AdvancedTlsX509TrustManager.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files for TLS, in PEM. They are looked at every {@value #LOOK_SECONDS} s, and connections that are made after a change use the new ones; what cannot be read then
 * leaves those that were read before.
 *
 * @param certificate the chain of certificates that this side shows, its own first
 * @param key the private key of the first, PKCS#8 without a password
 * @param ca the authorities that the other side's certificate must come from; null if a server asks its clients for none
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path ca) {
    private static final Logger log = LoggerFactory.getLogger(TlsFiles.class);
    private static final long LOOK_SECONDS = 10;
    private static final ScheduledExecutorService LOOKING = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("tls-files").factory());

    /** Reads {@code certificate}, {@code key} and {@code ca} below a key; empty if no certificate is set. */
    public static Optional<TlsFiles> from(Settings settings) {
        return settings.optionalText("certificate")
                .map(certificate -> new TlsFiles(
                        Path.of(certificate),
                        Path.of(settings.text("key")),
                        settings.optionalText("ca").map(Path::of).orElse(null)));
    }

    /**
     * For TLS of something that is no gRPC. There must be authorities.
     *
     * @param isClient whether this side calls, and looks at the host's name too
     */
    public SSLContext context(boolean isClient) {
        Path authorities = ca;
        if (authorities == null) {
            throw new StartupException("setting giveback.platform.tls.ca: not set (expected: the certificates of the"
                    + " services' authority)");
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {keyManager()}, new TrustManager[] {trustManager(authorities, isClient)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK speaks TLS", e);
        }
    }

    /** What proves who this side is. */
    AdvancedTlsX509KeyManager keyManager() {
        AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();
        follow(
                "certificate " + certificate + " or its key " + key,
                () -> changeOf(certificate) + changeOf(key),
                () -> manager.updateIdentityCredentials(certificate.toFile(), key.toFile()));
        return manager;
    }

    /** What finds out who the other side is. A client also looks whether the certificate is that of the host which it called. */
    AdvancedTlsX509TrustManager trustManager(Path authorities, boolean isClient) {
        String what = "certificates of authorities " + authorities;
        AdvancedTlsX509TrustManager manager = trustManager(isClient);
        follow(what, () -> changeOf(authorities), () -> manager.updateTrustCredentials(authorities.toFile()));
        return manager;
    }

    private static AdvancedTlsX509TrustManager trustManager(boolean isClient) {
        Verification verification = isClient
                ? Verification.CERTIFICATE_AND_HOST_NAME_VERIFICATION
                : Verification.CERTIFICATE_ONLY_VERIFICATION;
        try {
            return AdvancedTlsX509TrustManager.newBuilder()
                    .setVerification(verification)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK verifies certificates", e);
        }
    }

    /** Something that may find that files cannot be read. */
    private interface Reading<T> {
        T read() throws IOException, GeneralSecurityException;
    }

    /** Something that reads files. */
    private interface Update {
        void run() throws IOException, GeneralSecurityException;
    }

    /** Reads now, or there is no start, and then whenever the files have changed. gRPC would look once a minute at most. */
    private static void follow(String what, Reading<String> changes, Update update) {
        String[] seen = new String[1];
        try {
            seen[0] = changes.read();
            update.run();
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            throw unreadable(what, unreadable);
        }
        AtomicBoolean failing = new AtomicBoolean();
        Runnable look = () -> {
            try {
                String now = changes.read();
                if (!now.equals(seen[0])) {
                    update.run();
                    seen[0] = now;
                    log.info("tls: {} was read again", what);
                }
                failing.set(false);
            } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
                if (failing.compareAndSet(false, true)) {
                    log.warn("tls: {} cannot be read, and what was read before stays: {}", what, unreadable.toString());
                }
            }
        };
        var unused = LOOKING.scheduleWithFixedDelay(look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private static String changeOf(Path file) throws IOException {
        return Files.getLastModifiedTime(file) + " ";
    }

    private static StartupException unreadable(String what, Exception cause) {
        return new StartupException(
                "tls: " + what + " (expected: files in PEM that can be read): " + cause.getMessage(), cause);
    }
}
