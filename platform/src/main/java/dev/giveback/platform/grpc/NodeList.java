package dev.giveback.platform.grpc;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a service as a list: {@code nodes:///10.0.0.1:8990,10.0.0.2:8990}. Names are looked up again whenever a connection is lost; with TLS
 * each node shows the certificate of its own host.
 */
public final class NodeList extends NameResolverProvider {
    static final String SCHEME = "nodes";

    /** Found by gRPC. */
    public NodeList() {}

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 4;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return List.of(InetSocketAddress.class);
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        if (!SCHEME.equals(target.getScheme())) {
            return null;
        }
        String list = target.getPath().substring(1);
        List<Node> nodes = Arrays.stream(list.split(",", -1))
                .map(node -> Node.of(node.strip()))
                .toList();
        return new Resolver(nodes, args);
    }

    /** A node by its name. */
    private record Node(String host, int port) {
        static Node of(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 1 || !text.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
                throw new IllegalArgumentException(
                        "target: \"" + text + "\" (expected: nodes:///host:port, with commas between several)");
            }
            return new Node(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }

        List<EquivalentAddressGroup> addresses() throws UnknownHostException {
            Attributes ofHost = Attributes.newBuilder()
                    .set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, host + ":" + port)
                    .build();
            return Arrays.stream(InetAddress.getAllByName(host))
                    .map(address -> new EquivalentAddressGroup(new InetSocketAddress(address, port), ofHost))
                    .toList();
        }
    }

    /** Looks the names up, off the threads of the network. */
    private static final class Resolver extends NameResolver {
        private final List<Node> nodes;
        private final Args args;
        private @Nullable Listener2 listener;

        Resolver(List<Node> nodes, Args args) {
            this.nodes = nodes;
            this.args = args;
        }

        @Override
        public String getServiceAuthority() {
            return nodes.getFirst().host() + ":" + nodes.getFirst().port();
        }

        @Override
        public void start(Listener2 told) {
            listener = told;
            refresh();
        }

        @Override
        public void refresh() {
            Listener2 told = Objects.requireNonNull(listener);
            Objects.requireNonNull(args.getOffloadExecutor()).execute(() -> {
                ResolutionResult found = found();
                args.getSynchronizationContext().execute(() -> {
                    var unused = told.onResult2(found);
                });
            });
        }

        /** What can be found; a name that cannot does not hide the others. */
        private ResolutionResult found() {
            List<EquivalentAddressGroup> addresses = new ArrayList<>();
            String unknown = "";
            for (Node node : nodes) {
                try {
                    addresses.addAll(node.addresses());
                } catch (UnknownHostException e) {
                    unknown = node.host();
                }
            }
            return ResolutionResult.newBuilder()
                    .setAddressesOrError(
                            addresses.isEmpty()
                                    ? StatusOr.fromStatus(
                                            Status.UNAVAILABLE.withDescription("host " + unknown + " is not known"))
                                    : StatusOr.fromValue(addresses))
                    .build();
        }

        @Override
        public void shutdown() {}
    }
}
