package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.Hooks;
import dev.giveback.feedback.hooks.Place;
import dev.giveback.feedback.hooks.ProgramHooks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Brings the tables to what was asked for: new webhooks, deleted ones, those that are active again, and replays. Repeating it changes nothing. */
final class HookSync {
    private final DataSource source;
    private final Hooks hooks;
    private final InstantSource clock;

    HookSync(DataSource source, Hooks hooks, InstantSource clock) {
        this.source = source;
        this.hooks = hooks;
        this.clock = clock;
    }

    /** How far all webhooks are, after it. */
    List<HookRow> run() throws SQLException {
        Map<String, ProgramHooks> known = hooks.known();
        try (Connection connection = source.getConnection()) {
            List<HookRow> rows = HookTable.all(connection);
            boolean isChanged = false;
            for (HookRow row : rows) {
                isChanged |= follow(connection, row, known.get(row.program()));
            }
            for (Hook hook : missing(known, rows)) {
                HookTable.add(connection, hook);
                isChanged = true;
            }
            return isChanged ? HookTable.all(connection) : rows;
        }
    }

    private static List<Hook> missing(Map<String, ProgramHooks> known, List<HookRow> rows) {
        List<Hook> missing = new ArrayList<>();
        for (ProgramHooks program : known.values()) {
            for (Hook hook : program.hooks().values()) {
                if (rows.stream().noneMatch(row -> row.isOf(hook))) {
                    missing.add(hook);
                }
            }
        }
        return missing;
    }

    private boolean follow(Connection connection, HookRow row, @Nullable ProgramHooks program) throws SQLException {
        if (program == null) {
            return false;
        }
        if (program.isDeleted(row.webhook(), row.createdMillis())) {
            HookTable.remove(connection, row.hookId());
            return true;
        }
        @Nullable Hook hook = program.hook(row.webhook()).filter(row::isOf).orElse(null);
        if (hook == null || isFollowed(row, hook)) {
            return false;
        }
        follow(connection, row.hookId(), hook);
        return true;
    }

    private static boolean isFollowed(HookRow row, Hook hook) {
        return row.stateMillis() == hook.stateMillis() && row.replayNumber() >= hook.replayNumber();
    }

    private void follow(Connection connection, long hookId, Hook hook) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Place shared = SharedPlace.lock(connection);
            for (HookRow row : HookTable.lock(connection, hookId)) {
                if (row.replayNumber() < hook.replayNumber()) {
                    replay(connection, row, hook, shared);
                }
                if (row.stateMillis() != hook.stateMillis()) {
                    HookTable.setState(connection, hookId, hook.stateMillis());
                    if (hook.isActive()) {
                        WaitingTable.beginAnew(connection, hookId, clock.millis());
                    }
                }
            }
            connection.commit();
        } catch (SQLException | RuntimeException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** One that has not been told of what was recorded then will be anyhow. */
    private static void replay(Connection connection, HookRow row, Hook hook, Place shared) throws SQLException {
        if (!row.isLive() && row.readMillis() < hook.replayStartMillis()) {
            HookTable.setReplayed(connection, row.hookId(), hook.replayNumber());
            return;
        }
        boolean isWithAll = row.isLive() && !shared.equals(SharedPlace.UNKNOWN);
        Place reached = isWithAll ? row.place().orLater(shared) : row.place();
        WaitingTable.forget(connection, row.hookId(), hook.replayStartMillis());
        HookTable.replay(
                connection,
                row.hookId(),
                hook.replayNumber(),
                hook.replayStartMillis(),
                reached.orLater(row.replayEnd()));
    }
}
