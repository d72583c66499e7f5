package dev.giveback.platform.cluster;

import akka.actor.typed.ActorSystem;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import akka.management.javadsl.AkkaManagement;
import dev.giveback.platform.lifecycle.StartupException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds the other nodes by discovery: each serves what it knows of the cluster on a small HTTP port, and asks those that it finds. */
final class Bootstrap {
    private static final long START_SECONDS = 30;

    private Bootstrap() {}

    static void start(ActorSystem<?> system) {
        try {
            AkkaManagement.get(system.classicSystem())
                    .start()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
            ClusterBootstrap.get(system.classicSystem()).start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while the nodes were looked for", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartupException(
                    "the port for discovery could not be had (expected: akka.management.http.hostname and port that are free)",
                    e);
        }
    }
}
