package dev.giveback.loyalty.privacy;

import dev.giveback.loyalty.v1.RotateKeysResponse;
import dev.giveback.loyalty.v1.RotationResult;
import dev.giveback.platform.acts.WorkStream;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Wraps the keys of all customers by the primary master key, page by page. What is sealed under them stays as it is. */
final class Rotation {
    private static final int PAGE = 200;

    private final KeyTable table;
    private final ErasureTable erasures;
    private final MasterKeys masterKeys;

    Rotation(DataSource source, MasterKeys masterKeys) {
        this.table = new KeyTable(source);
        this.erasures = new ErasureTable(source);
        this.masterKeys = masterKeys;
    }

    Map<String, String> run(boolean newMasterKey, WorkStream<RotateKeysResponse> stream)
            throws SQLException, GeneralSecurityException, InterruptedException {
        if (newMasterKey) {
            masterKeys.addPrimary();
        }
        long total = table.count();
        long left = 0;
        long rewrapped = 0;
        byte[] after = new byte[0];
        for (List<KeyTable.Row> page = table.page(after, PAGE); !page.isEmpty(); page = table.page(after, PAGE)) {
            List<KeyTable.Row> again = rewrapped(page);
            table.rewrap(again);
            rewrapped += again.size();
            left += page.size() - again.size();
            after = page.getLast().id().bytes();
            stream.step();
            if (stream.isProgressDue()) {
                stream.send(RotateKeysResponse.newBuilder()
                        .setProgress(stream.progress(rewrapped + left, Math.max(total, rewrapped + left), "keys"))
                        .build());
            }
        }
        // Also when all keys were wrapped anew before: that rotation may have been broken off right here.
        erasures.purge();
        RotationResult result = result(rewrapped, left);
        stream.send(RotateKeysResponse.newBuilder().setResult(result).build());
        return Map.of(
                "primary_master_key", result.getPrimaryMasterKey(),
                "keys_rewrapped", Long.toString(rewrapped),
                "keys_left", Long.toString(left));
    }

    private List<KeyTable.Row> rewrapped(List<KeyTable.Row> page) throws GeneralSecurityException {
        List<KeyTable.Row> again = new ArrayList<>();
        String primary = masterKeys.primaryId();
        for (KeyTable.Row row : page) {
            if (!row.wrapped().masterKeyId().equals(primary)) {
                byte[] context = CustomerKeys.context(row.id(), row.owner());
                byte[] key = masterKeys.unwrap(row.wrapped(), context);
                again.add(new KeyTable.Row(row.id(), row.owner(), masterKeys.wrap(key, context), row.createdMillis()));
            }
        }
        return again;
    }

    private RotationResult result(long rewrapped, long left) throws SQLException {
        TreeSet<String> unused = new TreeSet<>(masterKeys.ids());
        unused.removeAll(table.masterKeyIds());
        unused.remove(masterKeys.primaryId());
        return RotationResult.newBuilder()
                .setPrimaryMasterKey(masterKeys.primaryId())
                .setKeysRewrapped(rewrapped)
                .setKeysLeft(left)
                .addAllUnusedMasterKeys(unused)
                .build();
    }
}
