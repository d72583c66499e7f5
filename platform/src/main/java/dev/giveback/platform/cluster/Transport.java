package dev.giveback.platform.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.TlsFiles;
import dev.giveback.platform.lifecycle.StartupException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

/** Settings that follow from others: TLS where there is a certificate, and plain text on loopback alone. */
final class Transport {
    private static final String HOST = "akka.remote.artery.canonical.hostname";
    /** Empty for the same. */
    private static final String BIND = "akka.remote.artery.bind.hostname";

    private static final String BOOTSTRAP = "akka.management.cluster.bootstrap.contact-point-discovery.";

    private Transport() {}

    static Config of(Config config, Formation formation) {
        Map<String, Object> over = new HashMap<>();
        boolean isTls =
                TlsFiles.from(Settings.of(config).at("giveback.platform.tls")).isPresent();
        if (isTls) {
            over.put("akka.remote.artery.transport", "tls-tcp");
        } else {
            refuseUnlessLoopback(HOST, config.getString(HOST));
            refuseUnlessLoopback(BIND, config.getString(BIND));
        }
        if (formation instanceof Formation.Discovered discovered) {
            over.put(BOOTSTRAP + "discovery-method", discovered.method());
            over.put(BOOTSTRAP + "service-name", discovered.name());
            over.put(BOOTSTRAP + "required-contact-point-nr", discovered.nodes());
        }
        return ConfigFactory.parseMap(over).withFallback(config);
    }

    private static void refuseUnlessLoopback(String key, String host) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                throw new StartupException("nodes of a cluster at " + host + " without TLS (expected: an address of"
                        + " loopback, or giveback.platform.tls.certificate, key and ca)");
            }
        } catch (UnknownHostException unknown) {
            throw new StartupException("setting " + key + ": " + host + " (expected: a host that is known)", unknown);
        }
    }
}
