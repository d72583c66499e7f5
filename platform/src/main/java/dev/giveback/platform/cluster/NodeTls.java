package dev.giveback.platform.cluster;

import akka.actor.ActorSystem;
import akka.remote.artery.tcp.SSLEngineProvider;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.TlsFiles;
import dev.giveback.platform.lifecycle.StartupException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import scala.Option;

/**
 * TLS between nodes, with the certificates of {@code giveback.platform.tls}: both sides show one of the same authorities, and whoever calls looks
 * whether it is that of the host which it called. Files that change are read again.
 */
public final class NodeTls implements SSLEngineProvider {
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    private final SSLContext calling;
    private final SSLContext called;

    /** Made by Akka. */
    public NodeTls(ActorSystem system) {
        TlsFiles files = TlsFiles.from(Settings.of(system.settings().config()).at("giveback.platform.tls"))
                .orElseThrow(() -> new StartupException("nodes talk with TLS, and there is no certificate"
                        + " (expected: giveback.platform.tls.certificate, key and ca)"));
        calling = files.context(true);
        called = files.context(false);
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        SSLEngine engine = calling.createSSLEngine(hostname, port);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        SSLEngine engine = called.createSSLEngine(hostname, port);
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    /** What the trust managers found is enough. */
    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return Option.empty();
    }

    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return Option.empty();
    }
}
