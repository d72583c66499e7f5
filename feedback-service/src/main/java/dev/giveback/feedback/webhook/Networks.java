package dev.giveback.feedback.webhook;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Which addresses may be called: those of the public internet, and networks that a setting names. What a name means is looked up for each connection,
 * and the connection goes to the very addresses that were judged: a name that means another address a moment later (DNS rebinding) gains nothing.
 * If any address of a name is forbidden, none of them is called.
 */
public final class Networks implements DnsResolver {
    /** What is not the public internet, by the registries of special purposes of IANA. */
    private static final List<Network> PRIVATE = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4")
            .map(Network::parse)
            .toList();
    /** Of IPv6 only this is given out for the public internet; of it not what leads into IPv4 or is for documents. */
    private static final Network PUBLIC_6 = Network.parse("2000::/3");

    private static final List<Network> NOT_PUBLIC_6 = Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(Network::parse)
            .toList();

    private final List<Network> allowed;
    private final DnsResolver names;

    /**
     * With these networks beside the public internet.
     *
     * @param names what names mean
     */
    Networks(List<String> allowed, DnsResolver names) {
        this.allowed = allowed.stream().map(Network::parse).toList();
        this.names = names;
    }

    /**
     * By the setting {@code private-networks}, networks like {@code 10.1.0.0/16} with commas between.
     *
     * @throws StartupException when one is none
     */
    public static Networks from(Settings webhooks) {
        String text = webhooks.optionalText("private-networks").orElse("");
        try {
            return new Networks(
                    Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .filter(network -> !network.isEmpty())
                            .toList(),
                    org.apache.hc.client5.http.SystemDefaultDnsResolver.INSTANCE);
        } catch (IllegalArgumentException none) {
            throw new StartupException("setting giveback.feedback.webhooks.private-networks: " + none.getMessage());
        }
    }

    /** Whether an address may be called. */
    boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (allowed.stream().anyMatch(network -> network.contains(bytes))) {
            return true;
        }
        return bytes.length == 4
                ? PRIVATE.stream().noneMatch(network -> network.contains(bytes))
                : PUBLIC_6.contains(bytes) && NOT_PUBLIC_6.stream().noneMatch(network -> network.contains(bytes));
    }

    /** Whether a host of an address is one that may be called, as far as can be said without asking for a name. */
    public boolean allowsLiteral(String host) {
        if (!isLiteral(host)) {
            return true;
        }
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(this::allows);
        } catch (UnknownHostException none) {
            return false;
        }
    }

    /** Names of hosts have a letter in their last part; whatever ends in digits may be read as an IPv4 address in one of its forms. */
    private static boolean isLiteral(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return host.startsWith("[") || last.isEmpty() || Character.isDigit(last.charAt(0)) || host.equals("localhost");
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (found == null || found.length == 0) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : found) {
            if (!allows(address)) {
                throw new ForbiddenAddressException(host);
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}
