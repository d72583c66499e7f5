package dev.giveback.platform.cluster;

import akka.actor.Address;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How this node gets into a cluster. */
sealed interface Formation {
    /** It is one of its own. */
    record Alone() implements Formation {}

    /** Nodes of a list are asked. */
    record Seeds(List<Address> addresses) implements Formation {
        public Seeds {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Nodes that a discovery finds are asked.
     *
     * @param method of Akka
     * @param name that is looked for
     * @param nodes that must be found before a cluster is founded
     */
    record Discovered(String method, String name, int nodes) implements Formation {}

    /** Reads it from {@code giveback.cluster}. */
    static Formation of(String system, Settings own) {
        Optional<String> seeds = own.optionalText("seeds");
        Optional<String> discovery = own.optionalText("discovery");
        if (seeds.isPresent() && discovery.isPresent()) {
            throw new StartupException("setting giveback.cluster.discovery: " + discovery.get()
                    + " (expected: empty, since there are seeds)");
        }
        if (seeds.isPresent()) {
            return new Seeds(Arrays.stream(seeds.get().split(",", -1))
                    .map(seed -> address(system, seed.strip()))
                    .toList());
        }
        return discovery
                .<Formation>map(method -> new Discovered(
                        method, own.text("discovery-name"), own.wholeNumber("discovery-nodes", 1, 1_000)))
                .orElseGet(Alone::new);
    }

    private static Address address(String system, String seed) {
        int colon = seed.lastIndexOf(':');
        if (colon < 1 || !seed.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
            throw new StartupException(
                    "setting giveback.cluster.seeds: \"" + seed + "\" (expected: host:port, with commas between)");
        }
        return new Address("akka", system, seed.substring(0, colon), Integer.parseInt(seed.substring(colon + 1)));
    }
}
