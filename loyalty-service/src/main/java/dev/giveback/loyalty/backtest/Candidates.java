package dev.giveback.loyalty.backtest;

import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.program.FieldError;
import dev.giveback.loyalty.program.ProgramMapper;
import dev.giveback.loyalty.program.ProgramStatus;
import dev.giveback.loyalty.v1.BacktestRequest;
import java.util.ArrayList;
import java.util.List;

/** The rules to try, checked as an update of the program would be. */
final class Candidates {
    private Candidates() {}

    /**
     * The candidates, compiled.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT with every field of every candidate that breaks its rule
     */
    static List<Program> of(BacktestRequest request, Program current, ProgramMapper mapper) {
        List<FieldError> errors = new ArrayList<>();
        List<Program> programs = new ArrayList<>();
        for (int i = 0; i < request.getCandidatesCount(); i++) {
            String path = "candidates[" + i + "]";
            dev.giveback.loyalty.v1.Program candidate = request.getCandidates(i).toBuilder()
                    .setVersion(current.version() + 1 + i)
                    .build();
            if (!candidate.getName().equals(request.getProgram())) {
                errors.add(new FieldError(path + ".name", "must be the program's, " + request.getProgram()));
            }
            String currency = current.currency().getCurrencyCode();
            if (!candidate.getCurrencyCode().equals(currency)) {
                errors.add(new FieldError(path + ".currency_code", "must be the program's, " + currency));
            }
            switch (mapper.map(candidate)) {
                case ProgramMapper.Mapping.Valid valid -> programs.add(valid.program());
                case ProgramMapper.Mapping.Invalid invalid ->
                    invalid.errors().forEach(error -> errors.add(under(path, error)));
            }
        }
        if (!errors.isEmpty()) {
            throw ProgramStatus.of(errors);
        }
        return programs;
    }

    /** The mapper's paths begin at the program. */
    private static FieldError under(String path, FieldError error) {
        return new FieldError(error.field().replaceFirst("^program\\.", path + "."), error.message());
    }
}
