package dev.giveback.gateway.guard;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.inprocess.InProcessSocketAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a call brings with it.
 *
 * @param bearer what stands after {@code authorization: Bearer}; empty if there is none
 * @param address where it comes from, an IP address; empty if that is not known
 */
record Entrance(String bearer, String address) {
    /** How the web port, and it alone, says where a call comes from. */
    static final Metadata.Key<String> ADDRESS = Metadata.Key.of("giveback-address", Metadata.ASCII_STRING_MARSHALLER);

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";
    private static final String OWN = "giveback-";

    /** Takes it out of the headers: services see neither secrets nor headers of ours that a stranger wrote. */
    static Entrance take(ServerCall<?, ?> call, Metadata headers) {
        Entrance entrance = new Entrance(bearer(headers.get(AUTHORIZATION)), address(call, headers));
        headers.discardAll(AUTHORIZATION);
        removeOwn(headers);
        return entrance;
    }

    private static String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : "";
    }

    private static String address(ServerCall<?, ?> call, Metadata headers) {
        SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (peer instanceof InetSocketAddress network && network.getAddress() != null) {
            return network.getAddress().getHostAddress();
        }
        String told = peer instanceof InProcessSocketAddress ? headers.get(ADDRESS) : null;
        return told == null ? "" : told;
    }

    private static void removeOwn(Metadata headers) {
        for (String name : headers.keys()) {
            if (name.startsWith(OWN)) {
                headers.removeAll(key(name));
            }
        }
    }

    private static Metadata.Key<?> key(String name) {
        return name.endsWith(Metadata.BINARY_HEADER_SUFFIX)
                ? Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER)
                : Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
