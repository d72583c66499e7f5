package dev.giveback.loyalty.archive;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.archive.ExportScope;
import dev.giveback.platform.archive.ImportRefusals;
import dev.giveback.platform.archive.ImportRules;
import dev.giveback.platform.archive.ImportTables;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Imports of customers and programs. Programs come at the end: nobody can ask or command a customer whose program is not known, so a
 * half-imported customer is never in memory.
 */
final class LoyaltyImportRules implements ImportRules {
    private static final ImportRefusals REFUSALS = new ImportRefusals(RefusalStatus.DOMAIN);

    private final ImportTargets targets;

    LoyaltyImportRules(ImportTargets targets) {
        this.targets = targets;
    }

    @Override
    public boolean waits(String persistenceId) {
        return persistenceId.startsWith(LoyaltyScope.PROGRAM_PREFIX);
    }

    @Override
    public void expectRoom(ExportScope scope, ImportTables tables) throws SQLException {
        if (targets.haveJournalsOfTheirOwn()) {
            throw REFUSALS.notEmpty(
                    scope.name(),
                    "customers are stored in journal shards here (giveback.loyalty.database.shards); import where there are none, and name the shards there afterwards");
        }
        Optional<String> there = there((LoyaltyScope) scope, tables);
        if (there.isPresent()) {
            throw REFUSALS.thereAlready(there.get());
        }
        if (scope instanceof LoyaltyScope.OneCustomer one
                && !tables.knows(LoyaltyScope.PROGRAM_PREFIX + one.customer().program())) {
            throw noProgram(one.customer().program());
        }
    }

    private static Optional<String> there(LoyaltyScope scope, ImportTables tables) throws SQLException {
        return switch (scope) {
            case LoyaltyScope.Everything all -> {
                Optional<String> program = tables.anyWithPrefix(LoyaltyScope.PROGRAM_PREFIX);
                yield program.isPresent() ? program : tables.anyWithPrefix(PersistenceIds.CUSTOMER_PREFIX);
            }
            case LoyaltyScope.OneProgram one ->
                tables.knows(one.one()) ? Optional.of(one.one()) : tables.anyWithPrefix(one.prefix());
            case LoyaltyScope.OneCustomer one -> tables.knows(one.one()) ? Optional.of(one.one()) : Optional.empty();
        };
    }

    private static StatusRuntimeException noProgram(String program) {
        return RefusalStatus.of(new Refusal(
                Reason.PROGRAM_NOT_FOUND,
                "import: the customer's program " + program + " is not here; import or create it first",
                Map.of("name", "programs/" + program)));
    }

    @Override
    public void ended(ExportScope scope, Set<String> waited) {
        waited.forEach(id -> targets.programCame(id.substring(LoyaltyScope.PROGRAM_PREFIX.length())));
        if (scope instanceof LoyaltyScope.OneCustomer one) {
            targets.customerCame(one.customer());
        }
    }
}
